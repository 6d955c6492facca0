"""What was said, by whom, and how far it came."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event
from liaison.tickets.events.ticket_event import TicketEvent, WordsGone


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
    aside: bool = False


@event
@dataclass(frozen=True, kw_only=True)
class Replied(TicketEvent):
    """Somebody of us answered."""

    kind = "tickets.replied"
    says = _("%(by)s replied.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Forwarded(TicketEvent):
    """Somebody of us wrote to a third party."""

    kind = "tickets.forwarded"
    says = _("%(by)s wrote to somebody else about this.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Acknowledged(TicketEvent):
    """The desk answered by itself."""

    kind = "tickets.acknowledged"
    says = _("An automatic answer was sent.")
    message_id: int
    auto_kind: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class Noted(TicketEvent):
    """Somebody left a note for the team, perhaps for some of it."""

    kind = "tickets.noted"
    says = _("%(by)s left a note.")
    message_id: int
    mentions: tuple[int, ...] = ()

    def refs(self) -> list[str]:
        """The ticket, the customer, and whoever is mentioned."""
        return [*super().refs(), *(f"member:{id_}" for id_ in self.mentions)]


@event
@dataclass(frozen=True, kw_only=True)
class Undone(WordsGone):
    """A message was taken back before it left."""

    kind = "tickets.undone"
    says = _("%(by)s took a message back.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ContactRecorded(TicketEvent):
    """A call or a visit was written down."""

    kind = "tickets.contact_recorded"
    says = _("%(by)s recorded a contact.")
    contact_id: int
    channel: str
    message_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class Detached(WordsGone):
    """A message was taken off and put on another ticket."""

    kind = "tickets.detached"
    says = _("%(by)s put a message on another ticket.")
    message_id: int
    into_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Attached(TicketEvent):
    """A message came from another ticket."""

    kind = "tickets.attached"
    says = _("%(by)s brought a message here from another ticket.")
    message_id: int
    origin_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Looked(TicketEvent):
    """Its last words were looked at by whoever has it."""

    kind = "tickets.looked"
    says = _("%(by)s read this.")


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


@event
@dataclass(frozen=True, kw_only=True)
class Bounced(TicketEvent):
    """A message came back."""

    kind = "tickets.bounced"
    says = _("The message did not arrive.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ContactPassed(Event):
    """A call or a visit was written down that touched no ticket."""

    kind = "tickets.contact_passed"
    says = _("%(by)s recorded a contact.")
    about = ("contact", "customer")
    contact_id: int
    channel: str
    customer_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class Arrived(TicketEvent):
    """A message of ours came to whom it was for."""

    kind = "tickets.arrived"
    says = _("The message was delivered.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ReadThere(TicketEvent):
    """The customer read a message of ours."""

    kind = "tickets.read_there"
    says = _("The customer read the message.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Edited(WordsGone):
    """The customer changed what they had written."""

    kind = "tickets.edited"
    says = _("%(customer)s changed a message.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Withdrawn(WordsGone):
    """The customer deleted what they had written."""

    kind = "tickets.withdrawn"
    says = _("%(customer)s deleted a message; what it said is kept here.")
    message_id: int


@event
@dataclass(frozen=True, kw_only=True)
class FilesCame(TicketEvent):
    """A file of a message was fetched from where the customer had left it."""

    kind = "tickets.files_came"
    says = _("A file of a message came in.")
    message_id: int
