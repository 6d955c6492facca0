"""Places in a list: opaque to whoever carries them, and good only for the list they were made for."""

import base64
import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from liaison.kit.errors import Invalid


def cursor_of(position: list[Any], *, bound: str) -> str:
    """Write down a place in a list. position: plain values; bound: the list, its filter and its order."""
    words = json.dumps(position, separators=(",", ":"))
    return base64.urlsafe_b64encode(f"{_mark(words, bound)}{words}".encode()).decode().rstrip("=")


def position_of(cursor: str, *, bound: str) -> list[Any] | None:
    """Return the place a cursor stands for, None for an empty one. Raises Invalid if it is of another list."""
    if not cursor:
        return None
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        said = ""
    mark, words = said[:16], said[16:]
    if not words or not hmac.compare_digest(mark.encode(), _mark(words, bound).encode()):
        raise Invalid(field="cursor", problem=_("take it from the page before, with the same filter"))
    position: list[Any] = json.loads(words)
    return position


def _mark(words: str, bound: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{bound}\n{words}".encode(), hashlib.sha256).hexdigest()[:16]
