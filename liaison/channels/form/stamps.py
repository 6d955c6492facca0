"""What a page of ours carries, so that what comes back is known to come from it, and how long it was open.

It also names this one opening of the page: sent twice, it is handed in once.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.signing import BadSignature, Signer

from liaison.channels.form.errors import TooOld, TooQuick
from liaison.kit.clock import now

LEAST: Final = timedelta(seconds=2)  # Nobody reads and fills in a form faster.
MOST: Final = timedelta(hours=12)
_SIGNER: Final = "liaison.form.stamp"


@dataclass(frozen=True)
class Stamp:
    """key: of this opening of the page."""

    key: str
    text: str


def new_stamp(form: str, *, key: str = "") -> Stamp:
    """A stamp for a page that is opened now. form: its key. key: of an opening that goes on."""
    key = key or secrets.token_hex(8)
    signed = Signer(salt=_SIGNER).sign(f"{form}:{key}:{int(now().timestamp())}")
    return Stamp(key, signed)


def key_of(form: str, text: str) -> str:
    """The key of a stamp, however old it is; empty when it was not made by us for this form."""
    return _opened(form, text)[0]


def check(form: str, text: str) -> str:
    """Return the key of a stamp. Raises TooOld for an old or a foreign one, TooQuick for one just made."""
    key, at = _opened(form, text)
    age = now().timestamp() - at
    if not key or age > MOST.total_seconds():
        raise TooOld
    if age < LEAST.total_seconds():
        raise TooQuick
    return key


def _opened(form: str, text: str) -> tuple[str, int]:
    try:
        whose, key, at = Signer(salt=_SIGNER).unsign(text).split(":")
    except (BadSignature, ValueError):
        return "", 0
    return (key, int(at)) if whose == form else ("", 0)
