"""The first thing that sees a request: live news to the hub, health at once, all else to the pages."""

import asyncio
import json
import logging
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Final

from django.http.request import host_validation_re

from liaison.kit.asgi.bridge import Bridge
from liaison.kit.asgi.errors import DoorRefusal, Gone, NoSuchHost
from liaison.kit.asgi.problem import problem
from liaison.kit.asgi.spool import Spooler
from liaison.kit.asgi.words import Answer, App, Piece, Receive, Scope, Send, first
from liaison.kit.health import Health
from liaison.kit.parts import Parts

log = logging.getLogger(__name__)

CHUNK: Final = 64 * 1024
NO_BODY: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Dispatcher:
    """The ASGI application of a process.

    pages: everything that is not named here. live: what answers WebSockets at the paths `live_at`.
    parts: started and stopped with the process.
    """

    def __init__(
        self,
        *,
        pages: Bridge,
        health: Health,
        parts: Parts,
        live: App | None = None,
        live_at: Collection[str] = ("/rt",),
        spooler: Spooler | None = None,
    ) -> None:
        self._pages = pages
        self._live = live
        self._live_at = frozenset(live_at)
        self._health = health
        self._parts = parts
        self._spooler = spooler or Spooler()
        self._disk = ThreadPoolExecutor(2, thread_name_prefix="disk")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, as ASGI wants it."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = self._well() if scope["path"] == "/healthz" else await self._page(scope, receive)
        except DoorRefusal as refusal:
            await self._refuse(refusal, scope, receive, send)
            return
        except Gone:
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": _with_length(answer)})
        if isinstance(answer.body, Piece):
            await self._pieces(answer.body, receive, send, head=scope["method"] == "HEAD")
        else:
            await _chunks(b"" if scope["method"] == "HEAD" else answer.body, send)

    async def _refuse(self, refusal: DoorRefusal, scope: Scope, receive: Receive, send: Send) -> None:
        answer = problem(refusal, scope)
        assert isinstance(answer.body, bytes)
        await send({"type": "http.response.start", "status": answer.status, "headers": _with_length(answer)})
        if refusal.unread:
            # The end of the answer closes the connection, and what still comes after that resets it.
            await send({"type": "http.response.body", "body": answer.body, "more_body": True})
            await self._spooler.throw_away(receive)
            await send({"type": "http.response.body", "body": b""})
        else:
            await send(
                {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body}
            )

    async def _page(self, scope: Scope, receive: Receive) -> Answer:
        _must_name_a_host(scope)
        announced = first(scope["headers"], b"content-length") or first(
            scope["headers"], b"transfer-encoding"
        )
        if scope["method"] in NO_BODY and announced in {None, b"0"}:
            return await self._pages.ask(scope, BytesIO())
        async with self._spooler.body(scope, receive) as body:
            return await self._pages.ask(scope, body)

    def _well(self) -> Answer:
        can_work, said = self._health.report()
        headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
        return Answer(200 if can_work else 503, headers, json.dumps(said).encode())

    async def _pieces(self, piece: Piece, receive: Receive, send: Send, *, head: bool) -> None:
        """Send a file chunk by chunk; `send` waits for the reader, a thread is borrowed for each read only."""
        # The server's `send` says nothing when the reader left: a film would be read to its end for nobody.
        left = asyncio.create_task(_left(receive))
        at, end = piece.start, piece.start + (0 if head else piece.length)
        try:
            while at < end and not left.done():
                chunk = await self._read(piece, at, min(CHUNK, end - at))
                at += len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            if not left.done():
                await send({"type": "http.response.body", "body": b""})
        finally:
            left.cancel()
            piece.file.close()

    async def _read(self, piece: Piece, at: int, length: int) -> bytes:
        def read() -> bytes:
            piece.file.seek(at)
            return piece.file.read(length)

        chunk = await asyncio.get_running_loop().run_in_executor(self._disk, read)
        if not chunk:
            raise EOFError("the file became shorter while it was sent")
        return chunk

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in self._live_at and self._live is not None:
            await self._live(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 4404})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self._parts.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._parts.stop()
        await self._pages.close()
        self._disk.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})


async def _chunks(body: bytes, send: Send) -> None:
    view = memoryview(body)
    for at in range(0, max(len(view), 1), CHUNK):
        chunk = bytes(view[at : at + CHUNK])
        await send({"type": "http.response.body", "body": chunk, "more_body": at + CHUNK < len(view)})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _must_name_a_host(scope: Scope) -> None:
    """Raise NoSuchHost, and write one line, where Django would write forty for each request of a scanner."""
    named = [value.decode("latin-1") for key, value in scope["headers"] if key == b"host"]
    if len(named) > 1 or not all(host_validation_re.fullmatch(name.lower()) for name in named):
        log.warning("%s %r refused: it is for no host but %.200r", scope["method"], scope["path"], named)
        raise NoSuchHost


def _with_length(answer: Answer) -> list[tuple[bytes, bytes]]:
    if answer.header(b"content-length") is not None or answer.status in {204, 304}:
        return answer.headers
    return [*answer.headers, (b"content-length", b"%d" % answer.length)]
