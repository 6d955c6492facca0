"""The journal as the live hub reads it: numbers and references, on the hub's own asynchronous connection."""

from typing import Any, Final, LiteralString, Protocol

from liaison.kit.live.words import Line

_LATEST: Final = "SELECT coalesce(max(seq), 0) FROM journal_line"
_SINCE: Final = """
SELECT line.seq, coalesce(array_agg(about.ref) FILTER (WHERE about.ref IS NOT NULL), '{}')
FROM (SELECT seq, entry_id FROM journal_line WHERE seq > %s ORDER BY seq LIMIT %s) AS line
LEFT JOIN journal_about AS about USING (entry_id)
GROUP BY line.seq ORDER BY line.seq
"""


class Database(Protocol):
    """Whatever answers a question with rows, without holding a thread."""

    async def ask(self, sql: LiteralString, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows."""


class JournalNews:
    """The sealed lines after a number, and what each is about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self) -> int:
        """Return the number of the last sealed line, 0 when there is none."""
        [(seq,)] = await self._database.ask(_LATEST)
        return int(seq)

    async def since(self, seq: int, *, limit: int) -> list[Line]:
        """Return the lines sealed after this number, in order, at most so many."""
        rows = await self._database.ask(_SINCE, (seq, limit))
        return [Line(number, tuple(refs)) for number, refs in rows]
