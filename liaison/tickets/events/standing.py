"""How a matter stands."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.tickets.events.ticket_event import TicketEvent, WordsGone


@event
@dataclass(frozen=True, kw_only=True)
class Reopened(TicketEvent):
    """A settled matter is open again."""

    kind = "tickets.reopened"
    says = _("This matter was opened again.")


@event
@dataclass(frozen=True, kw_only=True)
class WaitingForCustomer(TicketEvent):
    """We wait until the customer answers."""

    kind = "tickets.waiting_for_customer"
    says = _("%(by)s is waiting for the customer.")
    until: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class WaitingForOthers(TicketEvent):
    """We wait until somebody else has done something."""

    kind = "tickets.waiting_for_others"
    says = _("%(by)s is waiting for others.")
    until: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class Woke(TicketEvent):
    """The waiting is over: the moment has come."""

    kind = "tickets.woke"
    says = _("The time of waiting is over.")


@event
@dataclass(frozen=True, kw_only=True)
class Promised(TicketEvent):
    """We owe something until a moment."""

    kind = "tickets.promised"
    says = _("%(by)s made a promise.")
    promise_id: int
    due: str


@event
@dataclass(frozen=True, kw_only=True)
class PromiseKept(TicketEvent):
    """What we owed is done."""

    kind = "tickets.promise_kept"
    says = _("%(by)s kept a promise.")
    promise_id: int


@event
@dataclass(frozen=True, kw_only=True)
class PromiseWithdrawn(TicketEvent):
    """What we owed is no longer owed."""

    kind = "tickets.promise_withdrawn"
    says = _("%(by)s withdrew a promise.")
    promise_id: int


@event
@dataclass(frozen=True, kw_only=True)
class PromiseBroken(TicketEvent):
    """What we owed was not done in time."""

    kind = "tickets.promise_broken"
    says = _("A promise was not kept in time.")
    promise_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Resolved(TicketEvent):
    """The matter is settled."""

    kind = "tickets.resolved"
    says = _("%(by)s resolved this.")
    reason: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class Closed(TicketEvent):
    """The matter is put away."""

    kind = "tickets.closed"
    says = _("%(by)s closed this.")


@event
@dataclass(frozen=True, kw_only=True)
class Redacted(WordsGone):
    """A text was removed from everything we keep of it."""

    kind = "tickets.redacted"
    says = _("%(by)s removed a text from a message.")
    message_id: int
    places: int = 0


@event
@dataclass(frozen=True, kw_only=True)
class Held(TicketEvent):
    """Nothing of it may be changed away or deleted."""

    kind = "tickets.held"
    says = _("%(by)s put this on legal hold.")


@event
@dataclass(frozen=True, kw_only=True)
class Unheld(TicketEvent):
    """The legal hold is over."""

    kind = "tickets.unheld"
    says = _("%(by)s ended the legal hold.")


@event
@dataclass(frozen=True, kw_only=True)
class SetAside(TicketEvent):
    """It lies in spam or trash."""

    kind = "tickets.shelved"
    says = _("%(by)s put this away.")
    shelf: str


@event
@dataclass(frozen=True, kw_only=True)
class TakenBack(TicketEvent):
    """It lies among the others again."""

    kind = "tickets.unshelved"
    says = _("%(by)s took this back to the inbox.")


@event
@dataclass(frozen=True, kw_only=True)
class AnswerWished(TicketEvent):
    """The customer said how they want to be answered. wish: `mail`, `call` or `message`."""

    kind = "tickets.answer_wished"
    says = _("The customer said how they want to be answered.")
    wish: str


@event
@dataclass(frozen=True, kw_only=True)
class WishMet(TicketEvent):
    """The customer was reached as they wished, outside of what the desk sends. wish: how."""

    kind = "tickets.wish_met"
    says = _("%(by)s reached the customer as they had wished.")
    wish: str
