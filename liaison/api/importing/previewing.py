"""The first rows of a file as a mapping reads them, and what is wrong with them before anything is taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from liaison.api.importing.mapping import Take, parse
from liaison.api.importing.records import Record, read
from liaison.kit.errors import Refusal

FIRST = 5


@dataclass(frozen=True)
class Seen:
    """A row as it would be read. wrong: the sentence of what is wrong with it, with its column."""

    at: int
    values: Mapping[str, Any]
    column: str = ""
    wrong: str = ""


def preview(source: str, take: Mapping[str, Any], path: Path, *, first: int = FIRST) -> list[Seen]:
    """The first rows. Raises what `parse` and `read` raise."""
    (made,) = parse({"source": source or "?", "take": [take]}).takes
    records = (one for one in read(path, each=made.each, form=made.form) if made.wants(one))
    return [_seen(made, one) for one in islice(records, first)]


def _seen(take: Take, record: Record) -> Seen:
    if record.wrong:
        return Seen(record.at, {}, wrong=record.wrong.sentence)
    read_: dict[str, Any] = {}
    for part in take.parts:
        try:
            read_[part.name] = part.read(part.get(record))
        except Refusal as no:
            return Seen(record.at, read_, column=part.column, wrong=no.sentence)
    return Seen(record.at, read_)
