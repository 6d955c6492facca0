"""What waits for a release, and what became of it."""

from collections.abc import Iterable

from liaison.authority.models import Approval
from liaison.authority.queries.roles import extent_of
from liaison.journal.registry import sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.rows import Rows


def waiting_about(refs: Iterable[str]) -> list[Approval]:
    """The approvals which wait and are about any of these, oldest first."""
    return list(Approval.objects.filter(about__in=list(refs), state=Approval.State.WAITING).order_by("id"))


@kept("approval", "ticket")
def waiting_on_tickets(*, limit: int) -> tuple[Approval, ...]:
    """The approvals which wait and are about a ticket, oldest first."""
    waiting = Approval.objects.filter(state=Approval.State.WAITING, about__startswith="ticket:")
    return tuple(waiting.order_by("id")[:limit])


def find_approval(approval_id: int, *, for_: Actor) -> Approval:
    """Return the approval to whoever asked and to whoever may release it; to others it does not exist (NotFound)."""
    found = Approval.objects.filter(pk=approval_id).first()
    if found is None or not _sees(found, for_):
        raise NotFound
    return found


def _sees(approval: Approval, for_: Actor) -> bool:
    return approval.by == for_.ref or extent_of("authority.release", by=for_).covers(approval.department)


@sight("approval")
def _approvals_seen(ids: set[int], for_: Actor) -> set[int]:
    return {found.pk for found in Approval.objects.filter(pk__in=ids) if _sees(found, for_)}


_ANSWERS = Rows(
    Approval,
    """
    SELECT {columns} FROM authority_approval
    WHERE about = %(about)s AND (state = 'waiting' OR state = 'released' AND result ->> %(result)s = ANY(%(among)s))
    ORDER BY id
    """,
)


def answers_about(about: str, result: str, *, among: Iterable[int]) -> tuple[list[Approval], dict[int, str]]:
    """What waits for a release, the oldest first; and who released what was done.

    about: what the requests are about, as `noun:id`. The second is by the id which the command gave back as `result`,
    the reference of whoever released it. among: the ids that are asked for.
    """
    found = _ANSWERS(about=about, result=result, among=[str(id_) for id_ in among])
    waiting = [one for one in found if one.state == Approval.State.WAITING]
    released = {one.result[result]: one.answered_by for one in found if one.result}
    return waiting, released
