"""Questions over kept connections and lines to the hub, with no more Python than they need."""

import asyncio
import base64
import json
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

TEXT, CLOSE, PING = 1, 8, 9
SLACK = 30.0
"""Seconds after which an answer is given up: whoever asked may ask again."""


class Broken(Exception):
    """The connection ended before the answer."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


class _Wire(asyncio.Protocol):
    """One kept connection; one question at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._got = bytearray()
        self._awaited: asyncio.Future[Answer] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def ask(self, question: bytes) -> "asyncio.Future[Answer]":
        assert self.transport
        self._awaited = self._loop.create_future()
        self.transport.write(question)
        return self._awaited

    def data_received(self, data: bytes) -> None:
        self._got += data
        head = self._got.find(b"\r\n\r\n")
        if head < 0:
            return
        size = _length(bytes(self._got[:head]))
        if len(self._got) >= head + 4 + size:
            answer = Answer(int(self._got[9:12]), bytes(self._got[head + 4 : head + 4 + size]))
            self._got.clear()
            if self._awaited and not self._awaited.done():
                self._awaited.set_result(answer)

    def connection_lost(self, failure: Exception | None) -> None:
        self.transport = None
        if self._awaited and not self._awaited.done():
            self._awaited.set_exception(Broken())


def _length(head: bytes) -> int:
    at = head.lower().find(b"\r\ncontent-length:")
    return int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


class Wires:
    """The kept connections to one door, as a proxy before the desk would hold them."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._free: list[_Wire] = []

    async def ask(self, method: str, path: str, head: str, body: bytes = b"") -> Answer:
        """Ask once. head: more header lines, each with its end. Raises Broken or OSError."""
        said = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{head}"
        if body:
            said += f"Content-Length: {len(body)}\r\n"
        question = said.encode() + b"\r\n" + body
        wire = await self._wire()
        async with asyncio.timeout(SLACK):
            try:
                answer = await wire.ask(question)
            except BaseException:
                if wire.transport:
                    wire.transport.abort()
                raise
        self._free.append(wire)
        return answer

    async def _wire(self) -> _Wire:
        while self._free:
            wire = self._free.pop()
            if wire.transport and not wire.transport.is_closing():
                return wire
        _, made = await asyncio.get_running_loop().create_connection(_Wire, self.host, self.port)
        return made

    def close(self) -> None:
        """Hang up."""
        for wire in self._free:
            if wire.transport:
                wire.transport.abort()
        self._free.clear()


class Line(asyncio.Protocol):
    """A WebSocket to the hub. hears: each word of it. lost: called once when the line is gone."""

    def __init__(self, handshake: bytes, *, hears: Callable[[Any], None], lost: Callable[[], None]) -> None:
        self._handshake = handshake
        self._hears = hears
        self._lost = lost
        self._got = b""
        self._open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        transport.write(self._handshake)

    def say(self, word: dict[str, Any]) -> None:
        """Say something; lost when the line is."""
        if self.transport:
            body = json.dumps(word).encode()
            size = (
                struct.pack("!B", 0x80 | len(body))
                if len(body) < 126
                else struct.pack("!BH", 0xFE, len(body))
            )
            # Masked with zeros, which leaves the word as it is.
            self.transport.write(b"\x81" + size + b"\0\0\0\0" + body)

    def data_received(self, data: bytes) -> None:
        self._got += data
        if not self._open:
            head, end, rest = self._got.partition(b"\r\n\r\n")
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self.close()
                return
            self._open, self._got = True, rest
            if not self.opened.done():
                self.opened.set_result(None)
        while self._frame():
            pass

    def _frame(self) -> bool:
        got = self._got
        if len(got) < 2:
            return False
        size, start = got[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(got[2:4]), 4
        elif size == 127:
            size, start = int.from_bytes(got[2:10]), 10
        if len(got) < start + size:
            return False
        self._got = got[start + size :]
        self._take(got[0] & 0x0F, got[start : start + size])
        return True

    def _take(self, kind: int, body: bytes) -> None:
        if kind == TEXT:
            self._hears(json.loads(body))
        elif kind == PING and self.transport:
            self.transport.write(bytes((0x8A, 0x80 | len(body))) + bytes(4) + body)
        elif kind == CLOSE:
            self.close()

    def connection_lost(self, failure: Exception | None) -> None:
        self.transport = None
        if not self.opened.done():
            self.opened.set_exception(Broken())
            self.opened.exception()
        self._lost()

    def close(self) -> None:
        """Hang up; `lost` is told."""
        if self.transport:
            self.transport.abort()


def handshake(host: str, port: int, path: str, head: str) -> bytes:
    """The words with which a browser asks for a WebSocket. head: more header lines, each with its end."""
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{head}"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()
