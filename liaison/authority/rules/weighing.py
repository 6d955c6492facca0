"""What the rules say of some facts: refuse beats approve beats allow, and what nothing allows is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import cel

from liaison.authority.rules.conditions import compiled
from liaison.authority.words import Provision, Says

ORDER = {Says.REFUSE: 0, Says.APPROVE: 1, Says.ALLOW: 2}


@dataclass(frozen=True)
class Who:
    """Whoever acts, as rules choose among people. roles: their words, such as `supervisor`, where this is done."""

    ref: str
    kind: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """What the rules say.

    says: refuse, approve or allow. by: the rule that decided; None when nothing allows it.
    missed: the rules that would allow it to whoever asks, were their condition met. broken: what failed in `by`.
    """

    says: Says
    by: Provision | None = None
    missed: tuple[Provision, ...] = ()
    broken: str = ""


def in_order(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """The rules in the order in which they are asked: refusals first, then what waits, then what is allowed."""
    return tuple(sorted(provisions, key=lambda one: (ORDER[one.says], one.key, one.version)))


def weigh(
    provisions: tuple[Provision, ...],
    *,
    facts: "Mapping[str, Any] | Asked",
    who: Who,
    at: datetime,
    lowest: Says = Says.ALLOW,
) -> Verdict:
    """Weigh the rules about a command, each valid at that moment and meant for whoever asks.

    provisions: as `in_order` puts them.
    facts: by name, plain values; or what `Asked` made of them, where several books of rules are asked.
    lowest: how far to look; REFUSE asks the refusals alone, and allows what none refuses.
    """
    asked = facts if isinstance(facts, Asked) else Asked(facts)
    missed = []
    for one in provisions:
        if ORDER[one.says] > ORDER[lowest]:
            break
        if not _is_meant(one, who, at):
            continue
        holds = asked(one.condition)
        if isinstance(holds, str):
            return Verdict(Says.REFUSE, one, broken=holds)
        if holds:
            return Verdict(one.says, one)
        missed += [one] if one.says is Says.ALLOW else []
    return Verdict(Says.REFUSE, missed=tuple(missed)) if lowest is Says.ALLOW else Verdict(Says.ALLOW)


class Asked:
    """Facts of which conditions are asked, each once."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._context = cel.Context(nested(facts))
        self._known: dict[str, bool | str] = {"": True}

    def __call__(self, condition: str) -> bool | str:
        """Whether it holds; what is the matter with it, if it can not be told."""
        known = self._known.get(condition)
        if known is None:
            known = self._known[condition] = self._ask(condition)
        return known

    def _ask(self, condition: str) -> bool | str:
        try:
            holds = compiled(condition).execute(self._context)
        except Exception as failure:
            return f"{type(failure).__name__}: {failure}"[:200]
        return holds if isinstance(holds, bool) else f"answers {type(holds).__name__}, neither yes nor no"


def _is_meant(one: Provision, who: Who, at: datetime) -> bool:
    return (
        (not one.role or one.role in who.roles)
        and (not one.kind or one.kind == who.kind)
        and (not one.actor or one.actor == who.ref)
        and (one.valid_from is None or one.valid_from <= at)
        and (one.valid_until is None or at < one.valid_until)
    )


def nested(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by name as a condition reads them: `order.status` is the status of the order."""
    tree: dict[str, Any] = {}
    for name, value in facts.items():
        *above, last = name.split(".")
        place = tree
        for part in above:
            place = place.setdefault(part, {})
        place[last] = value
    return tree
