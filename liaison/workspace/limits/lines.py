"""A line of a condition: some facts, how they compare, and a value; as it is read and as it is typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liaison.authority.words import FactType
from liaison.kit.errors import Invalid
from liaison.kit.text import locale, moment, number
from liaison.workspace.limits.conditions import Part, Term, taken_apart
from liaison.workspace.limits.known import Known

CENTS = 100
"""A rule does not know the currency of what it will see; most have a hundred units, and so it is read and typed."""

COMPARES: Mapping[str, str | Promise] = {
    "is": pgettext_lazy("comparison", "is"),
    "is_not": pgettext_lazy("comparison", "is not"),
    "one_of": gettext_lazy("is one of"),
    "none_of": gettext_lazy("is none of"),
    "at_most": gettext_lazy("is at most"),
    "less": gettext_lazy("is less than"),
    "at_least": gettext_lazy("is at least"),
    "more": gettext_lazy("is more than"),
    "before": gettext_lazy("is before"),
    "from": gettext_lazy("is not before"),
    "has": gettext_lazy("holds"),
    "lacks": gettext_lazy("does not hold"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
}
_FIGURES = {
    "==": "is",
    "!=": "is_not",
    "<=": "at_most",
    "<": "less",
    ">=": "at_least",
    ">": "more",
}
_NOT = {"==": "!=", "!=": "==", "<=": ">", ">": "<=", "<": ">=", ">=": "<"}
_SIGNS = {name: sign for sign, name in _FIGURES.items()} | {"before": "<", "from": ">="}
FITTING: Mapping[FactType, tuple[str, ...]] = {
    FactType.TEXT: ("is", "is_not", "one_of", "none_of"),
    FactType.NUMBER: ("at_most", "less", "at_least", "more", "is", "is_not"),
    FactType.MONEY: ("at_most", "less", "at_least", "more", "is", "is_not"),
    FactType.FLAG: ("yes", "no"),
    FactType.MOMENT: ("before", "from"),
    FactType.TEXTS: ("has", "lacks"),
}


@dataclass(frozen=True)
class Row:
    """One line as it is typed. plus: a second fact, added to the first. value: a value, or the name of a fact."""

    fact: str = ""
    plus: str = ""
    compare: str = ""
    value: str = ""


def row_of(part: Part, known: Known) -> Row | None:
    """The line that says what a part says; None where none does."""
    if part.joined or part.left is None:
        return None
    if part.sign == "in":
        return _holds(part, known)
    facts, type_ = part.left.facts, _type(part.left, known)
    if type_ is None or len(facts) > 2:
        return None
    if part.right is None:
        return Row(facts[0], compare="no" if part.negated else "yes") if type_ is FactType.FLAG else None
    compare = _FIGURES[_NOT[part.sign] if part.negated else part.sign]
    if type_ is FactType.MOMENT:
        compare = {"less": "before", "at_least": "from"}.get(compare, "")
    value = _typed(part.right, type_)
    if value is None or compare not in FITTING[type_]:
        return None
    return Row(facts[0], facts[1] if len(facts) > 1 else "", compare, value)


def _holds(part: Part, known: Known) -> Row | None:
    left, right = part.left, part.right
    if left is None or right is None:
        return None
    if left.facts and right.texts is not None and _type(left, known) is FactType.TEXT:
        if any("," in text for text in right.texts):
            return None
        return Row(left.facts[0], "", "none_of" if part.negated else "one_of", ", ".join(right.texts))
    if isinstance(left.value, str) and right.facts and _type(right, known) is FactType.TEXTS:
        return Row(right.facts[0], "", "lacks" if part.negated else "has", left.value)
    return None


def _type(term: Term, known: Known) -> FactType | None:
    types = {known[name].type for name in term.facts if name in known}
    return types.pop() if len(types) == 1 and all(name in known for name in term.facts) else None


def _typed(term: Term, type_: FactType) -> str | None:
    """A side of a comparison as one would type it."""
    if term.facts:
        return term.facts[0] if len(term.facts) == 1 else None
    if isinstance(term.value, str):
        return term.value if type_ is FactType.TEXT else None
    return None if term.value is None else typed(term.value, type_)


def typed(value: int, type_: FactType) -> str:
    """A number as one types it: money with its cents, a moment as a form field takes it."""
    if type_ is FactType.MONEY:
        return f"{Decimal(value) / CENTS:.2f}"
    if type_ is FactType.MOMENT:
        return timezone.localtime(datetime.fromtimestamp(value, UTC)).strftime("%Y-%m-%dT%H:%M")
    return str(value)


def shown(value: object, type_: FactType) -> str:
    """A value of a fact in the reader's words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if not isinstance(value, int):
        return str(value)
    if type_ is FactType.MONEY:
        return str(format_decimal(Decimal(value) / CENTS, format="#,##0.00", locale=locale()))
    return moment(datetime.fromtimestamp(value, UTC)) if type_ is FactType.MOMENT else number(value)


def rows_of(condition: str, known: Known) -> tuple[str, list[Row]] | None:
    """How a condition joins its lines (`all` or `any`), and the lines; None where it does not consist of lines."""
    part = taken_apart(condition)
    if part is None:
        return "all", []
    rows = [row_of(one, known) for one in (part.parts or (part,))]
    found = [row for row in rows if row is not None]
    return (part.joined or "all", found) if len(found) == len(rows) else None


def condition_of(rows: list[Row], joined: str, known: Known) -> str:
    """The condition that lines make. Raises Invalid; its field is `row-N`, counted from nought."""
    sign = " || " if joined == "any" else " && "
    return sign.join(_written(row, f"row-{at}", known) for at, row in enumerate(rows) if row.fact)


def _written(row: Row, field: str, known: Known) -> str:
    fact = known.get(row.fact)
    if fact is None:
        raise Invalid(field=field, problem=_("choose what is looked at"))
    if row.compare not in FITTING[fact.type]:
        raise Invalid(field=field, problem=_("choose a comparison that fits"))
    if fact.type is FactType.FLAG:
        return row.fact if row.compare == "yes" else f"!{row.fact}"
    if row.compare in ("one_of", "none_of"):
        some = ", ".join(_quoted(one.strip()) for one in row.value.split(",") if one.strip())
        return _turned(f"{row.fact} in [{some}]", row.compare == "none_of")
    if fact.type is FactType.TEXTS:
        return _turned(f"{_quoted(row.value)} in {row.fact}", row.compare == "lacks")
    left = f"{row.fact} + {row.plus}" if row.plus in known else row.fact
    other = known.get(row.value.strip())
    right = other.name if other and other.type is fact.type else value_in(row.value, fact.type, field=field)
    return f"{left} {_SIGNS[row.compare]} {_quoted(right) if isinstance(right, str) and not other else right}"


def _turned(words: str, not_: bool) -> str:
    return f"!({words})" if not_ else words


def value_in(text: str, type_: FactType, *, field: str) -> str | int:
    """A typed value as facts have it. Raises Invalid."""
    text = text.strip()
    try:
        if type_ is FactType.MONEY:
            return _cents(text)
        if type_ is FactType.MOMENT:
            at = datetime.fromisoformat(text)
            return int((timezone.make_aware(at) if timezone.is_naive(at) else at).timestamp())
        return int(text) if type_ is FactType.NUMBER else text
    except (ValueError, InvalidOperation):
        raise Invalid(field=field, problem=_problem(type_)) from None


def _cents(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,2})?", text):
        raise ValueError
    return int(Decimal(text.replace(",", ".")) * CENTS)


def _problem(type_: FactType) -> str:
    if type_ is FactType.MONEY:
        return _("write an amount such as 40 or 40.00")
    return _("write a whole number") if type_ is FactType.NUMBER else _("write a day and a time")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
