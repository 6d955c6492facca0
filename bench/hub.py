"""Thousands of open pages on one process: what each costs, and how fast all of them hear."""

import asyncio
import base64
import json
import os
import resource
import struct
import time
from collections.abc import Iterator

from bench.desk import Desk, opened, session
from bench.figure import Figure, percentile

PAGES = int(os.environ.get("BENCH_PAGES", "5000"))
AT_ONCE = 200
ROUNDS = 5
KILOBYTES = 31
ALL_TOLD_MS = 500
PING = b"\x89"


def measure() -> Iterator[Figure]:
    """Memory for each page, and the time until 2,000 and 5,000 of them heard."""
    wanted = PAGES + 500
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(wanted, hard)), hard))
    with opened() as desk:
        cookie = session()
        yield from asyncio.run(_measure(desk, cookie))


async def _measure(desk: Desk, cookie: str) -> list[Figure]:
    warm = [await _page(desk, cookie, topic="health") for _ in range(50)]
    before = desk.memory()
    pages = list(warm)
    begun = time.perf_counter()
    while len(pages) < PAGES:
        topic = "health" if len(pages) < 2000 else "brand:1"
        pages += await asyncio.gather(*(_page(desk, cookie, topic=topic) for _ in range(AT_ONCE)))
    connected = time.perf_counter() - begun
    each = (desk.memory() - before) * 1024 / (len(pages) - len(warm))
    times = [await _all_hear(pages[:2000], "health") for _ in range(ROUNDS)]
    return [
        Figure(f"memory of each of {len(pages)} open pages", each, "KB", KILOBYTES),
        Figure("pages connected each second", len(pages) / connected, "1/s", 100, least=True),
        Figure(
            "2,000 pages told, p50",
            percentile([half for half, _ in times], 0.5),
            "ms",
            ALL_TOLD_MS / 2,
        ),
        Figure("2,000 pages told, the last", max(last for _, last in times), "ms", ALL_TOLD_MS),
    ]


async def _all_hear(pages: list["Page"], topic: str) -> tuple[float, float]:
    """Milliseconds until half of the pages and until the last of them heard."""
    from asgiref.sync import sync_to_async

    from liaison.kit.live import tell

    waiting = [page.next() for page in pages]
    begun = time.perf_counter()
    await sync_to_async(tell.nudge)(topic)
    heard = [(at - begun) * 1000 for at in await asyncio.gather(*waiting)]
    return percentile(heard, 0.5), max(heard)


class Page(asyncio.Protocol):
    """The least that a browser does: a handshake, one word, and reading."""

    def __init__(self, handshake: bytes, *, hello: bytes) -> None:
        self._handshake = handshake
        self._hello = hello
        self._waiting: asyncio.Future[float] | None = None
        self.welcome: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._handshake)

    def data_received(self, data: bytes) -> None:
        if b"101 Switching" in data:
            self._transport.write(self._hello)
            return
        if data[:1] == PING:
            self._transport.write(bytes((0x8A, 0x80 | data[1])) + bytes(4) + data[2 : 2 + data[1]])
            data = data[2 + data[1] :]
        if not data:
            return
        for future in (self.welcome, self._waiting):
            if b"welcome" in data or future is self._waiting:
                _settle(future)

    def next(self) -> asyncio.Future[float]:
        """When the next news comes."""
        self._waiting = asyncio.get_running_loop().create_future()
        return self._waiting


def _settle(future: asyncio.Future[float] | None) -> None:
    if future is not None and not future.done():
        future.set_result(time.perf_counter())


async def _page(desk: Desk, cookie: str, *, topic: str) -> Page:
    key = base64.b64encode(os.urandom(16)).decode()
    address = f"{desk.host}:{desk.port}"
    handshake = (
        f"GET /rt HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    )
    word = json.dumps({"hello": {"since": None, "topics": [topic, "ticket:*"]}}).encode()
    # Masked with zeros, which leaves the word as it is.
    frame = struct.pack("!BB4x", 0x81, 0x80 | len(word)) + word
    loop = asyncio.get_running_loop()
    _, page = await loop.create_connection(
        lambda: Page(handshake.encode(), hello=frame), desk.host, desk.port
    )
    await page.welcome
    return page
