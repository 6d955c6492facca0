"""COPY into the tables of the models: constant columns from their defaults, the others row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import models

TABLES = (
    "customers_customer",
    "customers_identity",
    "customers_account",
    "customers_acting",
    "channels_parcel",
    "tickets_ticket",
    "tickets_contact",
    "tickets_message",
    "tickets_delivery",
    "tickets_dispatch",
    "tickets_attachment",
    "tickets_promise",
    "journal_entry",
    "journal_about",
    "journal_line",
)


class Rows:
    """Rows of one table, gathered as lines of COPY's text form.

    varying: names of the columns given for each row, in that order. Every other column has the model's default.
    """

    def __init__(self, model: type[models.Model], *varying: str, **constant: Any) -> None:
        self.table = model._meta.db_table
        self.columns: list[str] = []
        cells: list[str] = []
        order: list[int] = []
        for field in model._meta.local_concrete_fields:
            if field.attname in varying:
                order.append(varying.index(field.attname))
                cells.append("%s")
            elif field.primary_key and field.attname not in constant:
                continue
            else:
                default = None if field.has_db_default() and not field.has_default() else field.get_default()
                cells.append(cell(constant.get(field.attname, default)).replace("%", "%%"))
            self.columns.append(str(field.column))
        unknown = {*varying, *constant} - {f.attname for f in model._meta.local_concrete_fields}
        if unknown:
            raise TypeError(f"{self.table} has no {', '.join(sorted(unknown))}")
        self._line = "\t".join(cells) + "\n"
        self._order = order
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        """One row; values in the form of COPY already, or numbers."""
        self._lines.append(self._line % tuple([values[place] for place in self._order]))

    def copy(self, database: psycopg.Connection) -> None:
        """Send what was gathered."""
        if not self._lines:
            return
        columns = ", ".join(f'"{name}"' for name in self.columns)
        with database.cursor().copy(f"COPY {self.table} ({columns}) FROM STDIN") as copy:  # type: ignore[arg-type]
            copy.write("".join(self._lines))
        self._lines.clear()


def cell(value: Any) -> str:
    """A value in COPY's text form."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    text = str(getattr(value, "value", value))
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


@contextmanager
def without_indexes(database: psycopg.Connection) -> Iterator[None]:
    """Take off the indexes and unique constraints (not the primary keys) and build them again at the end."""
    uniques = database.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)",
        [list(TABLES)],
    ).fetchall()
    indexes = database.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint"
        " WHERE conname = indexname)",
        [list(TABLES)],
    ).fetchall()
    for table, name, _ in uniques:
        database.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')  # type: ignore[arg-type]
    for name, _ in indexes:
        database.execute(f'DROP INDEX "{name}"')  # type: ignore[arg-type]
    yield
    for table, name, definition in uniques:
        database.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')  # type: ignore[arg-type]
    for _, definition in indexes:
        database.execute(definition)  # type: ignore[arg-type]


_SEARCHED = """
CREATE OR REPLACE FUNCTION bench_searched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE words text := left(concat_ws(E'\\n', nullif(NEW.subject, ''), nullif(NEW.text, ''),
  nullif(NEW.from_name, ''), nullif(NEW.from_address, '')), 60000);
BEGIN
  NEW.search := to_tsvector('liaison', words);
  {stems}
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER bench_searched BEFORE INSERT ON tickets_message
  FOR EACH ROW EXECUTE FUNCTION bench_searched();
ALTER TABLE tickets_message ENABLE ALWAYS TRIGGER bench_searched;
"""


@contextmanager
def searched(database: psycopg.Connection) -> Iterator[None]:
    """Fill the search column while rows come in, as the writer does."""
    from liaison.tickets.words import STEMS

    stems = " ELSIF ".join(
        f"NEW.language = '{language}' THEN NEW.search := NEW.search || to_tsvector('{name}', words);"
        for language, name in STEMS.items()
    )
    database.execute(_SEARCHED.format(stems=f"IF {stems} END IF;"))  # type: ignore[arg-type]
    yield
    database.execute("DROP TRIGGER bench_searched ON tickets_message; DROP FUNCTION bench_searched()")
