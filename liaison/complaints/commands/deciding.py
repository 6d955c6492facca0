"""The outcome, the end, and what happens outside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.complaints import actions, queries
from liaison.complaints.actions import Before, Happening, Verdict
from liaison.complaints.commands.subjects import ComplaintCommand, subject_of
from liaison.complaints.permissions import HANDLE
from liaison.complaints.words import Amount, Cause, Outcome, OutsideOutcome, Where
from liaison.kit.actor import Actor


@command
@dataclass(frozen=True, kw_only=True)
class Decide(ComplaintCommand):
    """Decide a complaint. outcome: `upheld`, `partly`, `not_upheld` or `withdrawn`.

    reasons: why, as the customer reads it. cause: where it went wrong, cause_words: the root cause. remedy: what puts
    it right; amount, currency: what the customer gets, in units.
    """

    name = "complaints.decide"
    label = _("Decide the complaint")
    needs = ""
    consequence = True
    outcome: Outcome
    reasons: str = ""
    cause: Cause = Cause.NONE
    cause_words: str = ""
    remedy: str = ""
    amount: Amount | None = None
    currency: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        verdict = Verdict(
            outcome=self.outcome,
            reasons=self.reasons,
            cause=self.cause,
            cause_words=self.cause_words,
            remedy=self.remedy,
            amount=self.amount,
            currency=self.currency,
        )
        return {"finding": actions.decide(subject.row, verdict, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class EscalateOutside(ComplaintCommand):
    """Note that it stands before somebody outside. where: `ombudsman`, `chargeback`, `court`, `authority`, `regulator`.

    body: who, by name. reference: their number. begun: since which day. due: by which day they want our answer.
    """

    name = "complaints.escalate_outside"
    label = _("Note a stage outside")
    where: Where
    body: str
    begun: date
    reference: str = ""
    due: date | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        before = Before(
            where=self.where, body=self.body, begun=self.begun, reference=self.reference, due=self.due
        )
        return {"stage": actions.escalate_outside(subject.row, before, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class RecordOutside(Command):
    """Write down what happened in a stage outside. stage: its id. on: which day. words: what.

    reference, due: what is known now; unchanged when empty. outcome: how it ended, `for_customer`, `partly`,
    `for_company`, `settled` or `dropped`; none while it goes on.
    """

    name = "complaints.record_outside"
    label = _("Record what happened outside")
    needs = HANDLE
    stage: int
    on: date
    words: str
    reference: str = ""
    due: date | None = None
    outcome: OutsideOutcome | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        stage = queries.find_stage(self.stage, for_=by, lock=lock)
        whole = subject_of(stage.complaint)
        return Subject(stage, whole.department, whole.refs)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        happening = Happening(
            on=self.on, words=self.words, reference=self.reference, due=self.due, outcome=self.outcome
        )
        actions.record_outside(subject.row, happening, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Close(ComplaintCommand):
    """Put a complaint away whose outcome the customer knows."""

    name = "complaints.close"
    label = pgettext_lazy("complaint", "Close")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.close(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Reopen(ComplaintCommand):
    """Take a decided complaint up again; its clocks are where they were."""

    name = "complaints.reopen"
    label = pgettext_lazy("complaint", "Reopen")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.reopen(subject.row, by=by)
