"""A visitor's page, as `widget/static/widget/chat.js` and `line.js` behave."""

import asyncio
import contextlib
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bench.talk.book import Book
from bench.talk.wires import Answer, Broken, Line, Wires, handshake

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
AGAIN = 1.0
FAILED = (Broken, OSError, TimeoutError)


@dataclass(frozen=True)
class Person:
    """Somebody who has spoken before. number: among all of them."""

    number: int
    site: str
    token: str
    handle: str
    chat: int
    ticket: int
    ticket_number: int


class Visitor:
    """One page with the chat open. doors: tried in turn, as a name with several addresses or a proxy has it."""

    def __init__(self, who: Person, *, wires: Wires, book: Book) -> None:
        self.who = who
        self.words = 0
        self.came_back: list[float] = []
        self._wires = wires
        self._book = book
        self._line: Line | None = None
        self._tries = 0
        self._coming = False
        self._spread = 0.0
        self._last = 0
        self._looking = self._once_more = False
        self._outbox: asyncio.Lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._welcome = asyncio.Event()
        self.ended = False
        # A place of their own: the desk counts how often one network asks.
        n = who.number
        self._head = (
            f"Authorization: Bearer {who.token}\r\nX-Forwarded-For: 10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}\r\n"
            "Origin: https://shop.example\r\nContent-Type: application/json\r\n"
        )

    async def connect(self) -> None:
        """Open the line and wait until the desk says welcome."""
        await self._connect()
        await self._welcome.wait()

    async def _connect(self) -> None:
        head = f"Origin: https://shop.example\r\nSec-WebSocket-Protocol: liaison, {self.who.token}\r\n"
        wires = self._wires
        asked = handshake(wires.host, wires.port, "/chat/rt", head)
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(
            lambda: Line(asked, hears=self._hear, lost=self._lost), wires.host, wires.port
        )
        self._line = line
        await line.opened
        topic = f"chat:{self.who.chat}"
        line.say({"hello": {"topics": [topic]}, "here": topic})

    def _hear(self, word: dict[str, Any]) -> None:
        if word.keys() & {"welcome", "at"}:
            self._spread = word.get("spread", 0)
        if "welcome" in word:
            if self._tries:
                self.came_back.append(asyncio.get_running_loop().time())
            self._tries = 0
            self._welcome.set()
        if {"welcome", "news", "reload"} & word.keys():
            self.look()
        if "given" in word:
            self._given(word["given"])

    def _lost(self) -> None:
        self._line = None
        if not self.ended and not self._coming:
            self._coming = True
            self._do(self._come_back())

    async def _come_back(self) -> None:
        while self._line is None and not self.ended:
            wait = min(FIRST_WAIT * 2**self._tries, LONGEST_WAIT)
            self._tries += 1
            await asyncio.sleep(wait * (0.5 + random.random()) + self._spread * random.random())
            if self._line is None and not self.ended:
                with contextlib.suppress(*FAILED):
                    await self._connect()
        self._coming = False

    def _given(self, line: dict[str, Any]) -> None:
        if self._looking:
            self._once_more = True
        else:
            self._do(self._apply([line]))

    def look(self) -> None:
        """Ask what is new; asked again while asking, it asks once more afterwards."""
        if self._looking:
            self._once_more = True
        else:
            self._looking = True
            self._do(self._look())

    async def _look(self) -> None:
        try:
            path = f"/chat/{self.who.site}/look/?after={self._last}&language=en"
            answer = await self._wires.ask("GET", path, self._head)
            if answer.status == 200:
                await self._apply(json.loads(answer.body)["lines"])
        except FAILED:
            pass
        finally:
            self._looking = False
            if self._once_more:
                self._once_more = False
                self.look()

    async def _apply(self, lines: list[dict[str, Any]]) -> None:
        theirs = 0
        for line in lines:
            if line["id"] <= self._last:
                continue
            self._last = line["id"]
            if not line.get("mine"):
                theirs = line["id"]
                self._book.see(line["text"].split()[0])
        if theirs:
            await self._post("see/", {"message": theirs})

    def say(self) -> None:
        """Write something and press Send."""
        self.words += 1
        marker = f"q{self.who.number}x{self.words}"
        self._book.say(marker)
        self._do(self._send(marker))
        if self._line is None:
            self._do(self._come_now())

    async def _come_now(self) -> None:
        """Whoever speaks wants to hear, and does not wait for their turn to come back."""
        with contextlib.suppress(*FAILED):
            if self._line is None:
                await self._connect()

    async def _send(self, marker: str) -> None:
        """One after the other, each until the desk says that it has it."""
        said = {
            "key": f"{marker}-{self.who.chat}-{'0' * 8}",
            "text": f"{marker} is the blue one still there?",
        }
        async with self._outbox:
            wait = AGAIN
            while not self.ended:
                answer = await _or_none(lambda: self._post("say/", said))
                if answer is not None and answer.status == 200:
                    self._book.keep(marker)
                    return
                if answer is not None and answer.status < 500 and answer.status != 429:
                    raise AssertionError(f"{marker} was refused: {answer.status} {answer.body[:200]!r}")
                await asyncio.sleep(wait * random.uniform(0.7, 1.3))
                wait = min(wait * 2, LONGEST_WAIT)

    async def _post(self, path: str, said: dict[str, Any]) -> Answer:
        body = json.dumps(said).encode()
        return await self._wires.ask("POST", f"/chat/{self.who.site}/{path}?language=en", self._head, body)

    def _do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait until everything that was written is kept."""
        while self._tasks and self._outbox.locked():
            await asyncio.sleep(0.05)

    @property
    def is_connected(self) -> bool:
        """Whether the line stands."""
        return self._line is not None and self._line.opened.done()

    def leave(self) -> None:
        """Close the page."""
        self.ended = True
        if self._line:
            self._line.close()
        for task in list(self._tasks):
            task.cancel()


async def _or_none(ask: Callable[[], Awaitable[Answer]]) -> Answer | None:
    try:
        return await ask()
    except FAILED:
        return None
