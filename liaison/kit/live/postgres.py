"""The hub's own lines to PostgreSQL: one that listens, one that asks and tells. No thread waits on either."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final, LiteralString

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo

from liaison.kit.live.words import Heard

NEWS_CHANNEL: Final = "liaison_news"
SIDE_CHANNEL: Final = "liaison_presence"
QUIET: Final = timedelta(seconds=3)
# PostgreSQL takes less than 8,000 bytes.
LONGEST: Final = 7900

_OURS: Final = frozenset({"pool", "server_side_binding", "isolation_level", "assume_role"})


def address(alias: str = "default") -> str:
    """Return where Django's database is, as libpq writes it."""
    given = connections[alias].settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    parts = {libpq: given[django] for libpq, django in names.items() if given.get(django)}
    options = {name: value for name, value in given.get("OPTIONS", {}).items() if name not in _OURS}
    return make_conninfo(**{**options, **parts, "application_name": "liaison live"})


class PostgresBackend:
    """The line between the processes of one installation, and to the news, on `LISTEN` and `NOTIFY`.

    where: as libpq writes it. quiet: how often to look, in case a word was lost.
    """

    def __init__(self, where: str, *, quiet: timedelta = QUIET) -> None:
        self._where = where
        self._quiet = quiet.total_seconds()
        self._asking: psycopg.AsyncConnection[tuple[Any, ...]] | None = None
        self._turn = asyncio.Lock()

    async def listen(self) -> AsyncIterator[tuple[Heard, str]]:
        """Yield what is heard; QUIET when the line stands and whenever it was quiet for long."""
        line = await psycopg.AsyncConnection.connect(self._where, autocommit=True)
        try:
            await line.execute(f"LISTEN {NEWS_CHANNEL}")
            await line.execute(f"LISTEN {SIDE_CHANNEL}")
            while True:
                yield Heard.QUIET, ""
                async for word in line.notifies(timeout=self._quiet):
                    yield (Heard.NEWS if word.channel == NEWS_CHANNEL else Heard.SIDE), word.payload
        finally:
            await line.close()

    async def tell(self, payload: str) -> None:
        """Say something to all processes, this one included. Too long a word is dropped: it is presence."""
        if len(payload.encode()) <= LONGEST:
            await self.ask("SELECT pg_notify(%s, %s)", (SIDE_CHANNEL, payload))

    async def ask(self, sql: LiteralString, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows; the connection is made anew when it broke.

        Raises psycopg.OperationalError when the database cannot be reached.
        """
        async with self._turn:
            if self._asking is None or self._asking.closed:
                self._asking = await psycopg.AsyncConnection.connect(self._where, autocommit=True)
            try:
                return await (await self._asking.execute(sql, values)).fetchall()
            except psycopg.OperationalError:
                await self._asking.close()
                raise

    async def close(self) -> None:
        """Hang up."""
        if self._asking is not None:
            await self._asking.close()
