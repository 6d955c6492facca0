"""The token of forms. Django's own way of masking it took a tenth of the time in which a whole list is drawn."""

import os
from typing import Final

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

_CHARS: Final = CSRF_ALLOWED_CHARS
_PLACE: Final = {char: place for place, char in enumerate(_CHARS)}
_FAIR: Final = 256 - 256 % len(_CHARS)
_TO_CHARS: Final = bytes(ord(_CHARS[byte % len(_CHARS)]) for byte in range(256))
_UNFAIR: Final = bytes(range(_FAIR, 256))
"""Bytes that would have some letters come more often than others."""


def csrf_token(request: HttpRequest) -> str:
    """Return the token for a form, masked anew each time, so that compression betrays nothing of it (BREACH).

    What Django's `get_token` does, as it does it, for a browser that has the cookie and for one that has none yet;
    whatever else was sent is left to Django.
    """
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        request.META["CSRF_COOKIE"] = secret = _random()
    elif len(secret) != CSRF_SECRET_LENGTH or not _PLACE.keys() >= set(secret):
        return get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True  # The cookie lives a year from its last use.
    mask = _random()
    places = zip(secret, mask, strict=True)
    return mask + "".join(_CHARS[(_PLACE[one] + _PLACE[other]) % len(_CHARS)] for one, other in places)


def _random() -> str:
    made = b""
    while len(made) < CSRF_SECRET_LENGTH:
        made += os.urandom(2 * CSRF_SECRET_LENGTH).translate(_TO_CHARS, _UNFAIR)
    return made[:CSRF_SECRET_LENGTH].decode()
