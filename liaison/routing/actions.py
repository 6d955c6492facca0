"""Changing: who takes live work, who is there, and to whom it is offered."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap
from liaison.routing import events
from liaison.routing.errors import NotRinging
from liaison.routing.models import Attendance, Offer, Readiness
from liaison.routing.queries import ABSENT

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
    attend({member})
    record(events.BecameReady(member_id=member, most=most), by=by)


@transaction.atomic
def rest(member: int, *, by: Actor) -> None:
    """Take no more live work; what is being served goes on, what rings here rings elsewhere."""
    if Readiness.objects.filter(member=member, ready=True).update(ready=False, since=now()):
        record(events.Rested(member_id=member), by=by)
    for one in Offer.objects.select_for_update().filter(member=member, outcome=""):
        _end(one, Offer.Outcome.DECLINED, by=by)


def attend(members: Iterable[int]) -> None:
    """These members have a page of ours open now, or have just done something."""
    at = now()
    rows = [Attendance(member_id=member, seen_at=at) for member in sorted(set(members))]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["member"], update_fields=["seen_at"]
    )


@transaction.atomic
def rest_absent() -> None:
    """Whoever closed all their pages takes no more live work until they say that they are back."""
    here = Attendance.objects.filter(member=OuterRef("member"), seen_at__gte=now() - ABSENT)
    for one in Readiness.objects.filter(~Exists(here), ready=True):
        rest(one.member_id, by=SYSTEM)


def hold_readiness(member: int) -> Readiness | None:
    """Whether and how much somebody takes, held until the transaction ends: they accept one thing after the other."""
    return Readiness.objects.select_for_update().filter(member=member).first()


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
def accept(what: str, *, member: int, by: Actor) -> None:
    """Somebody has taken something: it rings no more, neither at their desk nor at another's."""
    for one in Offer.objects.select_for_update().filter(what=what, outcome=""):
        mine = one.member_id == member
        _end(one, Offer.Outcome.ACCEPTED if mine else Offer.Outcome.WITHDRAWN, by=by)


@transaction.atomic
def decline(what: str, *, member: int, by: Actor) -> None:
    """Have what rings at somebody's desk ring at another's. Raises NotRinging."""
    one = Offer.objects.select_for_update().filter(what=what, member=member, outcome="").first()
    if one is None or not _end(one, Offer.Outcome.DECLINED, by=by):
        raise NotRinging


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
