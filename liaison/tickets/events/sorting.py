"""To whom and where a matter belongs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event
from liaison.tickets.events.ticket_event import TicketEvent


@event
@dataclass(frozen=True, kw_only=True)
class Assigned(TicketEvent):
    """A colleague has it."""

    kind = "tickets.assigned"
    says = _("%(by)s gave this to %(to)s.")
    says_to_self = _("%(by)s took this on.")
    to_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Unassigned(TicketEvent):
    """Nobody has it any more."""

    kind = "tickets.unassigned"
    says = _("%(by)s took this from %(owner)s.")
    owner_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Moved(TicketEvent):
    """Another department has it."""

    kind = "tickets.moved"
    says = _("%(by)s moved this to %(department)s.")
    from_id: int
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Tagged(TicketEvent):
    """It bears more tags."""

    kind = "tickets.tagged"
    says = _("%(by)s tagged this.")
    tags: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class Untagged(TicketEvent):
    """It bears fewer tags."""

    kind = "tickets.untagged"
    says = _("%(by)s removed tags.")
    tags: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class Prioritised(TicketEvent):
    """It presses more or less."""

    kind = "tickets.prioritised"
    says = _("%(by)s changed the priority.")
    priority: int


@event
@dataclass(frozen=True, kw_only=True)
class Classified(TicketEvent):
    """It was found to be of a kind."""

    kind = "tickets.classified"
    says = _("%(by)s changed the kind.")
    kind_id: int | None


@event
@dataclass(frozen=True, kw_only=True)
class CustomerChosen(TicketEvent):
    """Somebody else is the customer of this matter."""

    kind = "tickets.customer_chosen"
    says = _("%(by)s named %(customer)s as the customer.")
    before_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class KindDefined(Event):
    """There is a kind of matter more."""

    kind = "tickets.kind_defined"
    says = _("%(by)s defined a kind of matter.")
    about = ("kind",)
    kind_id: int
