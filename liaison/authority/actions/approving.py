"""Answering what waits: released as it is, released with changes, returned, or lapsed."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.authority import catalogue
from liaison.authority.actions import gate
from liaison.authority.actions.deciding import decide
from liaison.authority.errors import NotAllowed, NotTheirsNow, NotWaiting, OwnRequest
from liaison.authority.events import Lapsed, Released, Returned
from liaison.authority.models import Approval
from liaison.authority.queries import effect_of
from liaison.authority.words import Done, Effect
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, NotFound, Refusal
from liaison.kit.rows import swap


class CouldNotRun(Refusal):
    """What was released could not be carried out: %(reason)s"""


def release(approval: Approval, *, by: Actor, changes: dict[str, Any] | None = None) -> Any:
    """Carry out exactly what was asked, as the one who asked, with the releaser's changes if any.

    Raises NotWaiting, OwnRequest, NotAllowed, Invalid for a wrong change, CouldNotRun when the command refuses,
    NotTheirsNow when whoever asked may not see it any more.
    """
    _may_answer(approval, approval.department, by=by)
    if not swap(approval, when={"state": "waiting"}, to=_answered("released", by) | {"edited": changes}):
        raise NotWaiting
    asker = Plain(approval.by)
    command = catalogue.make(approval.command, approval.params | (changes or {}))
    try:
        subject = command.find(by=asker, lock=True)
    except NotFound:
        raise NotTheirsNow from None
    if subject.refs[:1] != ((approval.about,) if approval.about else ()):
        raise Invalid(field="changes", problem=_("what it is about cannot be changed"))
    _may_answer(approval, subject.department, by=by)  # It may have moved since it was asked.
    outcome = gate.run(command, subject, by=asker)
    decide(command, subject, outcome, by=asker, because_of=f"approval:{approval.pk}", approval=approval.pk)
    if not isinstance(outcome, Done):
        raise CouldNotRun(reason=getattr(outcome, "reason", ""))
    Approval.objects.filter(pk=approval.pk).update(result=outcome.result)
    record(Released(approval_id=approval.pk, ticket_id=_ticket(approval), edited=bool(changes)), by=by)
    return outcome.result


def give_back(approval: Approval, *, by: Actor, words: str) -> None:
    """Return what was asked to whoever asked, with a word why; also to one who may not see the matter any more.

    Raises NotWaiting, OwnRequest, NotAllowed.
    """
    _may_answer(approval, approval.department, by=by)
    if not swap(approval, when={"state": "waiting"}, to=_answered("returned", by) | {"answer": words}):
        raise NotWaiting
    _bring_back(approval)
    record(Returned(approval_id=approval.pk, ticket_id=_ticket(approval)), by=by)


def lapse() -> int:
    """Return to whoever asked what nobody answered in time. Return how many."""
    late = Approval.objects.filter(state="waiting", until__lt=now()).order_by("id")
    return sum(_lapse(approval) for approval in late)


@transaction.atomic
def _lapse(approval: Approval) -> bool:
    if not swap(approval, when={"state": "waiting"}, to={"state": "lapsed", "answered_at": now()}):
        return False
    _bring_back(approval)
    record(Lapsed(approval_id=approval.pk, ticket_id=_ticket(approval)), by=SYSTEM)
    return True


def _bring_back(approval: Approval) -> None:
    asker = Plain(approval.by)
    command = catalogue.make(approval.command, approval.params)
    with suppress(NotFound):  # Whoever asked is gone, or the matter is none of theirs any more.
        command.bring_back(command.find(by=asker, lock=True), by=asker, approval=approval.pk)


def hand_over(about: str, *, department: int) -> None:
    """What waits about a matter that went to another department is for those who release there.

    about: the matter, as `noun:id`. department: where it is now.
    """
    Approval.objects.filter(about=about, state="waiting").update(department=department)


def _may_answer(approval: Approval, department: int | None, *, by: Actor) -> None:
    if approval.by == by.ref:
        raise OwnRequest
    for permission in ("authority.release", catalogue.COMMANDS[approval.command].permission()):
        if effect_of(permission, by=by, department=department) is not Effect.ALLOW:
            raise NotAllowed


def _answered(state: str, by: Actor) -> dict[str, Any]:
    return {"state": state, "answered_by": by.ref, "answered_at": now()}


def _ticket(approval: Approval) -> int | None:
    noun, _, id_ = approval.about.partition(":")
    return int(id_) if noun == "ticket" else None
