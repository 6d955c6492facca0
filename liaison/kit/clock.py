"""The one clock, so that a test can hold it still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Final

_offset: list[timedelta] = [timedelta(0)]
_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)
SECOND: Final = timedelta(seconds=1)


def now() -> datetime:
    """Return the present moment in UTC, moved by whatever `travel` asked for."""
    return _standing.get() or datetime.now(UTC) + _offset[0]


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Have it be that moment, for this thread alone: others of the process keep the true time."""
    before = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(before)


def travel(by: timedelta) -> None:
    """Move the clock of this process; tests use it instead of sleeping."""
    _offset[0] += by


def come_back() -> None:
    """End all travelling."""
    _offset[0] = timedelta(0)
