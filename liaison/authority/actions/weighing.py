"""Asking the rules about one command, on the facts as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from liaison.authority.actions.totals import Totals, places, refs_of, totals
from liaison.authority.beings import who_is
from liaison.authority.queries import book, roles_held
from liaison.authority.rules import Verdict, Who, weigh
from liaison.authority.words import Command, Provision, Says, Spend, Subject
from liaison.kit.actor import Actor
from liaison.kit.clock import now


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What the rules say of a command, and from what.

    provisions: all rules about it. totals: as they were before it; held until the transaction ends, if asked.
    """

    verdict: Verdict
    who: Who
    facts: dict[str, Any] = field(default_factory=dict)
    spends: tuple[Spend, ...] = ()
    totals: Totals
    provisions: tuple[Provision, ...] = ()


def weighed(
    command: Command, subject: Subject, *, by: Actor, lock: bool, lowest: Says = Says.ALLOW
) -> Weighed:
    """Ask the rules. lock: hold the totals, so that nobody spends between this answer and what follows from it.

    lowest: how far to look; REFUSE asks the refusals alone.
    """
    rules, at, spends = book(), now(), command.spends(subject)
    currency = next((one.currency for one in spends), "")
    refs = refs_of(by.ref, [*(ref for one in spends for ref in one.about), *subject.refs])
    provisions, looked = rules.about(command.name), rules.looks_at(command.name)
    kinds = _kinds(looked) | ({*command.kinds, *(one.kind for one in spends)} if lock else set())
    known = totals(
        places(spends if lock else (), kinds=kinds, refs=refs, currency=currency), at=at, lock=lock
    )
    who = who_of(by, subject)
    facts = {
        "command": command.name,
        "by.kind": who.kind,
        "by.roles": sorted(who.roles),
        "by.level": who_is(by).level,
        "currency": currency,
        "now": int(at.timestamp()),
        **known.facts(kinds, refs=refs, currency=currency),
        **command.see(subject, by=by),
    }
    facts |= {name: value for name, value in rules.settings.items() if name in looked}
    shown = {name: value for name, value in facts.items() if name in looked}
    verdict = weigh(provisions, facts=shown, who=who, at=at, lowest=lowest)
    return Weighed(verdict=verdict, who=who, facts=facts, spends=spends, totals=known, provisions=provisions)


def who_of(by: Actor, subject: Subject) -> Who:
    """An actor as rules choose among people."""
    return Who(by.ref, who_is(by).kind, roles_held(by, department=subject.department))


def _kinds(looked: Iterable[str]) -> set[str]:
    return {path.split(".")[1] for path in looked if path.startswith("spent.")}
