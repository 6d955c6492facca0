"""A condition as it is read: what must hold, line by line, in the reader's words."""

from dataclasses import dataclass

from liaison.authority.words import FactType
from liaison.kit.errors import Invalid, Refusal
from liaison.workspace.limits.conditions import Part, taken_apart
from liaison.workspace.limits.known import Known, KnownFact
from liaison.workspace.limits.lines import COMPARES, FITTING, row_of, shown, value_in


@dataclass(frozen=True)
class Read:
    """One line, or a group of them. joined: all, any or empty. fact, compare, value: of a line; else `code`."""

    joined: str = ""
    parts: tuple["Read", ...] = ()
    fact: str = ""
    compare: str = ""
    value: str = ""
    code: str = ""


def read(condition: str, known: Known) -> Read | None:
    """A condition for people; None for one that always holds. What cannot be said stays as it is written."""
    try:
        part = taken_apart(condition)
    except Refusal:  # It was kept before the language had a rule against it.
        return Read(code=condition)
    return _read(part, known) if part else None


def _read(part: Part, known: Known) -> Read:
    if part.joined:
        return Read(part.joined, tuple(_read(one, known) for one in part.parts))
    row = row_of(part, known)
    if row is None:
        return Read(code=part.words)
    fact, plus = known[row.fact], known.get(row.plus)
    called = f"{fact.label} + {plus.label}" if plus else fact.label
    return Read(fact=called, compare=str(COMPARES[row.compare]), value=_value(row.value, fact, known))


def _value(typed: str, fact: KnownFact, known: Known) -> str:
    if typed in known:
        return known[typed].label
    if fact.type in (FactType.MONEY, FactType.NUMBER, FactType.MOMENT):
        try:
            return shown(value_in(typed, fact.type, field=""), fact.type)
        except Invalid:
            return typed
    return typed


def choices(type_: FactType | None) -> list[tuple[str, str]]:
    """The comparisons that fit a kind of fact; all of them while it is not known."""
    return [(name, str(COMPARES[name])) for name in (FITTING[type_] if type_ else COMPARES)]
