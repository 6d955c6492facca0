"""Filling what is said of a deed into templates: as values of JSON and parts of a path, never as pieces of text."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from liaison.kit.money import minor, rounded
from liaison.orders.shops.words import Deed

_PLACE: Final = re.compile(r"\{([a-z_0-9.:]+)\}")
_ADDRESS: Final = ("name", "line1", "line2", "city", "region", "postcode", "country", "phone")
KNOWN: Final = frozenset(
    {
        "order",
        "number",
        "amount",
        "amount:minor",
        "amount:number",
        "currency",
        "reason",
        "key",
        "lines",
        "address",
    }
    | {f"address.{part}" for part in _ADDRESS}
)


def values_of(deed: Deed) -> dict[str, Any]:
    """What can be filled in. amount: text with the decimals of its currency; minor: its smallest units, whole."""
    amount = rounded(deed.amount, deed.currency) if deed.currency else deed.amount
    return {
        "order": deed.order,
        "number": deed.number,
        "amount": str(amount),
        "amount:minor": minor(amount, deed.currency) if deed.currency else 0,
        "amount:number": float(amount),
        "currency": deed.currency,
        "reason": deed.reason,
        "key": deed.key,
        "lines": [{"position": position, "quantity": quantity} for position, quantity in deed.lines],
        "address": dict(deed.address),
        **{f"address.{part}": deed.address.get(part, "") for part in _ADDRESS},
    }


def filled(template: Any, values: Mapping[str, Any]) -> Any:
    """A template as it is sent: a text that is nothing but one place becomes its value, whatever kind that has."""
    if isinstance(template, Mapping):
        return {name: filled(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [filled(value, values) for value in template]
    if not isinstance(template, str):
        return template
    if whole := _PLACE.fullmatch(template):
        return values[whole[1]]
    return _PLACE.sub(lambda found: str(values[found[1]]), template)


def path_of(template: str, values: Mapping[str, Any]) -> str:
    """A path with each place as one part of it: no slash, question mark or dots of a value lead elsewhere."""
    return _PLACE.sub(lambda found: _part(str(values[found[1]])), template)


def places_of(templates: Iterable[Any]) -> set[str]:
    """The places of some templates. Raises KeyError for one that is not known."""
    found: set[str] = set()
    for one in templates:
        if isinstance(one, Mapping):
            found |= places_of(one.values())
        elif isinstance(one, list):
            found |= places_of(one)
        elif isinstance(one, str):
            found |= set(_PLACE.findall(one))
    for name in sorted(found - KNOWN):
        raise KeyError(name)
    return found


def _part(value: str) -> str:
    made = quote(value, safe="")
    return made if made.strip(".") else made.replace(".", "%2E")
