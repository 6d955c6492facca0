"""Before something that waited is done: who may release it, whether it is still the same, and what the rules refuse."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from functools import partial
from typing import Any

from liaison.authority import catalogue
from liaison.authority.actions.requesting import bring_back, mattering, ticket_of_ref
from liaison.authority.actions.saying import refusal
from liaison.authority.actions.weighing import Weighed, weighed
from liaison.authority.errors import (
    CouldNotRun,
    FactsChanged,
    MoreThanAsked,
    NotAllowed,
)
from liaison.authority.events import LapsedByChange
from liaison.authority.models import Approval
from liaison.authority.queries import effect_of
from liaison.authority.rules import Verdict
from liaison.authority.words import Command, Says, Spend, Subject
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap


def examine(approval: Approval, command: Command, subject: Subject, *, by: Actor) -> Weighed:
    """Look once more at a ruled command before it is released. Return what the rules look at now, totals held.

    command: as it is to be done. by: whoever asked.
    Raises FactsChanged, MoreThanAsked, CouldNotRun when a rule refuses it now.
    """
    asked = catalogue.make(approval.command, approval.params)
    before = weighed(asked, subject, by=by, lock=True, lowest=Says.REFUSE)
    if not _is_as(approval.facts, mattering(asked, before.facts)):
        raise FactsChanged(settle=partial(_lapse, approval))
    found = before
    if command != asked:
        if not any(_sums(before.spends).values()) or not _is_less(asdict(asked), asdict(command)):
            raise MoreThanAsked
        found = weighed(command, subject, by=by, lock=True, lowest=Says.REFUSE)
        _must_spend_less(before.spends, found.spends)
    if effect_of(command.permission(), by=by, department=subject.department) is None:
        raise CouldNotRun(reason=NotAllowed().sentence)
    if found.verdict.says is Says.REFUSE:
        no = refusal(found)
        raise CouldNotRun(reason=no.reason, rule=no.rule, allowed=no.allowed, say=no.say)
    rule = approval.rule.provision if approval.rule else None
    return replace(found, verdict=Verdict(Says.APPROVE if rule else Says.ALLOW, rule))


def _lapse(approval: Approval) -> None:
    if swap(approval, when={"state": "waiting"}, to={"state": "lapsed", "answered_at": now()}):
        bring_back(approval)
        record(LapsedByChange(approval_id=approval.pk, ticket_id=ticket_of_ref(approval.about)), by=SYSTEM)


def _is_as(kept: Mapping[str, Any], seen: Mapping[str, Any]) -> bool:
    """Whether every fact that was kept is still the same; one that came with an upgrade was not asked then."""
    plain = json.loads(json.dumps(seen))
    return all(plain.get(name) == value for name, value in kept.items())


def _is_less(asked: Any, wanted: Any) -> bool:
    """Whether this is the same, or less of it: less money, an amount where all was meant, fewer things of a list."""
    if asked == wanted:
        return True
    if isinstance(asked, dict) and isinstance(wanted, dict) and asked.keys() == wanted.keys():
        return all(_is_less(asked[name], wanted[name]) for name in asked)
    if isinstance(asked, list | tuple) and isinstance(wanted, list | tuple):
        return _are_fewer(list(asked), list(wanted))
    if isinstance(wanted, Decimal):
        return asked is None or (isinstance(asked, Decimal) and 0 <= wanted < asked)
    return asked is True and wanted is False


def _are_fewer(asked: list[Any], wanted: list[Any]) -> bool:
    """Whether each thing is less of one that was asked for, in their order and each taken once."""
    left = iter(asked)
    return all(any(_is_less(one, other) for one in left) for other in wanted)


def _must_spend_less(asked: tuple[Spend, ...], wanted: tuple[Spend, ...]) -> None:
    limits = _sums(asked)
    if any(amount > limits.get(kind, 0) for kind, amount in _sums(wanted).items()):
        raise MoreThanAsked


def _sums(spends: tuple[Spend, ...]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for one in spends:
        sums[one.kind, one.currency] = sums.get((one.kind, one.currency), 0) + one.amount
    return sums
