"""Asking the database what every page asks: by a statement which the server has prepared, past Django's cursor.

Django puts the values into each statement itself, has the server plan it anew, and reads the answer as text. That is
twice the work, and the hot questions are half of what a list costs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def ask(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows which a hot question finds, as the driver gives them. Raises the errors of `django.db`.

    sql: one of few texts, for each connection keeps the plan of each. values: %s or %(name)s in it; each needs a type
    that can be told from the statement.
    """
    connection.ensure_connection()
    # Who counts the questions of a page, or forbids them, listens at Django's cursor.
    if connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
    with connection.wrap_database_errors:
        return Cursor(connection.connection).execute(sql, values, prepare=True, binary=True).fetchall()
