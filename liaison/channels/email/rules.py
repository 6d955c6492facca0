"""Decisions about mails from plain values."""

import hashlib
import re
from collections.abc import Iterable


def bare_address(address: str) -> str:
    """The address under which a mailbox is looked up: lower case, no plus tag, the domain in ASCII."""
    local, at, domain = address.strip().strip("<>").rpartition("@")
    if not at:
        return address.strip().lower()
    return f"{local.split('+', 1)[0].lower()}@{ascii_domain(domain)}"


def is_address(text: str) -> bool:
    """Whether a mail could be sent there: something before and behind one @, nothing that would break a header."""
    local, at, domain = text.strip().rpartition("@")
    return bool(local and at and domain) and not any(c.isspace() or c in "<>,;" for c in text.strip())


def ascii_domain(domain: str) -> str:
    """The domain as the domain name system knows it: bücher.example as xn--bcher-kva.example."""
    try:
        return domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return domain.lower()


def ascii_address(address: str) -> str:
    """The address as it travels: the domain in ASCII, the letters before the @ as they are."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local}@{ascii_domain(domain)}" if at else domain


_NOBODY = re.compile(
    r"^(?:no|not|non|do-?not|ne|nicht|keine|nao)[-_.]?(?:reply|respond|response|antwort(?:en)?|repondre|replay)"
    r"|^(?:mailer-daemon|postmaster|bounces?|daemon|nobody|abuse|root|listserv|majordomo|mdaemon|autoreply|auto-reply)"
    r"(?:[-+=_.]|$)|(?:-|_|\+|^)bounces?(?:[-+=_.]|$)|(?:^|[-_.])owner-|-(?:request|owner)$",
    re.IGNORECASE,
)


def is_nobody(address: str) -> bool:
    """Whether nobody reads answers to this address: a daemon, a list, a `noreply`."""
    local, at, _domain = address.strip().rpartition("@")
    return not at or bool(_NOBODY.search(local))


def parcel_key(raw: bytes, *, door: str, day: str) -> str:
    """The key under which a raw mail is kept once per door.

    A sender that missed our answer offers the very same bytes again. Only where nothing in the mail tells one
    sending from another, neither an id nor a date, the day does (`day`, UTC).
    """
    head = raw[:65536].split(b"\r\n\r\n", 1)[0].lower()
    nameless = b"\nmessage-id:" not in b"\n" + head and b"\ndate:" not in b"\n" + head
    return f"{door}:{hashlib.sha256(raw).hexdigest()}" + (f":{day}" if nameless else "")


def fingerprint(*parts: str | Iterable[str]) -> str:
    """One short name for what makes a mail this mail, whichever way it reached us."""
    made = hashlib.sha256()
    for part in parts:
        words = part if isinstance(part, str) else "\x1f".join(part)
        made.update(words.encode("utf-8", "surrogatepass") + b"\x1e")
    return made.hexdigest()
