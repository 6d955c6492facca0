"""Reading: who is ready, who is there at all, and what is offered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max

from liaison.authority import presence
from liaison.authority.queries import holders
from liaison.kit.clock import now
from liaison.routing import rules
from liaison.routing.models import Attendance, Offer, Readiness

ABSENT: Final = timedelta(seconds=90)
"""Whose pages were silent for so long has closed them; a page says that it is there every half a minute."""


def readiness(member: int) -> Readiness | None:
    """Whether and how much live work somebody takes; None for who never said."""
    return Readiness.objects.filter(member=member).first()


def ready(permission: str, *, department: int) -> list[Readiness]:
    """Who takes live work of a department now, those who have waited longest first."""
    found = Readiness.objects.filter(
        ready=True, member__in=entitled(permission, department=department), member__is_active=True
    )
    return list(found.order_by("since"))


def entitled(permission: str, *, department: int) -> set[int]:
    """The members who hold a permission at once in a department."""
    held = holders(permission, department=department)
    return {int(ref.partition(":")[2]) for ref in held if ref.startswith("member:")}


def next_for(
    what: str, people: Iterable[Readiness], *, busy: Mapping[int, int], since: datetime
) -> int | None:
    """Who of those ready is offered something next.

    busy: member to how much they serve. since: when it began to wait.
    """
    asked = dict(
        Offer.objects.filter(what=what, at__gte=since)
        .values_list("member")
        .annotate(last=Max("at"))
        .order_by()
    )
    return rules.next_in_line(
        rules.Taker(one.member_id, one.most, one.since, busy.get(one.member_id, 0), asked.get(one.member_id))
        for one in people
    )


def open_offers(*, member: int) -> list[Offer]:
    """What rings at somebody's desk."""
    return list(Offer.objects.filter(member=member, outcome="", until__gt=now()).order_by("at"))


def offered() -> dict[str, int]:
    """Everything that rings, and at whose desk."""
    return dict(Offer.objects.filter(outcome="").values_list("what", "member"))


def loads(serving: Mapping[int, int]) -> Counter[int]:
    """How much everybody has: what they serve and what rings at their desk."""
    return Counter(serving) + Counter(offered().values())


def overdue() -> list[Offer]:
    """The offers nobody answered in time."""
    return list(Offer.objects.filter(outcome="", until__lte=now()))


def is_there(members: Iterable[int], *, within: timedelta = ABSENT) -> set[int]:
    """Those of these members who had a page of ours open within a time."""
    found = Attendance.objects.filter(member__in=list(members), seen_at__gte=now() - within)
    return set(found.values_list("member", flat=True))


@presence.knows
def _at_their_desks(refs: Iterable[str]) -> set[str]:
    """Those of these actors who have a page of ours open; authority asks before it rings."""
    ids = {int(ref[7:]) for ref in refs if ref.startswith("member:")}
    return {f"member:{id_}" for id_ in is_there(ids)}
