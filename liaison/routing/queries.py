"""Reading: who is ready, and what is offered."""

from collections.abc import Mapping

from liaison.authority.queries import holders
from liaison.kit.clock import now
from liaison.routing.models import Offer, Readiness


def readiness(member: int) -> Readiness | None:
    """Whether and how much live work somebody takes; None for who never said."""
    return Readiness.objects.filter(member=member).first()


def ready(permission: str, *, department: int) -> list[Readiness]:
    """Who takes live work of a department now, those who have waited longest first."""
    entitled = {
        int(ref.partition(":")[2])
        for ref in holders(permission, department=department)
        if ref[:7] == "member:"
    }
    found = Readiness.objects.filter(ready=True, member__in=entitled, member__is_active=True)
    return list(found.order_by("since"))


def next_for(what: str, permission: str, *, department: int, busy: Mapping[int, int]) -> int | None:
    """Who is offered something next: ready, not full, and not asked about it before. busy: member to what they serve.

    Who serves least comes first, then who has been ready longest; those who did not answer are not asked again.
    """
    asked = set(Offer.objects.filter(what=what).values_list("member", flat=True))
    free = [
        one
        for one in ready(permission, department=department)
        if busy.get(one.member_id, 0) < one.most and one.member_id not in asked
    ]
    return min(free, key=lambda one: busy.get(one.member_id, 0)).member_id if free else None


def open_offers(*, member: int) -> list[Offer]:
    """What rings at somebody's desk."""
    return list(Offer.objects.filter(member=member, outcome="", until__gt=now()).order_by("at"))


def offered() -> set[str]:
    """Everything that rings somewhere."""
    return set(Offer.objects.filter(outcome="").values_list("what", flat=True))


def overdue() -> list[Offer]:
    """The offers nobody answered in time."""
    return list(Offer.objects.filter(outcome="", until__lte=now()))
