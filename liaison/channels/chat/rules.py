"""Decisions about chats from plain values."""

import hashlib
import math
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liaison.channels.chat.errors import Unanswered

LONGEST = 5_000  # Characters of one message.
FILES = 10  # Of one message.
LARGEST_MB = 10  # Of one file.
HANDLE = "visitor-"
ONLOOKS = "visit."  # Before the token of somebody who has a site open, whether they have spoken or not.


def new_token() -> str:
    """A token by which a visitor is recognised; only its digest is kept."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether a token is as long as one that nobody guesses, and of letters that every browser writes alike."""
    return re.fullmatch(r"[A-Za-z0-9_-]{43,64}", text) is not None


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_handle() -> str:
    """A name for a visitor in the customer's file, which opens nothing."""
    return HANDLE + secrets.token_hex(8)


def nameless(handle: str) -> str:
    """How a visitor who gave no name is called among us."""
    return f"Visitor {handle.removeprefix(HANDLE)[:4].upper()}"


def is_handle(text: str) -> bool:
    """Whether this is how a visitor is called."""
    return text.startswith(HANDLE) and len(text) == len(HANDLE) + 16


def answers_to(questions: Sequence[Mapping[str, Any]], given: Mapping[str, str]) -> dict[str, str]:
    """What was answered to the questions of a site, by their names. Raises Unanswered for one that must be."""
    answers = {}
    for question in questions:
        answer = " ".join(given.get(question["name"], "").split())[:500]
        if question["options"] and answer not in question["options"]:
            answer = ""
        if question["required"] and not answer:
            raise Unanswered(question=next(iter(question["label"].values()), ""))
        if answer:
            answers[question["name"]] = answer
    return answers


def file_name(text: str) -> str:
    """A name under which a file can be saved anywhere: its last part, without what a system or a reader trips over."""
    kept = "".join(char for char in text.replace("\\", "/").rpartition("/")[2] if char.isprintable())
    return kept.strip(" .")[-200:] or "file"


def file_type(text: str) -> str:
    """What a sender says a file is, if it reads like a type at all."""
    return text[:120] if re.fullmatch(r"[\w.+-]+/[\w.+-]+", text) else "application/octet-stream"


def fingerprint(chat: int, key: str) -> str:
    """One for each thing said: the same words sent twice by a page are one message."""
    return hashlib.sha256(f"chat:{chat}:{key}".encode()).hexdigest()


def is_open(hours: Mapping[str, Sequence[Sequence[str]]], zone: str, at: datetime) -> bool:
    """Whether a moment lies within office hours. No hours at all: always open."""
    if not hours:
        return True
    here = at.astimezone(_zone(zone))
    spans = hours.get(str(here.weekday()), ())
    return any(time.fromisoformat(a) <= here.time() < _end(b) for a, b in spans)


def opens_at(hours: Mapping[str, Sequence[Sequence[str]]], zone: str, after: datetime) -> datetime | None:
    """When office hours begin next; None when there are none or it is open."""
    if is_open(hours, zone, after):
        return None
    here = after.astimezone(_zone(zone))
    for days in range(8):
        day = here + timedelta(days=days)
        for begins in sorted(span[0] for span in hours.get(str(day.weekday()), ())):
            at = datetime.combine(day.date(), time.fromisoformat(begins), here.tzinfo)
            if at > here:
                return at
    return None


def _zone(name: str) -> ZoneInfo:
    """The zone of this name. One which the machine does not know any more must not close the chat."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _end(text: str) -> time:
    return time.max if text == "24:00" else time.fromisoformat(text)


def wait_minutes(place: int, *, most: int, serving: int, usual_seconds: float | None) -> int | None:
    """How long somebody at a place in the queue will wait, in whole minutes; None when it cannot be told.

    most: chats which those ready serve at once, all together; serving: how many of these they serve now.
    usual_seconds: how long a chat lasts as a rule, None when too few are known; one of those served ends, one after
    another, after an equal part of it.
    """
    if most <= 0:
        return None
    ahead = place - max(0, most - serving)
    if ahead <= 0:
        return 1
    return None if usual_seconds is None else max(1, math.ceil(ahead * usual_seconds / most / 60))
