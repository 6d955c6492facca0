"""Reading a file into records: CSV by rows, JSON by a path into it, JSON lines by lines."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from liaison.api.importing.refusals import MoreCells, NotJson, NotReadable
from liaison.api.importing.written import charset_of, delimiter_of, heads
from liaison.kit.errors import Refusal

Get = Callable[["Record"], Any]
LINES = (".jsonl", ".ndjson")
LONGEST_CELL = 10_000_000  # Characters: a message with its quotations.


@dataclass(slots=True)
class Record:
    """One object of a file. up: the one it lies in. at: its row in the file. position: among its own, from 1.

    key: under which name it lay, where it came from an object. within: it is no record, only a value on the way.
    wrong: why it cannot be read.
    """

    values: Any
    at: int
    position: int
    key: str = ""
    up: "Record | None" = None
    within: bool = False
    wrong: Refusal | None = None

    @property
    def holder(self) -> "Record":
        """The object that something found here lies in."""
        return self.up if self.within and self.up else self


@dataclass(frozen=True)
class Form:
    """How a file is written. Whatever is empty or None is found out.

    delimiter: of CSV. charset: as Python calls it. header: whether its first row names the columns; they are called
    1, 2, 3 otherwise.
    """

    delimiter: str = ""
    charset: str = ""
    header: bool = True


def read(path: Path, *, each: str, form: Form = Form()) -> Iterator[Record]:
    """The records of a file, one after the other. Raises NotReadable.

    each: where they lie in JSON: names, `[]` for every item of a list, `{}` for every value of an object, such as
    `orders[].items[]`; empty for what the file itself is made of.
    """
    try:
        yield from _deeper(_whole(path, form), _steps(each), path)
    except (OSError, UnicodeError, LookupError, csv.Error, json.JSONDecodeError, RecursionError) as no:
        raise NotReadable(file=path.name, why=str(no)) from no


def whole(path: Path, form: Form) -> Any:
    """All that a JSON file holds. Raises NotReadable."""
    try:
        return next(_whole(path, form)).values
    except (OSError, UnicodeError, LookupError, json.JSONDecodeError, RecursionError) as no:
        raise NotReadable(file=path.name, why=str(no)) from no


def _whole(path: Path, form: Form) -> Iterator[Record]:
    kind = path.suffix.lower()
    charset = form.charset or charset_of(path)
    if kind in LINES:
        return _lines(path, charset)
    if kind == ".json":
        return iter([Record(_parsed(path, charset, path.stat().st_mtime_ns), 0, 0)])
    return _rows(path, form, charset)


# A mapping takes ten things out of one file, and reads each twice; parsing took nine tenths of that.
@lru_cache(maxsize=1)
def _parsed(path: Path, charset: str, _changed: int) -> Any:
    with path.open(encoding=charset) as file:
        return json.load(file, parse_float=Decimal)


forget = _parsed.cache_clear
"""To be called when all is read: the last file would stay in memory."""


def _rows(path: Path, form: Form, charset: str) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=charset, newline="") as file:
        rows = csv.reader(file, delimiter=form.delimiter or delimiter_of(path, charset))
        first = next(rows, [])
        head = heads(first) if form.header else [str(at) for at in range(1, len(first) + 1)]
        for at, row in enumerate(rows if form.header else chain([first], rows), start=1):
            if row:
                yield Record(dict(zip(head, row, strict=False)), at, at, wrong=_too_wide(row, head))


def _too_wide(row: list[str], head: list[str]) -> Refusal | None:
    """A text with a delimiter in it that is not quoted moves everything after it to the wrong column."""
    if len(row) > len(head) and any(cell.strip() for cell in row[len(head) :]):
        return MoreCells(cells=len(row), columns=len(head))
    return None


def _lines(path: Path, charset: str) -> Iterator[Record]:
    with path.open(encoding=charset) as file:
        for at, line in enumerate(file, start=1):
            if line.strip():
                yield _line(line, at)


def _line(line: str, at: int) -> Record:
    try:
        return Record(json.loads(line, parse_float=Decimal), at, at)
    except (json.JSONDecodeError, RecursionError) as no:
        return Record({}, at, at, wrong=NotJson(why=str(no)))


_STEP = re.compile(r"\[\]|\{\}|[^.\[\]{}]+")


def _steps(each: str) -> list[str]:
    return _STEP.findall(each)


def _deeper(records: Iterator[Record], steps: list[str], path: Path) -> Iterator[Record]:
    if path.suffix.lower() == ".json" and not steps:
        steps = ["[]"]
    for step in steps:
        records = _step(records, step)
    return (
        Record(one.values, one.at or at, one.position or at, one.key, one.up, wrong=one.wrong)
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

    path: names joined by points; `^` before them for what it lies in, once for each step; `@key`, `@position`, `@row`
    and `@value` for what it is called there, where it stands, the row of the file and itself.
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
    "@value": lambda record: record.values,
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
