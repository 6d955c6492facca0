"""The one clock, so that a test can hold it still."""

from datetime import UTC, datetime, timedelta
from typing import Final

_offset: list[timedelta] = [timedelta(0)]
SECOND: Final = timedelta(seconds=1)


def now() -> datetime:
    """Return the present moment in UTC, moved by whatever `travel` asked for."""
    return datetime.now(UTC) + _offset[0]


def travel(by: timedelta) -> None:
    """Move the clock of this process; tests use it instead of sleeping."""
    _offset[0] += by


def come_back() -> None:
    """End all travelling."""
    _offset[0] = timedelta(0)
