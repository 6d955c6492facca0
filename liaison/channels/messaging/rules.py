"""Decisions about messengers from plain values."""

import hashlib
import re

import phonenumbers

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def number(text: str) -> str:
    """A telephone number in its one form (+37061234567), from any form that has the country; empty for none."""
    text = text.strip().removeprefix("whatsapp:")
    digits = "".join(c for c in text if c.isdigit())
    try:
        found = phonenumbers.parse(text if text.startswith("+") else f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def is_number(text: str) -> bool:
    """Whether somebody could be reached under this number."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text.strip(), None))
    except phonenumbers.NumberParseException:
        return False


def peer_number(text: str) -> str:
    """The address of whoever sends a text message: a number in its one form, else the word or short code it is."""
    found = number(text)
    return found if found and is_number(found) else text.strip()


def key_of(door: str, raw: bytes) -> str:
    """The key of a webhook: the same body offered again is the same thing."""
    return f"{door}:{hashlib.sha256(raw).hexdigest()}"


def fingerprint(external_id: str) -> str:
    """One for each message, whichever webhook brings it."""
    return hashlib.sha256(external_id.encode()).hexdigest()


def places_in(body: str) -> list[str]:
    """The places of a template that are filled in, in their order."""
    return list(dict.fromkeys(_PLACE.findall(body)))


def split(body: str) -> list[tuple[str, str]]:
    """A template as it is shown: each piece its words and, where it is filled in, the place behind them."""
    words = _PLACE.split(body)  # Words and places take turns; the last words have no place behind them.
    return list(zip(words[::2], [*words[1::2], ""], strict=True))


def filled(body: str, values: list[str]) -> str:
    """The words of a template with its places filled in."""
    given = dict(zip(places_in(body), values, strict=False))
    return _PLACE.sub(lambda place: given.get(place[1], place[0]), body)


def file_words(name: str, type_: str) -> str:
    """What a message says that has only a file."""
    return f"📎 {name or type_}"


def cut(text: str, longest: int) -> list[str]:
    """A text in pieces of so many bytes (UTF-8) at most, cut between words where there are any."""
    pieces = []
    while len(text.encode()) > longest:
        head = text.encode()[:longest].decode(errors="ignore")
        at = max(head.rfind("\n"), head.rfind(" "))
        end = at if at > len(head) // 2 else len(head)
        pieces.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*pieces, text] if text or not pieces else pieces
