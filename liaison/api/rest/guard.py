"""Who is asking: a bearer token, in force, with the scope, and not too often."""

import math
import threading
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from liaison.api import actions, queries, rules
from liaison.api.errors import MissingScope, NoToken, TooMany, WrongToken
from liaison.api.words import Access

BURST = 180.0
"""Seconds of steady allowance that may be used at once: an import is a burst, a loop gone wild is not."""

_buckets: dict[int, rules.Bucket] = {}
_lock = threading.Lock()


class Bearer(HttpBearer):
    """Lets a request through whose token may read what this room keeps.

    room: the scope which is asked for besides `read` and `*`; None where the scope depends on what is asked.
    """

    openapi_description = "Made by `liaison token create --name NAME --scope SCOPE`."

    def __init__(self, room: str | None) -> None:
        super().__init__()
        self.room = room

    def __call__(self, request: HttpRequest) -> Access:
        word, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if word.lower() != "bearer" or not secret.strip():
            raise NoToken
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Access:
        """Find the token and check its scope and its allowance; raises the refusals of this room."""
        found = queries.of_secret(token)
        if found is None:
            raise WrongToken
        count(found.token)
        actions.used(found)
        if self.room and not rules.may_read(self.room, scopes=found.scopes):
            raise MissingScope(scope=self.room)
        return found


def count(token: int) -> None:
    """Take one request from a token's allowance in this process. Raises TooMany."""
    per_second: float = settings.LIAISON["API_PER_SECOND"]
    if not per_second:
        return
    most, now = max(1.0, per_second * BURST), time.monotonic()
    with _lock:
        bucket = _buckets.setdefault(token, rules.Bucket(most, now))
        wait = bucket.take(now=now, per_second=per_second, most=most)
    if wait:
        raise TooMany(seconds=math.ceil(wait))


def caller(request: Any) -> Access:
    """The caller of a request which the guard has let through."""
    found: Access = request.auth
    return found
