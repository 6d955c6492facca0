"""Changing: who takes live work, and to whom it is offered."""

from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap
from liaison.routing import events
from liaison.routing.models import Offer, Readiness

RINGS: Final = timedelta(seconds=20)
MOST: Final = 20  # Chats which one person may want to serve at once.


@transaction.atomic
def become_ready(member: int, *, most: int, by: Actor) -> None:
    """Take live work from now on. most: how much at once. Raises Invalid."""
    if not 1 <= most <= MOST:
        raise Invalid(field="most", problem=f"1–{MOST}")
    Readiness.objects.update_or_create(
        member_id=member, defaults={"ready": True, "most": most, "since": now()}
    )
    record(events.BecameReady(member_id=member, most=most), by=by)


@transaction.atomic
def rest(member: int, *, by: Actor) -> None:
    """Take no more live work; what is being served goes on."""
    if Readiness.objects.filter(member=member, ready=True).update(ready=False, since=now()):
        record(events.Rested(member_id=member), by=by)


@transaction.atomic
def offer(what: str, *, to: int) -> bool:
    """Ring at somebody's desk. Tell whether it rings; it does not when it rings elsewhere already."""
    at = now()
    try:
        with transaction.atomic():
            Offer.objects.create(what=what, member_id=to, at=at, until=at + RINGS)
    except IntegrityError:
        return False
    record(events.Offered(member_id=to, what=what), by=SYSTEM)
    return True


@transaction.atomic
def settle(what: str, outcome: Offer.Outcome, *, by: Actor) -> None:
    """End the offer of something that still rings."""
    for one in Offer.objects.select_for_update().filter(what=what, outcome=""):
        _end(one, outcome, by=by)


@transaction.atomic
def lapse(one: Offer) -> None:
    """Nobody answered: whoever was asked takes no more work until they say that they are back."""
    if _end(one, Offer.Outcome.LAPSED, by=SYSTEM):
        rest(one.member_id, by=Plain(f"member:{one.member_id}"))


def _end(one: Offer, outcome: Offer.Outcome, *, by: Actor) -> bool:
    if not swap(one, when={"outcome": Offer.Outcome.OPEN}, to={"outcome": outcome}):
        return False
    record(events.OfferEnded(member_id=one.member_id, what=one.what, outcome=outcome.value), by=by)
    return True
