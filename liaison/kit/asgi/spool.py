"""Request bodies are taken in whole before a thread is given to them: a slow sender holds no thread."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Final

from liaison.kit.asgi.errors import Gone, TooBusy, TooLarge, TooSlow
from liaison.kit.asgi.words import Receive, Scope, first

MEGABYTE: Final = 2**20
# What fits here stays in memory; forms and API calls do, attachments go to a temporary file.
IN_MEMORY: Final = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much and how slowly a request may come in.

    size: bytes of one body. together: bytes of all bodies that are under way at once.
    silence: longest time without a byte. patience: a body may take this long, and besides
    one second for every `slowest` bytes that came.
    farewell: for so long, or until it is silent for `hush`, the rest of a refused body is read and thrown away.
    """

    size: int = 64 * MEGABYTE
    together: int = 2048 * MEGABYTE
    silence: timedelta = timedelta(seconds=20)
    patience: timedelta = timedelta(seconds=30)
    slowest: int = 2048
    farewell: timedelta = timedelta(minutes=1)
    hush: timedelta = timedelta(seconds=5)


class Spooler:
    """Takes in bodies within limits that hold for each and for all together."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._held = 0

    @asynccontextmanager
    async def body(self, scope: Scope, receive: Receive) -> AsyncIterator[IO[bytes]]:
        """Yield the whole body as a file that stands at its beginning.

        Raises TooLarge, TooSlow, TooBusy (no room for it now) or Gone (the sender went away).
        """
        # An announced size is refused before the sender has sent it, as `Expect: 100-continue` hopes for.
        announced = int(first(scope["headers"], b"content-length") or 0)
        self._check(announced)
        if self._held + announced > self.limits.together:
            raise _no_room()
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
            taken = 0
            try:
                async for chunk in self._chunks(receive):
                    taken += len(chunk)
                    self._held += len(chunk)
                    self._check(taken)
                    file.write(chunk)
                file.seek(0)
                yield file
            finally:
                self._held -= taken

    async def _chunks(self, receive: Receive) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        limits = self.limits
        latest = loop.time() + limits.patience.total_seconds()
        while True:
            try:
                async with asyncio.timeout_at(min(latest, loop.time() + limits.silence.total_seconds())):
                    message = await receive()
            except TimeoutError:
                raise TooSlow from None
            if message["type"] == "http.disconnect":
                raise Gone
            chunk: bytes = message.get("body", b"")
            latest += len(chunk) / limits.slowest
            if chunk:
                yield chunk
            if not message.get("more_body"):
                return

    def _check(self, size: int) -> None:
        if size > self.limits.size:
            raise TooLarge(megabytes=self.limits.size // MEGABYTE)
        if self._held > self.limits.together:
            raise _no_room()

    async def throw_away(self, receive: Receive) -> None:
        """Read the rest of a body that was refused: most senders look for an answer only when they have sent it all."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + self.limits.farewell.total_seconds()
        with suppress(TimeoutError):
            while True:
                async with asyncio.timeout_at(min(latest, loop.time() + self.limits.hush.total_seconds())):
                    message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return


def _no_room() -> TooBusy:
    refusal = TooBusy()
    refusal.unread = True
    return refusal
