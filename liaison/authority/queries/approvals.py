"""What waits for a release, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from liaison.authority.beings import who_is
from liaison.authority.catalogue import COMMANDS
from liaison.authority.errors import NotAllowed, NotYours, OnlyPeopleRelease, OwnRequest
from liaison.authority.models import Approval, Decision
from liaison.authority.queries.roles import effect_of, extent_of, holding, is_one_of
from liaison.authority.rules.ringing import Turn, turn
from liaison.authority.veils import is_veiled
from liaison.authority.words import Effect
from liaison.journal.registry import sight
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.memory import kept
from liaison.kit.rows import Rows


def waiting_about(refs: Iterable[str]) -> list[Approval]:
    """The approvals which wait and are about any of these, oldest first."""
    return list(Approval.objects.filter(about__in=list(refs), state=Approval.State.WAITING).order_by("id"))


@kept("approval", "ticket")
def waiting_now(*, limit: int) -> tuple[Approval, ...]:
    """The approvals which wait, oldest first, with the rules that ask for them."""
    waiting = Approval.objects.filter(state=Approval.State.WAITING).select_related("rule")
    return tuple(waiting.order_by("id")[:limit])


def still_waiting(approval: int) -> Approval | None:
    """The request with its rule, if it still waits."""
    rows = Approval.objects.select_related("rule").filter(pk=approval, state=Approval.State.WAITING)
    return rows.filter(until__gt=now()).first()


def rings_at(approval: Approval) -> Turn:
    """At whose desk it rings now, and until when."""
    if approval.state != Approval.State.WAITING or approval.until <= now():
        return Turn((), None)
    return turn(approval.rings, since=approval.asked_at, at=now())


def decision_asking(approval: Approval) -> Decision | None:
    """The decision by which a release was asked for: what the rules saw, and what was to be given."""
    return approval.decisions.filter(outcome="waiting").first()


def must_be_asked(approval: Approval, *, by: Actor, department: int | None) -> None:
    """Refuse whoever may not answer a request: who asked, who may not release there, who was not asked.

    department: where the matter lies. Raises OwnRequest, OnlyPeopleRelease, NotAllowed, NotYours.
    """
    if approval.by == by.ref:
        raise OwnRequest
    if is_veiled(approval.about, from_=by):
        raise NotAllowed
    if who_is(by).kind != "human":
        raise OnlyPeopleRelease
    is_named = bool(approval.ask or approval.stand_in)
    needs = ["authority.release"] if is_named else ["authority.release", _own_permission(approval)]
    if any(effect_of(one, by=by, department=department) is not Effect.ALLOW for one in needs):
        raise NotAllowed
    if is_named and not _is_asked(approval, by=by, department=department):
        raise NotYours


def may_answer(approval: Approval, *, by: Actor) -> bool:
    """Whether somebody may release or return what waits."""
    try:
        must_be_asked(approval, by=by, department=approval.department)
    except Refusal:
        return False
    return True


def _is_asked(approval: Approval, *, by: Actor, department: int | None) -> bool:
    """Whom the rule names, whoever stands in once it is their turn; with none of them, whoever may do it themselves."""
    if approval.ask and is_one_of(approval.ask, by=by, department=department):
        return True
    is_their_turn = approval.stand_in_from is not None and approval.stand_in_from <= now()
    if is_their_turn and is_one_of(approval.stand_in, by=by, department=department):
        return True
    named = [holding(word, department=department) for word in (approval.ask, approval.stand_in) if word]
    if any(some - {approval.by} for some in named):
        return False
    return effect_of(_own_permission(approval), by=by, department=department) is Effect.ALLOW


def _own_permission(approval: Approval) -> str:
    return COMMANDS[approval.command].permission()


def find_approval(approval_id: int, *, for_: Actor) -> Approval:
    """Return the approval to whoever asked and to whoever may release it; to others it does not exist (NotFound)."""
    found = Approval.objects.select_related("rule").filter(pk=approval_id).first()
    if found is None or not _sees(found, for_):
        raise NotFound
    return found


def _sees(approval: Approval, for_: Actor) -> bool:
    is_theirs = approval.by == for_.ref or extent_of("authority.release", by=for_).covers(approval.department)
    return is_theirs and not is_veiled(approval.about, from_=for_)


@sight("approval")
def _approvals_seen(ids: set[int], for_: Actor) -> set[int]:
    return {found.pk for found in Approval.objects.filter(pk__in=ids) if _sees(found, for_)}


_ANSWERS = Rows(
    Approval,
    """
    SELECT {columns} FROM authority_approval
    WHERE about = %(about)s AND (state = 'waiting' OR answered_at > %(since)s::timestamptz
      OR state = 'released' AND result ->> %(result)s = ANY(%(among)s))
    ORDER BY id
    """,
)


@dataclass(frozen=True)
class Answers:
    """What was asked for about a matter, the oldest first. released: who released what was done, by its id.

    lately: what was answered or lapsed, in the order of the answers.
    """

    waiting: list[Approval]
    lately: list[Approval]
    released: dict[int, str]


def answers_about(about: str, result: str, *, among: Iterable[int], since: datetime) -> Answers:
    """What waits for a release, what was answered since, and who released what was done; in one question.

    about: what the requests are about, as `noun:id`. result, among: what a command gave back under this name, and the
    ids for which it is asked who released it.
    """
    found = _ANSWERS(about=about, result=result, among=[str(id_) for id_ in among], since=since)
    answered = [one for one in found if one.answered_at and one.answered_at > since]
    return Answers(
        waiting=[one for one in found if one.state == Approval.State.WAITING],
        lately=sorted(answered, key=lambda one: (one.answered_at, one.pk)),
        released={
            one.result[result]: one.answered_by for one in found if one.result and result in one.result
        },
    )
