"""Many rows of several tables in one round trip: they travel as JSON, and the database takes them apart.

Twenty mails read together are twenty tickets, contacts, messages and deliveries: eighty statements, or one. The rows
are made with their ids (`next_ids`), so that they can speak of each other before any of them is written.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@dataclass(frozen=True, kw_only=True)
class Insert:
    """New rows of one model, whose ids are known.

    besides: columns which are worked out from something that is no column itself: SQL over `given`, by column.
    from_: what that is made from, a mapping for each row; of: its names and types in SQL.
    """

    rows: Sequence[Model]
    besides: Mapping[str, str] = field(default_factory=dict)
    from_: Sequence[Mapping[str, Any]] = ()
    of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Update:
    """Rows of one model, whose fields of these names are brought up to date."""

    rows: Sequence[Model]
    fields: tuple[str, ...]


def write_rows(*changes: Insert | Update) -> None:
    """Write all of it in one statement. Empty ones cost nothing.

    Foreign keys among the rows hold at the end of it; two changes of one row do not see each other.
    """
    parts, values = [], []
    for number, change in enumerate(one for one in changes if one.rows):
        sql, rows = _insert(change) if isinstance(change, Insert) else _update(change)
        parts.append(f"w{number} AS ({sql})")
        values.append(json.dumps(rows, default=str, ensure_ascii=False))
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {', '.join(parts)} SELECT 1", values)


def next_ids(counts: Mapping[Any, int]) -> list[list[int]]:
    """Take so many new ids of each model, or numbers of a sequence that is named, in one round trip."""
    asked = [
        f"ARRAY(SELECT nextval('{_sequence(one)}') FROM generate_series(1, {int(count)}))"  # noqa: S608
        for one, count in counts.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        return list(cursor.fetchone())


def _sequence(one: type[Model] | str) -> str:
    return one if isinstance(one, str) else f"{one._meta.db_table}_{_key(one).column}_seq"


def _key(model: type[Model]) -> "Field[Any, Any]":
    key = model._meta.pk
    assert isinstance(key, Field)
    return key


def _insert(change: Insert) -> tuple[str, list[dict[str, Any]]]:
    model = type(change.rows[0])
    fields = _fields(model, tuple(change.besides))
    names = ", ".join(f'"{one.column}"' for one in fields)
    taken = ", ".join(f'given."{one.column}"' for one in fields)
    into, made = (", ".join(("", *some)) for some in (change.besides, change.besides.values()))
    shape = _shape(fields, change.of)
    rows = [_values(row, fields) for row in change.rows]
    for row, more in zip(rows, change.from_, strict=bool(change.from_)):
        row |= more
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}{into}) SELECT {taken}{made} FROM {shape}", rows  # noqa: S608


def _update(change: Update) -> tuple[str, list[dict[str, Any]]]:
    model, key = type(change.rows[0]), _key(type(change.rows[0]))
    fields = tuple(one for one in _fields(model, ()) if one.name in change.fields)
    sets = ", ".join(f'"{one.column}" = given."{one.column}"' for one in fields)
    table, by = model._meta.db_table, key.column
    rows = [_values(row, (key, *fields)) for row in change.rows]
    return (
        f'UPDATE {table} SET {sets} FROM {_shape((key, *fields), {})} WHERE {table}."{by}" = given."{by}"',  # noqa: S608
        rows,
    )


def _shape(fields: Sequence["Field[Any, Any]"], besides: Mapping[str, str]) -> str:
    """How the JSON is taken apart: every column with its type, a text too long for it is refused as anywhere."""
    columns = [f'"{one.column}" {one.db_type(connection)}' for one in fields]
    columns += [f'"{name}" {kind}' for name, kind in besides.items()]
    return f"json_to_recordset(%s::json) AS given({', '.join(columns)})"


@cache
def _fields(model: type[Model], without: tuple[str, ...]) -> tuple["Field[Any, Any]", ...]:
    return tuple(one for one in model._meta.concrete_fields if one.column not in without)


def _values(row: Model, fields: Sequence["Field[Any, Any]"]) -> dict[str, Any]:
    return {str(one.column): getattr(row, one.attname) for one in fields}
