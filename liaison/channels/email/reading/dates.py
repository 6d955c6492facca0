"""When a mail says it was written."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from liaison.channels.email.reading.headers import Headers


def read_date(headers: Headers) -> datetime | None:
    """Return the time of the Date field in UTC, failing that of the last server that took the mail."""
    written = headers.text("date")
    received = (
        line.rpartition(";")[2] for line in (value.decode("latin-1") for value in headers.every("received"))
    )
    for candidate in (written, headers.text("resent-date"), *received):
        if found := _parse(candidate):
            return found
    return None


def _parse(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:200].strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    try:
        found = datetime.fromisoformat(text.strip()[:40])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
