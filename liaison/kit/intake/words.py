"""What a room takes in from elsewhere: its fields, a batch of rows, and what became of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from liaison.kit.actor import Actor
from liaison.kit.errors import Refusal
from liaison.kit.intake.refusals import Unknown


class As(StrEnum):
    """As what a value is read."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"
    MOMENT = "moment"
    LIST = "list"
    OBJECT = "object"


@dataclass(frozen=True, kw_only=True)
class Field:
    """What one field may hold. must: it may not be empty. most: characters of a text, or of each text of a list.

    one_of: the only words. least: of a number. refers: the entity whose external id it is.
    counted_in: the field within whose value rows are numbered from 1 where a mapping does not give this one.
    usual: what an empty one is; a text is then empty, a list has nothing, all else is unknown.
    """

    kind: As = As.TEXT
    must: bool = False
    most: int = 0
    one_of: tuple[str, ...] = ()
    least: int | None = None
    refers: str = ""
    counted_in: str = ""
    usual: Any = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row that came. at: its number where it came from. values: by field, already of the right kind.

    raw: as it stood there.
    """

    at: int
    values: Mapping[str, Any]
    raw: Any = None


@dataclass(frozen=True, slots=True)
class Turned:
    """A row that was turned away. field: which field was wrong, empty when it is none alone."""

    row: Row
    field: str
    why: Refusal


@dataclass
class Batch:
    """Rows that are taken in together, in one transaction and with one entry. source: the system they come from.

    dry: it is only tried, and all of it is taken back. new: how many were made. changed: ids of those that were brought
    up to date. turned: those that were turned away.
    """

    source: str
    rows: Sequence[Row]
    by: Actor
    at: datetime
    dry: bool = False
    new: int = 0
    changed: list[int] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)

    def turn(self, row: Row, name: str, why: Refusal) -> None:
        """Turn one row away for one of its fields."""
        self.turned.append(Turned(row, name, why))

    def known(self, rows: Sequence[Row], name: str, among: Mapping[str, Any]) -> list[Row]:
        """Those of the rows whose field names one of those, or nothing; the others are turned away.

        among: by external id.
        """
        good = []
        for row in rows:
            value = row.values.get(name)
            if value in (None, "") or value in among:
                good.append(row)
            else:
                self.turn(row, name, Unknown(value=value))
        return good


@dataclass(frozen=True, kw_only=True)
class Entity:
    """Something that can be taken in.

    name: the word of mappings. fields: by their names. key: the fields that make a row the same one as before.
    take: writes a batch inside the caller's transaction and counts in it.
    """

    name: str
    fields: Mapping[str, Field]
    key: tuple[str, ...]
    take: Callable[[Batch], None]

    @property
    def after(self) -> frozenset[str]:
        """The entities that are taken in before this one, for it refers to them."""
        return frozenset(one.refers for one in self.fields.values() if one.refers) - {self.name}
