"""Who answers for a complaint, who must not, and what both sides say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from liaison.complaints import events
from liaison.complaints.actions.opening import change
from liaison.complaints.errors import CannotHandle, IsConcerned, NothingSaid, NotThere, NotUndecided
from liaison.complaints.models import Complaint, Concern, Evidence, Position
from liaison.complaints.queries import is_about, may_handle
from liaison.complaints.words import Side, Standing
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.team.models import Member
from liaison.team.queries import names_of
from liaison.tickets.models import Message
from liaison.tickets.words import Enclosed


@transaction.atomic
def take(complaint: Complaint, *, to: Member, by: Actor) -> None:
    """Have somebody answer for it. Raises IsConcerned for whomever it is about, CannotHandle."""
    if is_about(complaint, to.pk):
        raise IsConcerned
    if not may_handle(to, department=complaint.department_id):
        raise CannotHandle
    change(complaint, {"handler": to})
    record(events.Taken(**complaint.facts, to_id=to.pk), by=by)


@transaction.atomic
def concern(complaint: Complaint, *, member: int, sees: bool, by: Actor) -> None:
    """Note that it is about a colleague, who no longer handles it. sees: they may read it all the same.

    Raises NotThere.
    """
    if member not in names_of([member]):
        raise NotThere
    Concern.objects.update_or_create(
        complaint=complaint, member_id=member, defaults={"may_see": sees, "by": by.ref, "at": now()}
    )
    if complaint.handler_id == member:
        change(complaint, {"handler": None})
    record(events.Concerned(**complaint.facts, to_id=member, sees=sees), by=by)


@transaction.atomic
def unconcern(complaint: Complaint, *, member: int, by: Actor) -> None:
    """Note that it is not about that colleague. Raises NotThere."""
    gone, _ = Concern.objects.filter(complaint=complaint, member=member).delete()
    if not gone:
        raise NotThere
    record(events.Unconcerned(**complaint.facts, to_id=member), by=by)


@transaction.atomic
def state_position(complaint: Complaint, text: str, *, side: Side, by: Actor) -> Position:
    """Write down how a side sees it; what it said before stays. Raises NothingSaid."""
    if not text.strip():
        raise NothingSaid
    made = Position.objects.create(complaint=complaint, side=side, text=text.strip(), by=by.ref, at=now())
    record(events.PositionStated(**complaint.facts, side=side), by=by)
    return made


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What is added as evidence. message: of a ticket. files: whose bytes are kept."""

    side: Side
    words: str = ""
    message: Message | None = None
    files: Sequence[Enclosed] = ()


@transaction.atomic
def add_evidence(complaint: Complaint, looked: Looked, *, by: Actor) -> list[Evidence]:
    """Add what there is to look at; each file is a piece of its own. Raises NothingSaid when there is nothing."""
    words = looked.words.strip()
    if not (words or looked.message or looked.files):
        raise NothingSaid
    same: dict[str, Any] = {"complaint": complaint, "side": looked.side, "by": by.ref, "at": now()}
    made = [
        Evidence.objects.create(
            **same,
            words=words,
            blob_id=file.sha256,
            name=file.name[:255],
            type=file.type[:120],
            size=file.size,
        )
        for file in looked.files
    ]
    if looked.message or not made:
        made.append(Evidence.objects.create(**same, words=words, message=looked.message))
    record(events.EvidenceAdded(**complaint.facts, evidence=tuple(one.pk for one in made)), by=by)
    return made


def must_be_open(complaint: Complaint) -> None:
    """Raise NotUndecided for what is decided already."""
    if complaint.standing != Standing.OPEN:
        raise NotUndecided
