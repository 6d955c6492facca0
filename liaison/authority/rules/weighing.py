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


def weigh(
    provisions: Iterable[Provision],
    *,
    facts: "Mapping[str, Any] | cel.Context",
    who: Who,
    at: datetime,
    lowest: Says = Says.ALLOW,
) -> Verdict:
    """Weigh the rules about a command, each valid at that moment and meant for whoever asks.

    facts: by name, plain values; or what `ready` made of them.
    lowest: how far to look; REFUSE asks the refusals alone, and allows what none refuses.
    """
    context = facts if isinstance(facts, cel.Context) else ready(facts)
    missed = []
    for one in sorted((p for p in provisions if _is_meant(p, who, at)), key=lambda p: (ORDER[p.says], p.key)):
        if ORDER[one.says] > ORDER[lowest]:
            break
        try:
            holds = compiled(one.condition).execute(context) if one.condition else True
        except Exception as failure:
            return Verdict(Says.REFUSE, one, broken=f"{type(failure).__name__}: {failure}"[:200])
        if not isinstance(holds, bool):
            return Verdict(Says.REFUSE, one, broken=f"answers {type(holds).__name__}, neither yes nor no")
        if holds:
            return Verdict(one.says, one)
        missed += [one] if one.says is Says.ALLOW else []
    return Verdict(Says.REFUSE, missed=tuple(missed)) if lowest is Says.ALLOW else Verdict(Says.ALLOW)


def _is_meant(one: Provision, who: Who, at: datetime) -> bool:
    return (
        (not one.role or one.role in who.roles)
        and (not one.kind or one.kind == who.kind)
        and (not one.actor or one.actor == who.ref)
        and (one.valid_from is None or one.valid_from <= at)
        and (one.valid_until is None or at < one.valid_until)
    )


def ready(facts: Mapping[str, Any]) -> cel.Context:
    """Facts made ready to be asked many times."""
    return cel.Context(nested(facts))


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
