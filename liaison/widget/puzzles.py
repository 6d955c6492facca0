"""A sum which a visitor's computer finds before the first word: nothing for one, dear for whoever sends thousands.

Wanted is a number so that SHA-256 of `stamp:number` begins with so many zero bits (Hashcash, after Adam Back, 2002).
"""

import hashlib
import secrets
from typing import Final

from django.core import signing

from liaison.channels.chat.errors import NotSolved
from liaison.channels.chat.models import Site
from liaison.kit.pace import PACES, Pace

SALT: Final = "chat puzzle"
GOOD_SECONDS: Final = 3600
ONCE: Final = Pace(1, GOOD_SECONDS)
LONGEST: Final = 20  # Digits.


def new_puzzle(site: Site) -> dict[str, object] | None:
    """What is asked of a visitor of this site; None where nothing is."""
    if not site.puzzle:
        return None
    stamp = signing.dumps([site.key, secrets.token_hex(8)], salt=SALT)
    return {"stamp": stamp, "bits": site.puzzle}


def check(site: Site, stamp: str, number: str) -> None:
    """Raises NotSolved for a wrong number, for a stamp of another site, an old one, or one that was used."""
    if not site.puzzle:
        return
    try:
        key, _ = signing.loads(stamp, salt=SALT, max_age=GOOD_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as forged:
        raise NotSolved from forged
    if (
        key != site.key
        or not number.isdecimal()
        or len(number) > LONGEST
        or not is_solved(stamp, number, site.puzzle)
    ):
        raise NotSolved
    if not PACES.takes("puzzle", stamp, ONCE):
        raise NotSolved


def is_solved(stamp: str, number: str, bits: int) -> bool:
    """Whether the hash of a stamp and a number begins with so many zero bits."""
    found = hashlib.sha256(f"{stamp}:{number}".encode()).digest()
    return int.from_bytes(found) >> (len(found) * 8 - bits) == 0
