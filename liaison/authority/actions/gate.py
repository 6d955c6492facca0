"""The one gate: everybody's wishes pass here, people's and programs' alike."""

import logging
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from liaison.authority.actions import idempotency
from liaison.authority.actions.deciding import decide
from liaison.authority.actions.requesting import asked_of, request, rule_asking, waiting
from liaison.authority.actions.saying import refusal, sorry, who_may
from liaison.authority.actions.weighing import Weighed, weighed
from liaison.authority.errors import NotAllowed
from liaison.authority.events import RuleFailed
from liaison.authority.queries import effect_of
from liaison.authority.words import Command, Done, Effect, Outcome, Refused, Says, Subject
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.errors import Invalid, NotFound, Refusal

log = logging.getLogger(__name__)


@transaction.atomic
def perform(command: Command, *, by: Actor, because_of: str = "", key: str = "") -> Outcome:
    """Carry out a command, or keep it for a release, or refuse it; keep the decision either way.

    by: who wishes it. because_of: what led to it, as `noun:id`. key: idempotency key, unique per actor and command;
    the first answer is returned for 30 days.
    Raises NotFound when the subject does not exist for `by`, OtherParameters for a key used otherwise.
    """
    if key and (given := idempotency.claim(command, by=by, key=key)):
        return given
    subject, refused = _find(command, by=by, lock=True)
    found, refused = (None, refused) if refused else _weigh(command, subject, by=by, lock=True)
    outcome = _in_words(command, refused or _carry_out(command, subject, by=by, found=found))
    if found or not (command.private and isinstance(outcome, Done)):
        kept = decide(command, subject, outcome, by=by, found=found, because_of=because_of, key=key)
        if isinstance(outcome, Done):
            command.decided(subject, decision=kept)
        return replace(outcome, decision=kept) if found else outcome
    if key:
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
        return _in_words(command, refused)
    found, refused = _weigh(command, subject, by=by, lock=False)
    if refused:
        return _in_words(command, refused)
    answer = _answer(command, subject, by=by, found=found)
    if answer is Effect.APPROVE:
        rule = rule_asking(found)
        return waiting(asked_of(command, subject, rule=rule, by=by), rule)
    return _in_words(command, answer) if isinstance(answer, Refused) else Done()


def _in_words(command: Command, outcome: Outcome) -> Outcome:
    """Whatever is refused for a customer, there is a sentence to say to them."""
    if command.ruled and isinstance(outcome, Refused) and not outcome.say:
        return replace(outcome, say=sorry())
    return outcome


def _find(command: Command, *, by: Actor, lock: bool) -> tuple[Subject, Refused | None]:
    """What the command acts on; a reason why it cannot act on it is an answer like any other refusal."""
    try:
        return command.find(by=by, lock=lock), None
    except (NotFound, Invalid):
        raise
    except Refusal as no:
        return Subject(), refused_by(no)


def _weigh(
    command: Command, subject: Subject, *, by: Actor, lock: bool
) -> tuple[Weighed | None, Refused | None]:
    """What the rules say, where the role lets them be asked; the facts may already show that it cannot be."""
    if not command.ruled or _effect(command, subject, by=by) is None:
        return None, None
    try:
        return weighed(command, subject, by=by, lock=lock), None
    except (NotFound, Invalid):
        raise
    except Refusal as no:
        return None, refused_by(no)


def _carry_out(command: Command, subject: Subject, *, by: Actor, found: Weighed | None) -> Outcome:
    answer = _answer(command, subject, by=by, found=found)
    if found and found.verdict.broken:
        tell_of_failure(command, found)
    if isinstance(answer, Refused):
        return answer
    if answer is Effect.APPROVE:
        return _or_refused(lambda: request(command, subject, by=by, found=found))
    return run(command, subject, by=by)


def _answer(command: Command, subject: Subject, *, by: Actor, found: Weighed | None) -> Refused | Effect:
    """The role is asked first; the rules can only take away."""
    effect = _effect(command, subject, by=by)
    if effect is None:
        no = refused_by(NotAllowed())
        return Refused(no.reason, no.name, no.rule, who_may(command.name)) if command.ruled else no
    if found is None:
        return effect
    if found.verdict.says is Says.REFUSE:
        return refusal(found)
    return Effect.APPROVE if found.verdict.says is Says.APPROVE else effect


def _effect(command: Command, subject: Subject, *, by: Actor) -> Effect | None:
    return effect_of(
        command.permission(), by=by, department=subject.department, everywhere=subject.everywhere
    )


def run(command: Command, subject: Subject, *, by: Actor) -> Outcome:
    """Run it in a savepoint: a refusal takes back whatever was begun."""
    return _or_refused(lambda: Done(command.run(subject, by=by)))


def tell_of_failure(command: Command, found: Weighed) -> None:
    """A condition failed: whoever looks after the rules hears of it."""
    rule = found.verdict.by
    log.error("the rule %s failed for %s: %s", rule.key if rule else "", command.name, found.verdict.broken)
    if rule:
        record(RuleFailed(rule_id=rule.id, command=command.name, problem=found.verdict.broken), by=SYSTEM)


def _or_refused(act: Callable[[], Outcome]) -> Outcome:
    try:
        with transaction.atomic():
            return act()
    except Refusal as no:
        # What a refusal leaves behind all the same, such as a request that lapsed.
        if settle := getattr(no, "settle", None):
            settle()
        return refused_by(no)


def refused_by(no: Refusal) -> Refused:
    """A refusal as an outcome."""
    rule, allowed, say = (str(no.facts.get(name, "")) for name in ("rule", "allowed", "say"))
    return Refused(no.sentence, name=no.name, rule=rule or no.name, allowed=allowed, say=say)
