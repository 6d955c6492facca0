"""How one value comes of what stands in a record: as it stands, joined, split, in other words."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from liaison.api.importing.records import Get, Record, at_path
from liaison.api.importing.refusals import NoSuchWay
from liaison.api.importing.values import number

Change = Callable[[Any], Any]
FROM = ("column", "value", "join", "columns", "prefix")
"""Where a value comes from: one column, a constant, several joined, an object of several, all that begin so."""
WAYS = (*FROM, "with", "take", "split", "part", "scale", "words", "otherwise", "decimal", "date", "zone")


def raw(how: Mapping[str, Any], *, decimal: str, where: tuple[str, str]) -> tuple[Get, str]:
    """How a value is got, and what the file calls it. Raises NoSuchWay.

    where: entity and field, for the refusal.
    """
    for word in how:
        if word not in WAYS:
            raise NoSuchWay(entity=where[0], field=where[1], word=word, known=", ".join(WAYS))
    begin, column = _from(how, where)
    changes = _changes(how, decimal)
    if not changes:
        return begin, column

    def get(record: Record) -> Any:
        value = begin(record)
        for change in changes:
            value = change(value)
        return value

    return get, column


def _from(how: Mapping[str, Any], where: tuple[str, str]) -> tuple[Get, str]:
    if "value" in how:
        constant = how["value"]
        return (lambda record: constant), ""
    if "join" in how:
        return _joined(list(map(str, how["join"])), str(how.get("with", " ")))
    if "columns" in how:
        return _together({name: at_path(str(path)) for name, path in how["columns"].items()}), "…"
    if "prefix" in how:
        return _beginning(str(how["prefix"])), f"{how['prefix']}…"
    if "column" not in how:
        raise NoSuchWay(entity=where[0], field=where[1], word="", known=", ".join(FROM))
    return at_path(str(how["column"])), str(how["column"])


def _joined(paths: list[str], with_: str) -> tuple[Get, str]:
    parts = [at_path(path) for path in paths]

    def get(record: Record) -> str:
        texts = (str(value).strip() for part in parts if (value := part(record)) is not None)
        return with_.join(text for text in texts if text)

    return get, " + ".join(paths)


def _together(parts: Mapping[str, Get]) -> Get:
    return lambda record: {
        name: value for name, part in parts.items() if (value := part(record)) not in (None, "")
    }


def _beginning(prefix: str) -> Get:
    return lambda record: {
        name.removeprefix(prefix): value
        for name, value in record.values.items()
        if name.startswith(prefix) and value not in (None, "")
    }


def _changes(how: Mapping[str, Any], decimal: str) -> list[Change]:
    made: list[Change] = []
    if "take" in how:
        made.append(_out_of_each(str(how["take"])))
    if "split" in how:
        made.append(_split(str(how["split"]), how.get("part")))
    if "scale" in how:
        made.append(_scaled(int(how["scale"]), decimal))
    if "words" in how:
        made.append(_in_other_words(how["words"], how))
    return made


def _out_of_each(path: str) -> Change:
    get = at_path(path)
    return lambda value: [get(Record(one, 0, 0)) for one in value] if isinstance(value, list) else value


def _split(mark: str, part: Any) -> Change:
    """part: number of the wanted piece from 0, or `rest` for all after the first; all of them when it is left out."""

    def split(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pieces = [piece.strip() for piece in value.split(mark) if piece.strip()]
        if part == "rest":
            return mark.join(pieces[1:])
        if isinstance(part, int):
            return pieces[part] if -len(pieces) <= part < len(pieces) else ""
        return pieces

    return split


def _scaled(places: int, decimal: str) -> Change:
    """Amounts in cents: scale = -2."""
    factor = Decimal(1).scaleb(places)
    return lambda value: value if value in (None, "") else number(value, decimal) * factor


def _in_other_words(words: Mapping[str, Any], how: Mapping[str, Any]) -> Change:
    """A value without a word of its own stays as it is, unless the mapping says what it is otherwise."""

    def change(value: Any) -> Any:
        if isinstance(value, list):
            return [change(one) for one in value]
        text = str(value).strip().lower() if isinstance(value, bool) else str(value or "").strip()
        return words.get(text, how.get("otherwise", value))

    return change
