"""Small ways of changing a row that leave the promise with the database."""

import contextlib
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.db import Error, connection
from django.db.models import Field, Model, QuerySet

from liaison.kit.asking import ask

M = TypeVar("M", bound=Model)
READ_AS_TEXT = frozenset({"jsonb", "tsvector", "inet"})


def swap(row: Model, *, when: Mapping[str, Any], to: Mapping[str, Any]) -> bool:
    """Change the row only if it still is as `when` says; tell whether it was.

    One conditional UPDATE, so two people at once cannot both succeed. The row in memory is brought up to date.
    """
    changed = type(row)._default_manager.filter(pk=row.pk, **when).update(**to)
    if changed:
        for field, value in to.items():
            setattr(row, field, value)
    return bool(changed)


def one_at_a_time(what: str) -> None:
    """Let nobody else past here with the same word until this transaction ends.

    Two who take the same name at the same moment: the second looks only when the first is done, and is refused with
    a sentence where the unique key would break the request.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 12))", [what])


class Prepared:
    """A question built and compiled once; asking a small one costs less than building it for every request.

    PREPARED = Prepared(lambda digest: Token.objects.filter(digest=digest).values_list("id"), "x")
    PREPARED("5f…")

    build: makes a `values_list` from the arguments. like: an argument of each kind, all different and unlike any
    constant of the question, by which their places are found. What comes back is as the driver gives it, so no JSON.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *like: Any) -> None:
        self._build, self._like = build, like
        self._sql = ""
        self._params: tuple[Any, ...] = ()

    def __call__(self, *given: Any) -> list[tuple[Any, ...]]:
        if not self._sql:
            self._sql, self._params = self._build(*self._like).query.sql_with_params()
        known = dict(zip(self._like, given, strict=True))
        return ask(self._sql, [known.get(param, param) for param in self._params])


class Rows(Generic[M]):
    """Whole rows of a model by a statement written by hand: to compile a small one took longer than to answer it.

    NAMED = Rows(Tag, "SELECT {columns} FROM tags WHERE name = %(name)s")
    NAMED(name="refund")

    sql: `{columns}` stands for all columns of the model, in its order.
    """

    def __init__(self, model: type[M], sql: str) -> None:
        self._model, self._sql = model, sql
        self._names: list[str] = []
        self._readers: list[tuple[int, Callable[[Any], Any]]] = []

    def __call__(self, **given: Any) -> list[M]:
        if not self._names:
            self._prepare()
        return [self._model.from_db("default", self._names, self._read(row)) for row in ask(self._sql, given)]

    def _prepare(self) -> None:
        fields = self._model._meta.concrete_fields
        self._sql = self._sql.replace("{columns}", ", ".join(map(_column, fields)))
        self._readers = [
            (at, lambda value, read=read: read(value, None, connection))  # type: ignore[misc]
            for at, field in enumerate(fields)
            for read in field.get_db_converters(connection)
        ]
        self._names = [field.attname for field in fields]

    def _read(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for at, read in self._readers:
            values[at] = read(values[at])
        return values


def _column(field: "Field[Any, Any]") -> str:
    """A column as its field knows how to read it: JSON as text, whatever the driver would make of it."""
    return f'"{field.column}"::text' if field.db_type(connection) in READ_AS_TEXT else f'"{field.column}"'


def give_back() -> None:
    """Give this thread's connection back to the pool without the locks it held: the pool would keep them for ever."""
    with contextlib.suppress(Error), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    connection.close()
