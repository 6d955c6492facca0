"""What the customer is told: that it came in, that it takes longer, and the answer. And what was missed."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from liaison.authority.actions import perform
from liaison.authority.words import Refused, Waiting
from liaison.complaints import events, rules
from liaison.complaints.actions.handling import must_be_open
from liaison.complaints.actions.opening import change
from liaison.complaints.errors import (
    AcknowledgedAlready,
    NeedsRelease,
    NoReason,
    NotDecided,
    NoTicket,
    NotLater,
    NotSent,
    NotTold,
    TooLong,
)
from liaison.complaints.models import Complaint, Extension, Instance, Letter
from liaison.complaints.rules import Period
from liaison.complaints.words import Outcome, Purpose, Standing
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.text import day
from liaison.tickets.commands import Reply

BATCH = 200


@dataclass(frozen=True)
class Words:
    """How a customer is told. text: sent as a reply on the ticket. told: how they were told otherwise, in words."""

    text: str = ""
    told: str = ""


@transaction.atomic
def acknowledge(complaint: Complaint, words: Words, *, by: Actor) -> Letter:
    """Tell the customer that it has come in. Raises AcknowledgedAlready and what `_tell` raises."""
    if complaint.acknowledged_at is not None:
        raise AcknowledgedAlready
    letter = _tell(complaint, words, purpose=Purpose.ACKNOWLEDGEMENT, by=by)
    change(complaint, {"acknowledged_at": letter.at})
    record(events.Acknowledged(**complaint.facts), by=by)
    return letter


@transaction.atomic
def extend(complaint: Complaint, *, until: date, reason: str, words: Words, by: Actor) -> Extension:
    """Take more time until the end of a day, and tell the customer why. The one way in which a clock is moved.

    Raises NoReason, NotLater, TooLong, NotUndecided and what `_tell` raises.
    """
    must_be_open(complaint)
    if not reason.strip():
        raise NoReason
    zone = ZoneInfo(settings.TIME_ZONE)
    end = rules.end_of(until, zone=zone)
    if end <= complaint.answer_by:
        raise NotLater
    if end > (latest := latest_answer(complaint, zone=zone)):
        raise TooLong(day=day(latest.astimezone(zone).date()))
    letter = _tell(complaint, words, purpose=Purpose.EXTENSION, by=by)
    made = Extension.objects.create(
        complaint=complaint, before=complaint.answer_by, until=end, reason=reason.strip(), letter=letter,
        by=by.ref, at=letter.at,
    )  # fmt: skip
    change(complaint, {"answer_by": end, "answer_late_at": None})
    record(events.Extended(**complaint.facts, until=end.isoformat()), by=by)
    return made


def latest_answer(complaint: Complaint, *, zone: tzinfo) -> datetime:
    """Up to when the time to answer can be extended at all: counted from the first day by which it was due."""
    first = (
        complaint.extensions.order_by("pk").values_list("before", flat=True).first() or complaint.answer_by
    )
    kind = complaint.kind
    return rules.due(first, Period(kind.extend, kind.extend_unit), zone=zone) if kind.extend else first


@transaction.atomic
def answer(complaint: Complaint, words: Words, *, instance: Instance | None, by: Actor) -> Letter:
    """Give the customer the final answer. instance: which one it names. Raises NotDecided and what `_tell` raises."""
    if complaint.standing == Standing.OPEN:
        raise NotDecided
    letter = _tell(complaint, words, purpose=Purpose.FINAL, by=by, instance=instance)
    acknowledged = complaint.acknowledged_at or letter.at
    change(complaint, {"answered_at": complaint.answered_at or letter.at, "acknowledged_at": acknowledged})
    record(events.Answered(**complaint.facts), by=by)
    return letter


def _tell(
    complaint: Complaint, words: Words, *, purpose: Purpose, by: Actor, instance: Instance | None = None
) -> Letter:
    """Send the words as a reply on the ticket, or write down how the customer was told otherwise.

    Raises NotTold, NoTicket, NotSent when the reply is refused, NeedsRelease when it would wait.
    """
    message, told = None, words.told.strip()
    if words.text.strip():
        message = _send(complaint, words.text, by=by)
    elif not told:
        raise NotTold
    return Letter.objects.create(
        complaint=complaint, purpose=purpose, message_id=message, told=told, instance=instance, by=by.ref, at=now()
    )  # fmt: skip


def _send(complaint: Complaint, text: str, *, by: Actor) -> int:
    if complaint.ticket_id is None:
        raise NoTicket
    outcome = perform(Reply(ticket=complaint.ticket_id, text=text), by=by)
    if isinstance(outcome, Waiting):
        raise NeedsRelease
    if isinstance(outcome, Refused):
        raise NotSent(reason=outcome.reason)
    return int(outcome.result["message"])


@transaction.atomic
def notice_missed() -> int:
    """Write down which clocks have run out, up to a batch of each. Return how many."""
    at = now()
    unanswered = Complaint.objects.filter(answered_at=None, answer_late_at=None, answer_by__lt=at)
    silent = Complaint.objects.filter(
        acknowledged_at=None, acknowledge_late_at=None, answered_at=None, acknowledge_by__lt=at
    )
    found = 0
    for rows, field, said in (
        (silent, "acknowledge_late_at", events.AcknowledgementMissed),
        (unanswered.exclude(outcome=Outcome.WITHDRAWN), "answer_late_at", events.AnswerMissed),
    ):
        for complaint in rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:BATCH]:
            change(complaint, {field: at})
            record(said(**complaint.facts), by=SYSTEM)
            found += 1
    return found
