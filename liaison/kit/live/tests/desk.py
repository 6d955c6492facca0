"""A hub behind a real server, with news and neighbours in memory; for tests."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from liaison.kit.asgi.bridge import WSGIApp
from liaison.kit.asgi.tests.serving import dispatcher, nothing
from liaison.kit.health import Health
from liaison.kit.live.door import Door
from liaison.kit.live.hub import Hub
from liaison.kit.live.words import Heard, Line, Listener
from liaison.kit.parts import Part, Parts

NAMES = {
    "bo": Listener("member:2", "Bo"),
    "ana": Listener("member:1", "Ana"),
    "tess": Listener("member:3", "Tess"),
}


class Paper:
    """News and the words between processes, in memory."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.before: Callable[[], Any] | None = None
        self._ears: set[asyncio.Queue[tuple[Heard, str] | Exception]] = set()

    async def latest(self) -> int:
        return self.lines[-1].seq if self.lines else 0

    async def since(self, seq: int, *, limit: int) -> list[Line]:
        found = [line for line in self.lines if line.seq > seq][:limit]
        if self.before:
            await self.before()
        return found

    def print(self, *refs: str, aloud: bool = True) -> int:
        """A new line about these; without `aloud` the word of it is lost."""
        seq = self.lines[-1].seq + 1 if self.lines else 1
        self.lines.append(Line(seq, refs))
        if aloud:
            self.say(Heard.NEWS, f"{seq}-{seq}")
        return seq

    def say(self, kind: Heard, word: str = "") -> None:
        for ear in self._ears:
            ear.put_nowait((kind, word))

    def cut(self) -> None:
        """Break every line."""
        for ear in self._ears:
            ear.put_nowait(ConnectionError())

    async def listen(self) -> AsyncIterator[tuple[Heard, str]]:
        ear: asyncio.Queue[tuple[Heard, str] | Exception] = asyncio.Queue()
        self._ears.add(ear)
        try:
            yield Heard.QUIET, ""
            while True:
                heard = await ear.get()
                if isinstance(heard, Exception):
                    raise heard
                yield heard
        finally:
            self._ears.discard(ear)

    async def tell(self, payload: str) -> None:
        self.say(Heard.SIDE, payload)

    async def close(self) -> None:
        pass


class Desk:
    """A served hub. `hidden` are topics that nobody may hear; `out` are people who signed out; `passed` who came and
    who went, as it was told."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.health = Health()
        self.hidden: set[str] = set()
        self.out: set[str] = set()
        self.passed: list[tuple[set[str], set[str]]] = []
        door = Door(
            who=self._who, may_listen=lambda _, t: t not in self.hidden, trusted=["https://desk.example"]
        )
        self.hub = Hub(news=paper, backend=paper, door=door, health=self.health, passes=self._passes)
        self.address = ""

    def _passes(self, came: set[str], went: set[str]) -> None:
        self.passed.append((came, went))

    def _who(self, cookies: str) -> Listener | None:
        name = cookies.removeprefix("name=")
        return None if name in self.out else NAMES.get(name)

    @contextlib.asynccontextmanager
    async def page(self, name: str = "bo", *topics: str, since: int | None = None) -> AsyncIterator["Page"]:
        """An open page of somebody, which listens to these topics."""
        headers = {"Cookie": f"name={name}"}
        async with connect(
            f"ws://{self.address}/rt", origin=f"http://{self.address}", additional_headers=headers
        ) as socket:
            page = Page(socket)
            await page.say(hello={"since": since, "topics": list(topics)})
            while "welcome" not in page.welcome:
                page.welcome = await page.hear()
                page.missed.append(page.welcome)
            page.missed.pop()
            yield page


class Page:
    """One socket and what comes through it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.welcome: dict[str, Any] = {}
        self.missed: list[dict[str, Any]] = []

    async def say(self, **words: Any) -> None:
        await self.socket.send(json.dumps(words))

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(10):
            heard = json.loads(await self.socket.recv())
        assert isinstance(heard, dict)
        return heard

    async def closed(self) -> int | None:
        """Wait for the end; return its code."""
        async with asyncio.timeout(10):
            await self.socket.wait_closed()
        return self.socket.close_code


async def soon(_: float) -> None:
    """A pause before a part is started again, which lasts no time."""


@contextlib.asynccontextmanager
async def served(paper: Paper | None = None, *, pages: WSGIApp = nothing) -> AsyncIterator[Desk]:
    """A desk behind a real server in the running loop."""
    desk = Desk(paper or Paper())
    parts = Parts([Part("live", desk.hub.run)], health=desk.health, pause=soon)
    listening = socket.create_server(("127.0.0.1", 0))
    desk.address = "{}:{}".format(*listening.getsockname())
    app = dispatcher(pages, live=desk.hub, parts=parts, health=desk.health)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, ws="websockets-sansio", ws_per_message_deflate=False)
    )
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield desk
    finally:
        server.should_exit = True
        await task
