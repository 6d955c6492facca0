"""Answering what waits: released as it is, released with changes, returned, or lapsed."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.authority import catalogue
from liaison.authority.actions import gate
from liaison.authority.actions.deciding import decide
from liaison.authority.actions.examining import examine
from liaison.authority.actions.requesting import bring_back, ticket_of_ref
from liaison.authority.errors import CouldNotRun, NotTheirsNow, NotWaiting, TooLate
from liaison.authority.events import Lapsed, Released, Returned
from liaison.authority.models import Approval
from liaison.authority.queries import must_be_asked
from liaison.authority.words import Command, Done, Subject
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, NotFound
from liaison.kit.rows import swap


def release(approval: Approval, *, by: Actor, changes: dict[str, Any] | None = None, words: str = "") -> Any:
    """Carry out exactly what was asked, as the one who asked, with the releaser's changes if any.

    changes: by parameter name; of what the company limits, only money, and only less of it. words: to whoever asked.
    Raises NotWaiting, OwnRequest, NotAllowed, NotYours, Invalid for a wrong change, MoreThanAsked, CouldNotRun when the
    rules or the command refuse, TooLate and FactsChanged when it is not the same any more (the request lapses),
    NotTheirsNow when whoever asked may not see it any more.
    """
    must_be_asked(approval, by=by, department=approval.department)
    if approval.state == "waiting" and approval.until < now():
        raise TooLate(settle=partial(_lapse, approval))  # The clockwork comes only every ten minutes.
    answered = _answered("released", by) | {"edited": changes, "answer": words}
    if not swap(approval, when={"state": "waiting"}, to=answered):
        raise NotWaiting
    asker = Plain(approval.by)
    command = catalogue.make(approval.command, approval.params | (changes or {}))
    subject = _found_for(approval, command, by=asker)
    must_be_asked(approval, by=by, department=subject.department)  # It may have moved since it was asked.
    found = examine(approval, command, subject, by=asker) if command.ruled else None
    outcome = gate.run(command, subject, by=asker)
    kept = decide(
        command,
        subject,
        outcome,
        by=asker,
        found=found,
        because_of=f"approval:{approval.pk}",
        approval=approval.pk,
        approved_by=by.ref,
    )
    if not isinstance(outcome, Done):
        raise CouldNotRun(reason=getattr(outcome, "reason", ""))
    command.decided(subject, decision=kept)
    Approval.objects.filter(pk=approval.pk).update(result=outcome.result)
    record(
        Released(approval_id=approval.pk, ticket_id=ticket_of_ref(approval.about), edited=bool(changes)),
        by=by,
    )
    return outcome.result


def _found_for(approval: Approval, command: Command, *, by: Actor) -> Subject:
    try:
        subject = command.find(by=by, lock=True)
    except NotFound:
        raise NotTheirsNow from None
    if subject.refs[:1] != ((approval.about,) if approval.about else ()):
        raise Invalid(field="changes", problem=_("what it is about cannot be changed"))
    return subject


def give_back(approval: Approval, *, by: Actor, words: str) -> None:
    """Return what was asked to whoever asked, with a word why; also to one who may not see the matter any more.

    Raises NotWaiting, OwnRequest, NotAllowed.
    """
    must_be_asked(approval, by=by, department=approval.department)
    if not swap(approval, when={"state": "waiting"}, to=_answered("returned", by) | {"answer": words}):
        raise NotWaiting
    bring_back(approval)
    record(Returned(approval_id=approval.pk, ticket_id=ticket_of_ref(approval.about)), by=by)


def lapse() -> int:
    """Return to whoever asked what nobody answered in time. Return how many."""
    late = Approval.objects.filter(state="waiting", until__lt=now()).order_by("id")
    return sum(_lapse(approval) for approval in late)


@transaction.atomic
def _lapse(approval: Approval) -> bool:
    if not swap(approval, when={"state": "waiting"}, to={"state": "lapsed", "answered_at": now()}):
        return False
    bring_back(approval)
    record(Lapsed(approval_id=approval.pk, ticket_id=ticket_of_ref(approval.about)), by=SYSTEM)
    return True


def hand_over(about: str, *, department: int) -> None:
    """What waits about a matter that went to another department is for those who release there.

    about: the matter, as `noun:id`. department: where it is now.
    """
    Approval.objects.filter(about=about, state="waiting").update(department=department)


def _answered(state: str, by: Actor) -> dict[str, Any]:
    return {"state": state, "answered_by": by.ref, "answered_at": now()}
