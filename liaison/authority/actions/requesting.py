"""Keeping a command for the release of somebody: exactly as it was asked, and what mattered when it was."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from liaison.authority import catalogue
from liaison.authority.actions.saying import here
from liaison.authority.actions.weighing import Weighed
from liaison.authority.beings import who_is
from liaison.authority.errors import NotAllowed
from liaison.authority.events import Asked
from liaison.authority.models import Approval
from liaison.authority.presence import those_there
from liaison.authority.queries import holders, holding
from liaison.authority.rules.ringing import RINGS_WITHIN, TURN, in_turn
from liaison.authority.words import Command, Provision, Says, Subject, Waiting
from liaison.journal.actions import record
from liaison.kit.actor import Actor, Plain
from liaison.kit.clock import now
from liaison.kit.errors import NotFound

RELEASE_WITHIN = timedelta(days=3)


def request(command: Command, subject: Subject, *, by: Actor, found: Weighed | None) -> Waiting:
    """Keep a command for a release. found: what the rules said of it, if they were asked.

    Raises NotAllowed for one that carries a secret, and what `put_away` raises.
    """
    if any(not field.repr and getattr(command, field.name) for field in fields(command)):
        raise NotAllowed  # A password would lie readable among the requests for days.
    rule = rule_asking(found)
    asked = asked_of(command, subject, rule=rule, by=by)
    approval = Approval.objects.create(
        command=command.name,
        params=catalogue.params(command),
        about=subject.refs[0] if subject.refs else "",
        department=subject.department,
        by=by.ref,
        asked_at=now(),
        until=now() + _within(rule),
        rule_id=rule.id if rule else None,
        facts=mattering(command, found.facts) if found else {},
        **_whom(rule, asked, where=subject.department, by=by),
    )
    command.put_away(subject, by=by)
    record(Asked(approval_id=approval.pk, ticket_id=ticket_of(subject), command=command.name), by=by)
    return waiting(asked, rule, approval=approval.pk)


def rule_asking(found: Weighed | None) -> Provision | None:
    """The rule that wants a release; None where it was the role."""
    return found.verdict.by if found and found.verdict.says is Says.APPROVE else None


def waiting(asked: set[str], rule: Provision | None, *, approval: int = 0) -> Waiting:
    """What is told of a command that waits."""
    if rule is None:
        return Waiting(approval, tuple(sorted(asked)))
    return Waiting(approval, tuple(sorted(asked)), rule.key, here(rule.reason), here(rule.say))


def asked_of(command: Command, subject: Subject, *, rule: Provision | None, by: Actor) -> set[str]:
    """Who is asked to release it: whom the rule names, else whoever may do it at once and release; people alone.

    Nobody of those: the ones who stand in.
    """
    where = subject.department
    named = [holding(word, department=where) for word in (rule.ask, rule.stand_in) if word] if rule else []
    for some in [*named, holders(command.permission(), department=where)]:
        if asked := _may_release(some, where=where, by=by):
            return asked
    return set()


def _may_release(some: Iterable[str], *, where: int | None, by: Actor) -> set[str]:
    """The people among them who may release what somebody else asks for."""
    entitled = holders("authority.release", department=where).intersection(some) - {by.ref}
    return {ref for ref in entitled if who_is(Plain(ref)).kind == "human"}


def mattering(command: Command, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts whose change lets a request lapse; of a personal one only what tells whether it changed."""
    return {
        fact.name: _digest(facts.get(fact.name)) if fact.personal else facts.get(fact.name)
        for fact in command.facts
        if fact.matters
    }


def ticket_of(subject: Subject) -> int | None:
    """The ticket in whose timeline it is told."""
    return next((int(ref[7:]) for ref in subject.refs if ref.startswith("ticket:")), None)


def ticket_of_ref(about: str) -> int | None:
    """The ticket's id, if this is the reference of one."""
    noun, _, id_ = about.partition(":")
    return int(id_) if noun == "ticket" else None


def bring_back(approval: Approval) -> None:
    """Give what was asked back to whoever asked, unless they are gone or the matter is none of theirs any more."""
    asker = Plain(approval.by)
    command = catalogue.make(approval.command, approval.params)
    with suppress(NotFound):
        command.bring_back(command.find(by=asker, lock=True), by=asker, approval=approval.pk)


def _digest(value: Any) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), json.dumps(value).encode(), hashlib.sha256).hexdigest()


def _within(rule: Provision | None) -> timedelta:
    return timedelta(minutes=rule.within) if rule and rule.within else RELEASE_WITHIN


def _whom(rule: Provision | None, asked: set[str], *, where: int | None, by: Actor) -> dict[str, Any]:
    """Whom the rule names, since when somebody stands in for them, and at whose desk it rings one after the other.

    Those who stand in are asked when half the time is over, or when it rang at all the others; at once where nobody
    else is there.
    """
    if rule is None:
        return {}
    others = _may_release(holding(rule.stand_in, department=where), where=where, by=by) - asked
    rings = _turns(asked, others) if rule.within and _within(rule) <= RINGS_WITHIN else []
    until = min(_within(rule) / 2, TURN * len(asked)) if rings else _within(rule) / 2
    is_somebody_there = rule.ask and asked & holding(rule.ask, department=where)
    since: datetime = now() + until if is_somebody_there else now()
    stand_in = {"stand_in": rule.stand_in, "stand_in_from": since if rule.stand_in else None}
    return {"ask": rule.ask, "rings": rings, **stand_in}


def _turns(first: set[str], then: set[str]) -> list[str]:
    there = those_there(first | then)
    return [*in_turn(first, there=there), *in_turn(then, there=there)]
