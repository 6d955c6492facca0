"""The shape of a REST API: our own (docs/shops.md), and what a person writes where theirs differs from it."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from liaison.orders.shops.generic.filling import places_of
from liaison.orders.shops.generic.own import OWN
from liaison.orders.shops.words import Verb

Table = Mapping[str, Any]

_OURS: Final[Table] = tomllib.loads(OWN)
_DEED: Final = {
    "method": str, "path": str, "body": dict, "key_header": str, "repeat": bool, "reference": str,
    "done": dict, "refused": dict, "ask": dict,
}  # fmt: skip
_VALUE: Final = {"path": str, "is": list}
_ASK: Final = {
    "path": str, "state": str, "done": list, "not_done": list, "reference": str, "missing": str,
}  # fmt: skip
_METHODS: Final = ("POST", "PUT", "PATCH", "DELETE")
CAN: Final = (Verb.CANCEL, Verb.REFUND, Verb.ADDRESS)
MOST_SIZE: Final = 500


class Misshapen(ValueError):
    """What was written is no shape; the message says where."""


def shape_of(differences: str) -> Table:
    """Our own shape with what is written about another one in its place. Raises Misshapen.

    Deeds are not mixed: what a foreign system does with our key is nothing that may be inherited.
    """
    try:
        said = tomllib.loads(differences)
    except tomllib.TOMLDecodeError as wrong:
        raise Misshapen(str(wrong)) from wrong
    _must_be_known(said, _OURS, "")
    made = {**_laid(_OURS, said), "deeds": said.get("deeds", _OURS["deeds"])}
    _must_be_right(made)
    return made


def _laid(under: Table, over: Table) -> dict[str, Any]:
    made = dict(under)
    for name, value in over.items():
        both = isinstance(value, Mapping) and isinstance(under.get(name), Mapping)
        made[name] = _laid(under[name], value) if both else value
    return made


def _must_be_known(said: Table, ours: Table, at: str) -> None:
    for name, value in said.items():
        where = f"{at}{name}"
        if name not in ours:
            raise Misshapen(where)
        if where == "deeds":
            continue
        if at.endswith("fields."):
            _must_be_field(value, where)
        elif type(value) is not type(ours[name]):
            raise Misshapen(where)
        elif isinstance(value, dict):
            _must_be_known(value, ours[name], f"{where}.")


def _must_be_field(value: Any, where: str) -> None:
    if isinstance(value, str):
        return
    kinds = {"path": str, "value": str, "words": dict, "decimals": int}
    _must_be_of(value, kinds, where)


def _must_be_of(value: Any, kinds: Mapping[str, type], where: str) -> None:
    if not isinstance(value, dict):
        raise Misshapen(where)
    for name, one in value.items():
        if name not in kinds or type(one) is not kinds[name]:
            raise Misshapen(f"{where}.{name}")


def _must_be_right(shape: Table) -> None:
    for where, path in _paths(shape):
        # Without the slash, what follows could be read as the name of another server.
        if not path.startswith("/"):
            raise Misshapen(f"{where}: /…")
    if not 1 <= shape["paging"]["size"] <= MOST_SIZE:
        raise Misshapen(f"paging.size: 1–{MOST_SIZE}")
    _must_be_of(shape["deeds"], dict.fromkeys(CAN, dict), "deeds")
    for name, deed in shape["deeds"].items():
        _must_be_deed(name, deed)


def _paths(shape: Table) -> Iterator[tuple[str, str]]:
    if shape["hello"]["path"]:
        yield "hello.path", shape["hello"]["path"]
    for subject in ("products", "customers", "orders"):
        if shape[subject]["path"]:
            yield f"{subject}.path", shape[subject]["path"]
    yield "orders.one", shape["orders"]["one"]


def _must_be_deed(name: str, deed: Any) -> None:
    where = f"deeds.{name}"
    _must_be_of(deed, _DEED, where)
    for part in ("done", "refused"):
        _must_be_of(deed.get(part, {}), _VALUE, f"{where}.{part}")
    if deed.get("method", "POST") not in _METHODS:
        raise Misshapen(f"{where}.method: {', '.join(_METHODS)}")
    if not deed.get("path", "").startswith("/"):
        raise Misshapen(f"{where}.path: /…")
    if "ask" in deed:
        _must_be_ask(deed["ask"], f"{where}.ask")
    known = _places(deed, where)
    # Sent twice without our key, money goes back twice.
    if deed.get("repeat") and name != Verb.ADDRESS and not deed.get("key_header") and "key" not in known:
        raise Misshapen(f"{where}.repeat: key_header, {{key}}")


def _must_be_ask(ask: Table, where: str) -> None:
    _must_be_of(ask, _ASK, where)
    if not ask.get("path", "").startswith("/"):
        raise Misshapen(f"{where}.path: /…")
    # Without our key it would tell of somebody else's deed.
    if "key" not in _places(ask, where):
        raise Misshapen(f"{where}.path: {{key}}")
    if ask.get("missing", "not_done") not in ("done", "not_done"):
        raise Misshapen(f"{where}.missing: done, not_done")


def _places(of: Table, where: str) -> set[str]:
    try:
        return places_of([of.get("path"), of.get("body")])
    except KeyError as unknown:
        raise Misshapen(f"{where}: {{{unknown.args[0]}}}") from unknown
