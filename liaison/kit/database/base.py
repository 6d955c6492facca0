"""Moments as the driver's own C code reads them: Django's loader in Python took a twelfth of a list's time."""

from datetime import UTC
from functools import lru_cache
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base
from psycopg.adapt import AdaptersMap
from psycopg.pq import Format

TIMESTAMPTZ_OID: Final = 1184  # Of pg_type; fixed for ever.
PREPARED_WHEN_ASKED: Final = 2**31 - 1
"""Statements are prepared where `kit.asking` says so, and never because they came often."""

_MOMENTS: Final = psycopg.adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT)


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of Django, which keeps its session in UTC, so that both loaders give the same moments."""

    def get_connection_params(self) -> dict[str, Any]:
        """What Django connects with; moments come in UTC, as they lie in the database."""
        params: dict[str, Any] = super().get_connection_params()
        if _MOMENTS is not None and self.timezone is UTC:
            params["context"] = _reading_moments(params["context"])
        params["prepare_threshold"] = PREPARED_WHEN_ASKED
        return params

    def create_cursor(self, name: str | None = None) -> Any:
        """Make a cursor as Django does."""
        # Django asks the loader of the connection for its time zone; the driver's own has none to ask for.
        if _MOMENTS is None or self.timezone is not UTC:
            return super().create_cursor(name)
        if name:
            held = self.connection.autocommit  # Outside a transaction it would end with its first statement.
            return base.ServerSideCursor(  # type: ignore[call-arg]
                self.connection, name=name, scrollable=False, withhold=held
            )
        return self.connection.cursor()


@lru_cache(maxsize=8)
def _reading_moments(adapters: AdaptersMap) -> AdaptersMap:
    made = AdaptersMap(adapters)
    made.register_loader(TIMESTAMPTZ_OID, _MOMENTS)  # type: ignore[arg-type]
    return made
