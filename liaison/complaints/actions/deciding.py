"""The outcome of a complaint, and its end."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from liaison.complaints import events
from liaison.complaints.actions.handling import must_be_open
from liaison.complaints.actions.opening import change, money
from liaison.complaints.errors import AlreadyClosed, NotAnswered, NotDecided, NothingSaid, NotSettled
from liaison.complaints.models import Complaint, Finding
from liaison.complaints.words import UNDECIDED, Cause, Outcome, Standing
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is decided. reasons: why, as the customer reads it. cause: where it went wrong; cause_words: the root cause.

    remedy: what puts it right. amount: what the customer gets back, in the currency's units.
    """

    outcome: Outcome
    reasons: str = ""
    cause: Cause = Cause.NONE
    cause_words: str = ""
    remedy: str = ""
    amount: Decimal | None = None
    currency: str = ""


@transaction.atomic
def decide(complaint: Complaint, verdict: Verdict, *, by: Actor) -> Finding:
    """Decide it. Raises NotUndecided, NotACurrency, NothingSaid without reasons, unless it was withdrawn."""
    must_be_open(complaint)
    if not verdict.reasons.strip() and verdict.outcome != Outcome.WITHDRAWN:
        raise NothingSaid
    made = Finding.objects.create(
        complaint=complaint,
        outcome=verdict.outcome,
        cause=verdict.cause,
        cause_words=verdict.cause_words.strip(),
        reasons=verdict.reasons.strip(),
        remedy=verdict.remedy.strip(),
        **money(verdict.amount, verdict.currency),
        by=by.ref,
        at=now(),
    )
    change(complaint, {"standing": Standing.DECIDED, "outcome": verdict.outcome})
    record(events.Decided(**complaint.facts, outcome=verdict.outcome), by=by)
    return made


@transaction.atomic
def close(complaint: Complaint, *, by: Actor) -> None:
    """Put it away. Raises NotDecided, AlreadyClosed, and NotAnswered before the customer knows the outcome."""
    if complaint.standing == Standing.OPEN:
        raise NotDecided
    if complaint.standing == Standing.CLOSED:
        raise AlreadyClosed
    if complaint.answered_at is None and complaint.outcome != Outcome.WITHDRAWN:
        raise NotAnswered
    change(complaint, {"standing": Standing.CLOSED, "closed_at": now()})
    record(events.Closed(**complaint.facts), by=by)


@transaction.atomic
def reopen(complaint: Complaint, *, by: Actor) -> None:
    """Take it up again. Its clocks are where they were: what is late is late. Raises NotSettled."""
    if complaint.standing == Standing.OPEN:
        raise NotSettled
    change(
        complaint,
        {"standing": Standing.OPEN, "outcome": UNDECIDED, "answered_at": None, "closed_at": None},
    )
    record(events.Reopened(**complaint.facts), by=by)
