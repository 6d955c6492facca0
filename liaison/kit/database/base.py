"""Moments as the driver's own C code reads them: Django's loader in Python took a twelfth of a list's time."""

from datetime import UTC
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import Format

TIMESTAMPTZ_OID: Final = 1184  # Of pg_type; fixed for ever.

_MOMENTS: Final = psycopg.adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT)


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of Django, which keeps its session in UTC, so that both loaders give the same moments."""

    def create_cursor(self, name: str | None = None) -> Any:
        """Make a cursor as Django does; moments come in UTC, as they lie in the database."""
        cursor = super().create_cursor(name)
        if _MOMENTS is not None and self.timezone is UTC:
            cursor.adapters.register_loader(TIMESTAMPTZ_OID, _MOMENTS)
        return cursor
