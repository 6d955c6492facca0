"""Trying a rule before it is written: on an example, and on what was decided in the past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from liaison.authority.facts import commands_of
from liaison.authority.queries import Replayed, Sought, book, decisions, replay, tried
from liaison.authority.rules import paths
from liaison.authority.words import FactType, Provision
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid, NotFound
from liaison.workspace.limits.known import Known, KnownFact
from liaison.workspace.limits.lines import typed, value_in
from liaison.workspace.limits.showing import EFFECTS, Look

ASKED_APART = ("by.kind", "by.roles", "now")


@dataclass(frozen=True)
class Example:
    """One fact of an example. value: as it is typed. error: what is wrong with it."""

    fact: KnownFact
    value: str
    error: str = ""


@dataclass(frozen=True)
class Answered:
    """What became of an example. rule: the key of the rule that decided; empty where none allows it."""

    look: Look
    rule: str
    broken: str


def example_of(
    about: str, condition: str, known: Known, given: Mapping[str, Any], *, for_: Actor
) -> list[Example]:
    """The facts which rules about a command look at, as they were typed or as they were seen last."""
    try:
        command = commands_of(about)[0].name
        looked = book().looks_at(command) | paths(condition)
    except (NotFound, Invalid):
        return []
    last = decisions(Sought(command=command), for_=for_, limit=1).rows
    seen = last[0].facts if last else {}
    wanted = [known[name] for name in sorted(looked) if name in known and name not in ASKED_APART]
    return [
        Example(fact, str(given.get(f"fact-{fact.name}", _typed(seen.get(fact.name), fact.type))))
        for fact in wanted
        if not fact.name.startswith("setting.")
    ]


def _typed(value: Any, type_: FactType) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return typed(value, type_) if isinstance(value, int) else str(value or "")


def tried_on(
    draft: Provision, examples: Iterable[Example], *, kind: str, role: str
) -> tuple[Answered | None, list[Example]]:
    """What the rules with this one say of an example; the example again with what is wrong with it."""
    facts, checked = {}, []
    for one in examples:
        try:
            facts[one.fact.name] = _value(one)
            checked.append(one)
        except Invalid as no:
            checked.append(Example(one.fact, one.value, no.problem))
    if any(one.error for one in checked):
        return None, checked
    given: dict[str, Any] = {"facts": facts, "roles": [role] if role else []}
    found = tried(draft, [given | ({"kind": kind} if kind else {})])[0]
    return Answered(EFFECTS[found.says], found.by, found.broken), checked


def _value(one: Example) -> Any:
    if one.fact.type is FactType.FLAG:
        return one.value == "yes"
    if one.fact.type is FactType.TEXTS:
        return [text.strip() for text in one.value.split(",") if text.strip()]
    if one.fact.type is FactType.TEXT:
        return one.value
    return value_in(one.value or "0", one.fact.type, field=one.fact.name) if one.value.strip() else 0


def replayed(draft: Provision, *, days: int) -> Replayed:
    """What the rule would have changed in so many days until now."""
    return replay(draft, since=now() - timedelta(days=days), until=now())
