"""Reading a file into records: CSV by rows, JSON by a path into it, JSON lines by lines."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from liaison.api.importing.refusals import NotReadable

Get = Callable[["Record"], Any]
LONGEST_CELL = 10_000_000  # Characters: a message with its quotations.


@dataclass(slots=True)
class Record:
    """One object of a file. up: the one it lies in. at: its row in the file. position: among its own, from 1.

    key: under which name it lay, where it came from an object. within: it is no record, only a value on the way.
    """

    values: Any
    at: int
    position: int
    key: str = ""
    up: "Record | None" = None
    within: bool = False

    @property
    def holder(self) -> "Record":
        """The object that something found here lies in."""
        return self.up if self.within and self.up else self


def read(path: Path, *, each: str, delimiter: str = "") -> Iterator[Record]:
    """The records of a file, one after the other. Raises NotReadable.

    each: where they lie in JSON: names, `[]` for every item of a list, `{}` for every value of an object, such as
    `orders[].items[]`; empty for what the file itself is made of. delimiter: of CSV, found out when empty.
    """
    try:
        yield from _deeper(_whole(path, delimiter), _steps(each), path)
    except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError) as no:
        raise NotReadable(file=path.name, why=str(no)) from no


def columns(path: Path, *, delimiter: str = "") -> tuple[str, ...]:
    """The names in the head of a CSV file, or of the first object of the others."""
    first = next(read(path, each=""), None)
    return tuple(map(str, first.values)) if first and isinstance(first.values, dict) else ()


def _whole(path: Path, delimiter: str) -> Iterator[Record]:
    kind = path.suffix.lower()
    if kind in (".jsonl", ".ndjson"):
        return _lines(path)
    if kind == ".json":
        with path.open(encoding="utf-8-sig") as file:
            return iter([Record(json.load(file, parse_float=Decimal), 0, 0)])
    return _rows(path, delimiter)


def _rows(path: Path, delimiter: str) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=delimiter or _delimiter(path))
        head = [name.strip() for name in next(rows, [])]
        for at, row in enumerate(rows, start=1):
            if row:
                yield Record(dict(zip(head, row, strict=False)), at, at)


def _delimiter(path: Path) -> str:
    """Whichever parts the head into most columns: a sniffer is misled by texts full of commas."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
    return max(",;\t|", key=head.count)


def _lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8-sig") as file:
        for at, line in enumerate(file, start=1):
            if line.strip():
                yield Record(json.loads(line, parse_float=Decimal), at, at)


_STEP = re.compile(r"\[\]|\{\}|[^.\[\]{}]+")


def _steps(each: str) -> list[str]:
    return _STEP.findall(each)


def _deeper(records: Iterator[Record], steps: list[str], path: Path) -> Iterator[Record]:
    if path.suffix.lower() == ".json" and not steps:
        steps = ["[]"]
    for step in steps:
        records = _step(records, step)
    return (
        Record(one.values, one.at or at, one.position or at, one.key, one.up)
        for at, one in enumerate(records, start=1)
    )


def _step(records: Iterator[Record], step: str) -> Iterator[Record]:
    if step == "[]":
        return (made for one in records for made in _items(one))
    if step == "{}":
        return (made for one in records for made in _named(one))
    return (
        Record(one.values.get(step), one.at, one.position, one.key, one.holder, within=True)
        for one in records
        if isinstance(one.values, dict)
    )


def _items(one: Record) -> Iterator[Record]:
    """Every item of a list. An object where a list was meant, such as a single one, is taken by its values."""
    if isinstance(one.values, dict):
        yield from _named(one)
    for at, value in enumerate(one.values if isinstance(one.values, list) else (), start=1):
        yield Record(value, one.at or at, at, "", one.holder)


def _named(one: Record) -> Iterator[Record]:
    values = one.values if isinstance(one.values, dict) else {}
    for at, (key, value) in enumerate(values.items(), start=1):
        yield Record(value, one.at or at, at, str(key), one.holder)


def at_path(path: str) -> Get:
    """How a value is found in a record.

    path: names joined by points; `^` before them for what it lies in, once for each step; `@key`, `@position` and
    `@row` for what it is called there, where it stands and the row of the file.
    """
    up, rest = 0, path
    while rest.startswith("^"):
        up, rest = up + 1, rest[1:].removeprefix(".")
    if rest in _OWN:
        own = _OWN[rest]
        return lambda record: own(_up(record, up))
    names = rest.split(".")
    if not up and len(names) == 1:
        return lambda record: record.values.get(rest) if isinstance(record.values, dict) else None
    return lambda record: _within(_up(record, up).values, rest, names)


_OWN: dict[str, Get] = {
    "": lambda record: record.values,
    "@key": lambda record: record.key,
    "@position": lambda record: record.position,
    "@row": lambda record: record.at,
}


def _up(record: Record, times: int) -> Record:
    for _ in range(times):
        record = record.up or record
    return record


def _within(values: Any, whole: str, names: list[str]) -> Any:
    if isinstance(values, dict) and whole in values:
        return values[whole]  # The head of a CSV file may hold points.
    for name in names:
        if isinstance(values, list) and name.isdigit():
            values = values[int(name)] if int(name) < len(values) else None
        else:
            values = values.get(name) if isinstance(values, dict) else None
    return values
