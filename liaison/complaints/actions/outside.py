"""Where a complaint stands outside of the company."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from liaison.complaints import events
from liaison.complaints.errors import NothingSaid, StageEnded
from liaison.complaints.models import Complaint, Stage, Step
from liaison.complaints.words import OutsideOutcome, Where
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now


@dataclass(frozen=True, kw_only=True)
class Before:
    """Before whom it stands. body: who, by name. reference: their number for it. due: by when they want our answer."""

    where: Where
    body: str
    begun: date
    reference: str = ""
    due: date | None = None


@transaction.atomic
def escalate_outside(complaint: Complaint, before: Before, *, by: Actor) -> Stage:
    """Note that it stands before somebody outside, however far it has come with us. Raises NothingSaid."""
    if not before.body.strip():
        raise NothingSaid
    made = Stage.objects.create(
        complaint=complaint,
        where=before.where,
        body=before.body.strip()[:200],
        reference=before.reference.strip()[:120],
        begun_on=before.begun,
        due_on=before.due,
        by=by.ref,
        at=now(),
    )
    record(events.WentOutside(**complaint.facts, stage=made.pk, where=before.where), by=by)
    return made


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that happened outside. reference, due: known now, unchanged when empty. outcome: how it ended."""

    on: date
    words: str = ""
    reference: str = ""
    due: date | None = None
    outcome: OutsideOutcome | None = None


@transaction.atomic
def record_outside(stage: Stage, happening: Happening, *, by: Actor) -> None:
    """Write down what happened in a stage. Raises StageEnded, NothingSaid."""
    if stage.ended_on is not None:
        raise StageEnded
    if not happening.words.strip():
        raise NothingSaid
    Step.objects.create(stage=stage, on=happening.on, words=happening.words.strip(), by=by.ref, at=now())
    stage.reference = happening.reference.strip()[:120] or stage.reference
    stage.due_on = happening.due or stage.due_on
    facts = stage.complaint.facts | {"stage": stage.pk}
    if happening.outcome is not None:
        stage.outcome, stage.ended_on = happening.outcome, happening.on
        record(events.OutsideEnded(**facts, outcome=happening.outcome), by=by)
    else:
        record(events.OutsideRecorded(**facts), by=by)
    stage.save()
