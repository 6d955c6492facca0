"""Decisions about who may come in, from plain values."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.utils.crypto import salted_hmac

MB: Final = 2**20
LARGEST: Final = 10 * MB  # Bytes of one file.
FILES: Final = 5
LONGEST: Final = 20_000  # Characters of one message.
LETTER: Final = timedelta(minutes=20)  # How long link and code of a letter are good.
VISIT: Final = timedelta(days=14)
GUEST: Final = timedelta(days=1)
FOLLOW: Final = timedelta(days=90)  # How long the link to one ticket is good.
PROOF: Final = timedelta(hours=1)  # How long what proves an address or number is good.
TRIES: Final = 4
DIGITS: Final = 6


def new_token() -> str:
    """Something that cannot be guessed; only its digest is kept."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A code that can be typed."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(code: str, *, asking: int, of: str = "code") -> str:
    """What is kept of a code: under our key, for there are too few codes to hide one by hashing alone.

    asking: id of what it is the code of; of: what that is, `code` of a sign-in or `proof`.
    """
    return salted_hmac(f"liaison.portal.{of}", f"{asking}:{code}", algorithm="sha256").hexdigest()


def bare_code(typed: str) -> str:
    """A code as people type it: with spaces or a hyphen between the digits."""
    return "".join(letter for letter in typed if letter.isascii() and letter.isdigit())[: DIGITS + 1]


def fingerprint(customer: int, key: str) -> str:
    """One for each thing said: sent twice by a page it is one message."""
    return hashlib.sha256(f"portal:{customer}:{key}".encode()).hexdigest()
