"""The one gate: everybody's wishes pass here, people's and programs' alike."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any

from django.db import transaction

from liaison.authority import catalogue
from liaison.authority.actions import idempotency
from liaison.authority.errors import NotAllowed
from liaison.authority.events import Asked
from liaison.authority.models import Approval
from liaison.authority.queries import effect_of, holders
from liaison.authority.words import Command, Done, Effect, Outcome, Refused, Subject, Waiting
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, NotFound, Refusal

# By hand and in one round trip with the answer to a key: every change of the whole desk passes here.
_DECIDE = """
INSERT INTO authority_decision
  (at, command, by, because_of, outcome, reason, department, facts, refs, approval_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, '{}', %s, %s) RETURNING id
"""
RELEASE_WITHIN = timedelta(days=3)


@transaction.atomic
def perform(command: Command, *, by: Actor, because_of: str = "", key: str = "") -> Outcome:
    """Carry out a command, or keep it for a release, or refuse it; keep the decision either way.

    by: who wishes it. because_of: what led to it, as `noun:id`. key: idempotency key, unique per actor and command;
    the first answer is returned for 30 days.
    Raises NotFound when the subject does not exist for `by`, OtherParameters for a key used otherwise.
    """
    if key and (kept := idempotency.claim(command, by=by, key=key)):
        return kept
    subject, refused = _find(command, by=by, lock=True)
    outcome = refused or _carry_out(command, subject, by=by)
    if not (command.private and isinstance(outcome, Done)):
        decide(command, subject, outcome, by=by, because_of=because_of, key=key)
    elif key:
        idempotency.keep(command, outcome, by=by, key=key)
    return outcome


def preview(command: Command, *, by: Actor, subject: Subject | None = None) -> Outcome:
    """Tell whether a command would be done, wait or be refused, without doing it.

    subject: what it would act on, if whoever asks has found it for this actor already.
    """
    refused = None
    if subject is None:
        subject, refused = _find(command, by=by, lock=False)
    if refused:
        return refused
    effect = _effect(command, subject, by=by)
    if effect is None:
        return _refused(NotAllowed())
    if effect is Effect.APPROVE:
        return Waiting(approval=0, asked=tuple(sorted(_approvers(command, subject))))
    return Done()


def _find(command: Command, *, by: Actor, lock: bool) -> tuple[Subject, Refused | None]:
    """What the command acts on; a reason why it cannot act on it is an answer like any other refusal."""
    try:
        return command.find(by=by, lock=lock), None
    except (NotFound, Invalid):
        raise
    except Refusal as no:
        return Subject(), _refused(no)


def _carry_out(command: Command, subject: Subject, *, by: Actor) -> Outcome:
    effect = _effect(command, subject, by=by)
    if effect is Effect.APPROVE:
        return _or_refused(lambda: _ask(command, subject, by=by))
    return _refused(NotAllowed()) if effect is None else run(command, subject, by=by)


def _effect(command: Command, subject: Subject, *, by: Actor) -> Effect | None:
    return effect_of(
        command.permission(), by=by, department=subject.department, everywhere=subject.everywhere
    )


def run(command: Command, subject: Subject, *, by: Actor) -> Outcome:
    """Run it in a savepoint: a refusal takes back whatever was begun."""
    return _or_refused(lambda: Done(command.run(subject, by=by)))


def _or_refused(act: Callable[[], Outcome]) -> Outcome:
    try:
        with transaction.atomic():
            return act()
    except Refusal as no:
        return _refused(no)


def decide(
    command: Command,
    subject: Subject,
    outcome: Outcome,
    *,
    by: Actor,
    because_of: str = "",
    approval: int | None = None,
    key: str = "",
) -> None:
    """Keep what was decided and why, and with it the answer to an idempotency key."""
    row: list[Any] = [
        now(),
        command.name,
        by.ref,
        because_of,
        type(outcome).__name__.lower(),
        outcome.name if isinstance(outcome, Refused) else "",
        subject.department,
        json.dumps(subject.refs),
        outcome.approval if isinstance(outcome, Waiting) else approval,
    ]
    too, answer = idempotency.answering(command, outcome, by=by, key=key) if key else ("", [])
    ask(too + _DECIDE, [*answer, *row])


def _ask(command: Command, subject: Subject, *, by: Actor) -> Waiting:
    if any(not field.repr and getattr(command, field.name) for field in fields(command)):
        raise NotAllowed  # A password would lie readable among the requests for days.
    approval = Approval.objects.create(
        command=command.name,
        params=catalogue.params(command),
        about=subject.refs[0] if subject.refs else "",
        department=subject.department,
        by=by.ref,
        asked_at=now(),
        until=now() + RELEASE_WITHIN,
    )
    waiting = Waiting(approval.pk, tuple(sorted(_approvers(command, subject) - {by.ref})))
    command.put_away(subject, by=by)
    ticket = _ticket_of(subject)
    record(Asked(approval_id=approval.pk, ticket_id=ticket, command=command.name), by=by)
    return waiting


def _approvers(command: Command, subject: Subject) -> set[str]:
    allowed = holders(command.permission(), department=subject.department)
    return allowed & holders("authority.release", department=subject.department)


def _ticket_of(subject: Subject) -> int | None:
    return next((int(ref[7:]) for ref in subject.refs if ref.startswith("ticket:")), None)


def _refused(no: Refusal) -> Refused:
    allowed: Any = no.facts.get("allowed", "")
    return Refused(reason=no.sentence, name=no.name, rule=no.name, allowed=str(allowed))
