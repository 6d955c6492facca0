"""Who may come in: a page of our own with somebody signed in before it, or any page with a token of ours."""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Final, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connections
from django.http import HttpRequest, parse_cookie

from liaison.kit.asgi.words import Headers, Scope, first
from liaison.kit.live.words import Attends, Listener, MayListen, Who

T = TypeVar("T")
TOKEN: Final = "token "  # noqa: S105 (the mark before one)
"""Before a token among credentials; whatever does not begin so is a Cookie header."""


class Door:
    """Asks who somebody is and what they may hear, in threads of its own.

    trusted: origins (`https://desk.example.com`) which are ours though the Host header names another.
    tokens_at: the path at which pages of other sites come in by a token, offered as the second subprotocol (a browser
    lets a page set no header); cookies count for nothing there, so any page may try.
    """

    def __init__(
        self, *, who: Who, may_listen: MayListen, trusted: Collection[str] = (), tokens_at: str = ""
    ) -> None:
        self._who = who
        self._may_listen = may_listen
        self._trusted = frozenset(trusted)
        self._tokens_at = tokens_at
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="live")

    def is_ours(self, headers: Headers) -> bool:
        """Tell whether the page that opens this socket is ours; a browser always says whose it is.

        Without this any web site could listen with the cookie of somebody signed in here.
        """
        origin = (first(headers, b"origin") or b"").decode("latin-1")
        host = (first(headers, b"host") or b"").decode("latin-1")
        return origin in self._trusted or (bool(host) and urlsplit(origin).netloc.lower() == host.lower())

    def credentials(self, scope: Scope) -> str | None:
        """Return what a socket shows of its reader, for `who`; None for a page that may not come in here."""
        if self._tokens_at and scope["path"] == self._tokens_at:
            return f"{TOKEN}{(scope.get('subprotocols') or [''])[-1]}"
        if not self.is_ours(scope["headers"]):
            return None
        return (first(scope["headers"], b"cookie") or b"").decode("latin-1")

    async def who(self, credentials: str) -> Listener | None:
        """Return whom these credentials show."""
        return await self._in_thread(lambda: self._who(credentials))

    async def allowed(self, listener: Listener, topics: Collection[str]) -> set[str]:
        """Return those of the topics of which this listener may hear."""
        if not topics:
            return set()
        return await self._in_thread(lambda: {t for t in topics if self._may_listen(listener, t)})

    async def tell(self, attends: Attends, here: set[str]) -> None:
        """Tell somebody who is here."""
        await self._in_thread(lambda: attends(here))

    async def _in_thread(self, question: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _ask, question)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _ask(question: Callable[[], T]) -> T:
    try:
        return question()
    finally:
        connections.close_all()  # Given back to the pool: these threads ask seldom.


def signed_in(cookies: str) -> AbstractBaseUser | None:
    """Return the user whose session these cookies carry, if it stands and the user is active."""
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return user if isinstance(user, AbstractBaseUser) and user.is_authenticated else None
