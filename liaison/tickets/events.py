"""What can happen to a matter."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Something that happened to one ticket."""

    about: ClassVar[tuple[str, ...]] = ("ticket", "customer")
    ticket_id: int
    customer_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class Opened(TicketEvent):
    """A matter began."""

    kind = "tickets.opened"
    says = _("This matter was opened.")
    channel: str
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Received(TicketEvent):
    """The customer said something."""

    kind = "tickets.received"
    says = _("%(customer)s wrote.")
    message_id: int
    channel: str
    placed: str
    auto_kind: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class Reopened(TicketEvent):
    """A settled matter is open again."""

    kind = "tickets.reopened"
    says = _("This matter was opened again.")


@event
@dataclass(frozen=True, kw_only=True)
class Replied(TicketEvent):
    """Somebody of us answered."""

    kind = "tickets.replied"
    says = _("%(by)s replied.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Noted(TicketEvent):
    """Somebody left a note for the team."""

    kind = "tickets.noted"
    says = _("%(by)s left a note.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Assigned(TicketEvent):
    """A colleague has it."""

    kind = "tickets.assigned"
    says = _("%(by)s gave this to %(to)s.")
    to_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Resolved(TicketEvent):
    """The matter is settled."""

    kind = "tickets.resolved"
    says = _("%(by)s resolved this.")
    reason: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class DispatchSent(TicketEvent):
    """A message was handed to the outside world."""

    kind = "tickets.sent"
    says = _("The message was sent.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class DispatchFailed(TicketEvent):
    """A message could not be handed over, for good."""

    kind = "tickets.failed"
    says = _("The message could not be sent.")
    message_id: int
