"""Decisions about tickets from plain values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PREVIEW = 160
_REPLY_MARKS = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|rif|ref|r|odp|ats|vast|fw|fwd|wg|tr|pd|rv|enc|i|ff|отв|ответ|на|пересл|tl|trả lời)"
    r"(?:\[\d+\]|\(\d+\))?\s*[:：]\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """A ticket on which an arrival could lie.

    by: how it was found: `token` or `references`. addresses: everybody who took part in it, in normal form.
    """

    ticket: int
    by: str
    addresses: frozenset[str]


@dataclass(frozen=True)
class Placement:
    """Where an arrival belongs. ticket: None for a new one. suggested: one it may belong to."""

    ticket: int | None
    why: str
    suggested: int | None = None


def place(sender: str, *, candidates: Iterable[Candidate]) -> Placement:
    """Decide where a message belongs: a trace of ours and a sender who takes part, together.

    sender: address in its normal form. candidates: the best trace first.
    A trace that comes from a stranger's address only suggests: two customers' mails are never glued.
    """
    suggested = None
    for candidate in candidates:
        if sender in candidate.addresses:
            return Placement(candidate.ticket, candidate.by)
        suggested = suggested or candidate.ticket
    return Placement(None, "stranger" if suggested else "new", suggested)


def bare_subject(subject: str) -> str:
    """The subject without the marks of replies and forwards, in whatever language."""
    return _REPLY_MARKS.sub("", subject).strip()


def preview(text: str) -> str:
    """The first words, for the list."""
    words = " ".join(text[: PREVIEW * 4].split())
    return words if len(words) <= PREVIEW else words[: PREVIEW - 1].rstrip() + "…"
