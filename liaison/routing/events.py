"""What can happen while live work finds somebody."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class RoutingEvent(Event):
    """Something about one colleague's live work."""

    about: ClassVar[tuple[str, ...]] = ("member",)
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class BecameReady(RoutingEvent):
    """Somebody takes live work. most: at once."""

    kind = "routing.became_ready"
    says = _("%(member)s takes chats.")
    most: int


@event
@dataclass(frozen=True, kw_only=True)
class Rested(RoutingEvent):
    """Somebody takes no more live work."""

    kind = "routing.rested"
    says = _("%(member)s takes no more chats.")


@event
@dataclass(frozen=True, kw_only=True)
class Offered(RoutingEvent):
    """Live work rings at somebody's desk. what: its reference."""

    kind = "routing.offered"
    says = _("A chat was offered to %(member)s.")
    what: str


@event
@dataclass(frozen=True, kw_only=True)
class OfferEnded(RoutingEvent):
    """An offer was accepted, declined, not answered in time, or withdrawn."""

    kind = "routing.offer_ended"
    says = _("An offer to %(member)s ended.")
    what: str
    outcome: str
