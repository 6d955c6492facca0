"""Reading what stands in a file as what a field may hold. Each raises the Refusal that names what is wrong."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from liaison.kit.errors import Refusal
from liaison.kit.intake import refusals
from liaison.kit.intake.words import As, Field
from liaison.kit.money import DIGITS, KEPT_DECIMALS

Reader = Callable[[Any], Any]
LONGEST_SHOWN = 80  # Characters of a wrong value in its reason.
YES = frozenset({"true", "t", "yes", "y", "1", "on"})
NO = frozenset({"false", "f", "no", "n", "0", "off"})
GREATEST = Decimal(10) ** (DIGITS - KEPT_DECIMALS)
_SMALLEST = Decimal(1).scaleb(-KEPT_DECIMALS)
_AROUND = re.compile(r"^[^\d.,+-]+|[^\d.,]+$|[\s'\u00a0\u202f]")
"""What may stand around or within a number: signs of currencies, spaces between thousands."""


def reader(
    field: Field,
    *,
    decimal: str = ".",
    date: str = "",
    zone: tzinfo = UTC,
    empty: frozenset[str] = frozenset(),
) -> Reader:
    """How a value of this field is read; nothing comes of an empty one.

    decimal: the mark before decimals. date: the form of dates as strptime knows it, or `unix`, `unix_ms`; ISO 8601
    when empty. zone: where the clocks of the file stand when it does not say. empty: words that mean nothing, such as
    NULL.
    """
    read: dict[As, Reader] = {
        As.TEXT: lambda value: _text(value, field),
        As.WHOLE: lambda value: _whole(value, field, decimal),
        As.DECIMAL: lambda value: _decimal(value, field, decimal),
        As.FLAG: _flag,
        As.MOMENT: lambda value: _moment(value, date, zone),
        As.LIST: lambda value: _list(value, field),
        As.OBJECT: _object,
    }
    one, nothing = read[field.kind], _nothing(field)

    def is_empty(value: Any) -> bool:
        return _is_empty(value) or (bool(empty) and isinstance(value, str) and value.strip() in empty)

    if field.must:
        return lambda value: one(value) if not is_empty(value) else _raise(refusals.Empty())
    return lambda value: one(value) if not is_empty(value) else nothing


def _nothing(field: Field) -> Any:
    usual: dict[As, Any] = {As.TEXT: "", As.LIST: []}
    return usual.get(field.kind) if field.usual is None else field.usual


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _raise(no: Refusal) -> Any:
    raise no


def _shown(value: Any) -> str:
    return str(value)[:LONGEST_SHOWN]


def _text(value: Any, field: Field) -> str:
    text = str(value).strip().replace("\0", "")
    if field.one_of and text not in field.one_of:
        raise refusals.NotOneOf(value=_shown(text), words=", ".join(field.one_of))
    if field.most and len(text) > field.most:
        raise refusals.TooLong(most=field.most)
    return text


def number(value: Any, mark: str = ".") -> Decimal:
    """A number as people write it. mark: what stands before its decimals; other marks part thousands."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    text = _AROUND.sub("", str(value).strip())
    text = text.replace("," if mark == "." else ".", "").replace(mark, ".")
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise refusals.NotANumber(value=_shown(value)) from None
    if not found.is_finite():
        raise refusals.NotANumber(value=_shown(value))
    return found


def _decimal(value: Any, field: Field, mark: str) -> Decimal:
    found = number(value, mark)
    if field.least is not None and found < field.least:
        raise refusals.TooSmall(value=_shown(value), least=field.least)
    if abs(found) >= GREATEST:
        raise refusals.TooMuch(value=_shown(value))
    return found.quantize(_SMALLEST, rounding=ROUND_HALF_UP)


def _whole(value: Any, field: Field, mark: str) -> int:
    found = number(value, mark)
    if found != found.to_integral_value():
        raise refusals.NotWhole(value=_shown(value))
    if field.least is not None and found < field.least:
        raise refusals.TooSmall(value=_shown(value), least=field.least)
    if abs(found) > 2**31 - 1:
        raise refusals.TooMuch(value=_shown(value))
    return int(found)


def _flag(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in YES | NO:
        raise refusals.NotAFlag(value=_shown(value))
    return word in YES


def _moment(value: Any, form: str, zone: tzinfo) -> datetime:
    try:
        if form in ("unix", "unix_ms"):
            return datetime.fromtimestamp(float(number(value)) / (1000 if form == "unix_ms" else 1), UTC)
        text = str(value).strip()
        found = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
        return found if found.tzinfo else found.replace(tzinfo=zone)
    except (ValueError, OverflowError, OSError, Refusal):
        raise refusals.NotAMoment(value=_shown(value)) from None


def _list(value: Any, field: Field) -> list[str]:
    """A list as JSON has it or writes it; anything else is a list of one."""
    text = value.strip() if isinstance(value, str) else ""
    items = _json(text) if text.startswith("[") else value
    one = Field(one_of=field.one_of, most=field.most)
    return [
        _text(item, one) for item in (items if isinstance(items, list) else [items]) if not _is_empty(item)
    ]


def _object(value: Any) -> dict[str, Any]:
    found = _json(value) if isinstance(value, str) else value
    if not isinstance(found, dict):
        raise refusals.NotAnObject(value=_shown(value))
    return found


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError:
        raise refusals.NotAnObject(value=_shown(text)) from None
