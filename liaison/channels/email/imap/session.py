"""What we ask of an IMAP server, in plain values."""

import imaplib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class NoFolder(imaplib.IMAP4.error):
    """The server has no such folder."""


class NotGiven(imaplib.IMAP4.error):
    """The server refuses to hand out a mail."""


@dataclass(frozen=True)
class Selected:
    """A folder as it is now. validity: UIDVALIDITY; following: the UID the next mail will have."""

    validity: int
    following: int
    messages: int


def select(imap: imaplib.IMAP4, folder: str, *, readonly: bool = False) -> Selected:
    """Open a folder. Raises NoFolder."""
    imap.untagged_responses.clear()
    status, answer = imap.select(quoted(folder), readonly)
    if status != "OK":
        raise NoFolder(folder)
    validity, following = _number(imap, "UIDVALIDITY"), _number(imap, "UIDNEXT")
    messages = int(answer[0] or 0)
    if following == 0:  # Some old servers do not tell.
        following = max(search(imap, "ALL"), default=0) + 1
    return Selected(validity, following, messages)


def _number(imap: imaplib.IMAP4, name: str) -> int:
    _status, found = imap.response(name)
    return int(found[-1]) if found and found[-1] else 0


def search(imap: imaplib.IMAP4, *criteria: str) -> list[int]:
    """Return the UIDs that meet the criteria, in ascending order."""
    status, answer = imap.uid("SEARCH", *criteria)
    if status != "OK":
        raise imaplib.IMAP4.error(f"SEARCH: {answer!r}")
    return sorted({int(one) for part in answer if part for one in part.split()})


def after(imap: imaplib.IMAP4, uid: int) -> list[int]:
    """Return the UIDs above one. (`n:*` names the last mail even when it lies below n.)"""
    return [one for one in search(imap, "UID", f"{uid + 1}:*") if one > uid]


def since(day: date) -> str:
    """A day as SEARCH wants it, in English whatever the locale."""
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"


def size(imap: imaplib.IMAP4, uid: int) -> int | None:
    """Return the size of a mail in bytes; None when it is not there any more."""
    for part in _fetched(imap, uid, "(RFC822.SIZE)"):
        found = _SIZE.search(part[0] if isinstance(part, tuple) else part or b"")
        if found:
            return int(found[1])
    return None


def content(imap: imaplib.IMAP4, uid: int, *, first: int | None = None) -> bytes | None:
    """Return the bytes of a mail, or its first ones; None when it is not there any more. It stays unread there."""
    what = "BODY.PEEK[]" if first is None else f"BODY.PEEK[]<0.{first}>"
    for part in _fetched(imap, uid, f"({what})"):
        if isinstance(part, tuple):
            return bytes(part[1])
    return None


def _fetched(imap: imaplib.IMAP4, uid: int, what: str) -> list[Any]:
    status, answer = imap.uid("FETCH", str(uid), what)
    if status != "OK":
        raise NotGiven(f"{answer!r}"[:300])
    return [part for part in answer if part]


def mark_seen(imap: imaplib.IMAP4, uids: str) -> None:
    """Mark mails as read."""
    _done(imap.uid("STORE", uids, "+FLAGS.SILENT", r"(\Seen)"))


def move(imap: imaplib.IMAP4, uids: str, *, to: str) -> None:
    """Move mails to a folder, which is made when it is missing."""
    if "MOVE" in imap.capabilities:
        if imap.uid("MOVE", uids, quoted(to))[0] != "OK":
            imap.create(quoted(to))
            _done(imap.uid("MOVE", uids, quoted(to)))
        return
    if imap.uid("COPY", uids, quoted(to))[0] != "OK":
        imap.create(quoted(to))
        _done(imap.uid("COPY", uids, quoted(to)))
    delete(imap, uids)


def delete(imap: imaplib.IMAP4, uids: str) -> None:
    """Delete mails; where the server can, only these and not what others have marked."""
    _done(imap.uid("STORE", uids, "+FLAGS.SILENT", r"(\Deleted)"))
    _done(imap.uid("EXPUNGE", uids) if "UIDPLUS" in imap.capabilities else imap.expunge())


def _done(answer: tuple[str, list[Any]]) -> None:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(f"{answer[1]!r}"[:300])


def ranges(above: int, up_to: int, *, but: Iterable[int]) -> str:
    """Write the UIDs above one and up to another, without some, as IMAP wants them: `5:7,9:20`."""
    made, start = [], above + 1
    for hole in sorted({uid for uid in but if above < uid <= up_to}):
        if start < hole:
            made.append(f"{start}:{hole - 1}")
        start = hole + 1
    if start <= up_to:
        made.append(f"{start}:{up_to}")
    return ",".join(made)


def quoted(folder: str) -> str:
    """A folder's name as a quoted string in modified UTF-7 (RFC 3501, 5.1.3)."""
    plain = folder.replace("\\", "\\\\").replace('"', '\\"')
    if plain.isascii():
        return '"' + plain.replace("&", "&-") + '"'
    from imap_tools.imap_utf7 import utf7_encode

    return '"' + utf7_encode(plain).decode("ascii") + '"'
