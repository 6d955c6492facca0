"""Writing many rows of one model: copied beside the table, then put in or brought up to date in one statement.

A thousand rows travel as COPY, whose text the database reads three times as fast as the parameters of an INSERT; what
lies in the table already stays as it is unless something of it is another, so that a second import writes nothing.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db import DataError, IntegrityError, connection, models, transaction

from liaison.kit.errors import Refusal
from liaison.kit.intake.refusals import NotKept
from liaison.kit.intake.words import Batch, Row


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a row. id: its primary key. new, changed: neither when it lay there just so."""

    id: int
    new: bool
    changed: bool


def put(
    model: type[models.Model],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    sets: Collection[str] = (),
    where: str = "",
) -> list[Put]:
    """Write rows and say of each what became of it, in their order.

    rows: by column, all with the same columns; columns left out get what the model gives a new row. key: columns of
    a unique index, no row of which stands twice. sets: columns that are brought up to date in a row that was there.
    where: the condition of a partial index.
    """
    if not rows:
        return []
    columns = {str(one.column): one for one in model._meta.concrete_fields}
    given = [column for column in columns if column in rows[0]]
    whole = [column for column in columns if column in rows[0] or not columns[column].primary_key]
    usual = [columns[column].get_default() if column not in rows[0] else None for column in whole]
    picks = [(column in rows[0], column, value) for column, value in zip(whole, usual, strict=True)]
    writers = [_writer(columns[column]) for column in whole]
    values = (
        [
            write(row[column] if there else value)
            for (there, column, value), write in zip(picks, writers, strict=True)
        ]
        for row in rows
    )
    statement = _Statement(model._meta.db_table, tuple(whole), tuple(key), where)
    return statement.run(values, sets=[one for one in given if one in sets and one not in key])


def _writer(one: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value of a column goes into COPY; the driver does not know a dictionary by itself."""
    if isinstance(one, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False, default=float)
    return lambda value: value


@dataclass(frozen=True)
class _Statement:
    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    where: str

    @property
    def taking(self) -> str:
        """The table beside the table."""
        return f"taking_{crc32(' '.join((self.table, *self.columns)).encode())}"

    def run(self, values: Any, *, sets: Sequence[str]) -> list[Put]:
        names = ", ".join(f'"{one}"' for one in self.columns)
        with connection.cursor() as cursor:
            # One for each shape and transaction: a dropped table keeps its locks until the end of a long dry run.
            cursor.execute(
                f"CREATE TEMP TABLE IF NOT EXISTS {self.taking} ON COMMIT DROP"  # noqa: S608
                f" AS SELECT {names}, 0 AS at_ FROM {self.table} WITH NO DATA"
            )
            cursor.execute(f"TRUNCATE {self.taking}")
            with cursor.copy(f"COPY {self.taking} ({names}, at_) FROM STDIN") as copy:
                for at, row in enumerate(values):
                    copy.write_row([*row, at])
            cursor.execute(self._put(names, sets))
            done = dict(cursor.fetchall())
            cursor.execute(self._ids())
            ids = [id_ for (id_,) in cursor.fetchall()]
        return [Put(id_, done.get(id_) is True, done.get(id_) is False) for id_ in ids]

    def _put(self, names: str, sets: Sequence[str]) -> str:
        key = ", ".join(f'"{one}"' for one in self.key)
        into = f"INSERT INTO {self.table} ({names}) SELECT {names} FROM {self.taking} ORDER BY at_"  # noqa: S608
        clash = f"ON CONFLICT ({key}) {f'WHERE {self.where}' if self.where else ''} DO "
        return f"{into} {clash} {self._bring(sets)} RETURNING new.id, old.id IS NULL"

    def _bring(self, sets: Sequence[str]) -> str:
        if not sets:
            return "NOTHING"
        changes = ", ".join(f'"{one}" = excluded."{one}"' for one in sets)
        old = ", ".join(f'{self.table}."{one}"' for one in sets)
        new = ", ".join(f'excluded."{one}"' for one in sets)
        return f"UPDATE SET {changes} WHERE ROW({old}) IS DISTINCT FROM ROW({new})"

    def _ids(self) -> str:
        same = " AND ".join(f'kept."{one}" = {self.taking}."{one}"' for one in self.key)
        also = f"AND kept.{self.where}" if self.where else ""
        return f"SELECT kept.id FROM {self.taking} JOIN {self.table} kept ON {same} {also} ORDER BY at_"  # noqa: S608


Writing = Callable[[Batch, list[Row]], list[Put]]


def by_halves(batch: Batch, rows: list[Row], write: Writing, *, says: Mapping[str, Refusal]) -> None:
    """Write the rows at once; if the database refuses, in halves, until the one that is wrong stands alone.

    says: why, by the name of the constraint.
    """
    if not rows:
        return
    try:
        with transaction.atomic():
            done = write(batch, rows)
    except (IntegrityError, DataError) as no:
        if len(rows) == 1:
            batch.turn(rows[0], "", _why(no, says))
            return
        middle = len(rows) // 2
        by_halves(batch, rows[:middle], write, says=says)
        by_halves(batch, rows[middle:], write, says=says)
        return
    batch.new += sum(one.new for one in done)
    batch.changed += [one.id for one in done if one.changed]


def _why(no: Exception, says: Mapping[str, Refusal]) -> Refusal:
    diag = getattr(no.__cause__, "diag", None)
    name = getattr(diag, "constraint_name", None) or ""
    return says.get(name) or NotKept(why=getattr(diag, "message_primary", None) or str(no))
