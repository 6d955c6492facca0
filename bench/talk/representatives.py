"""A representative's page: the live line, and what is asked when news comes (`kit/static/kit/live.js`)."""

import asyncio
import contextlib
import random
import re
import time
from typing import Any
from urllib.parse import urlencode

from bench.talk.book import Book
from bench.talk.visitors import FAILED, FIRST_WAIT, LONGEST_WAIT, Person
from bench.talk.wires import Line, Wires, handshake

FIRST_GAP, NEXT_GAP, LONGEST_GAP, QUIET = 0.04, 0.15, 2.0, 3.0
"""Seconds for which a page gathers news before it asks: longer while news pours in, until it was quiet for so long."""
MARKER = re.compile(rb"\bq\d+x\d+\b")
CSRF = "a" * 32


class Representative:
    """Serves some visitors at once, each in view. answers: the share of words which are answered."""

    def __init__(
        self,
        cookie: str,
        *,
        serves: list[Person],
        wires: Wires,
        book: Book,
        answers: float,
        parts: tuple[str, ...],
    ) -> None:
        self.serves = {f"ticket:{one.ticket}": one for one in serves}
        self._wires = wires
        self._book = book
        self._answers = answers
        self._parts = parts
        self._shown: dict[str, set[str]] = {topic: set() for topic in self.serves}
        self._waiting: set[str] = set()
        self._pace: dict[str, tuple[float, float]] = {}
        self._line: Line | None = None
        self._tries = 0
        self._coming = False
        self._spread = 0.0
        self._owed = 0.0
        self._seq: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._welcome = asyncio.Event()
        self.ended = False
        self._cookie = f"Cookie: {cookie}; liaison_csrf={CSRF}\r\n"
        self._head = f"{self._cookie}HX-Request: true\r\nX-CSRFToken: {CSRF}\r\n"

    async def connect(self) -> None:
        """Open the line and wait until the desk says welcome."""
        await self._connect()
        await self._welcome.wait()

    async def _connect(self) -> None:
        wires = self._wires
        head = f"Origin: http://{wires.host}:{wires.port}\r\n{self._cookie}"
        asked = handshake(wires.host, wires.port, "/rt", head)
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(
            lambda: Line(asked, hears=self._hear, lost=self._lost), wires.host, wires.port
        )
        self._line = line
        await line.opened
        line.say({"hello": {"since": self._seq, "topics": [*self.serves, "health"]}})

    def _hear(self, word: dict[str, Any]) -> None:
        if word.keys() & {"welcome", "at"}:
            self._spread = word.get("spread", 0)
        if "welcome" in word:
            self._tries = 0
            self._welcome.set()
        if "reload" in word or ("welcome" in word and self._seq is None):
            for topic in self.serves:
                self._later(topic)
        for seq, topics in word.get("news", ()):
            self._seq = max(self._seq or 0, seq or 0)
            for topic in topics:
                self._later(topic)
        self._seq = max(self._seq or 0, word.get("welcome", 0), word.get("at", 0), word.get("reload", 0))

    def _lost(self) -> None:
        self._line = None
        if not self.ended and not self._coming:
            self._coming = True
            self._do(self._come_back())

    async def _come_back(self) -> None:
        while self._line is None and not self.ended:
            wait = min(FIRST_WAIT * 2**self._tries, LONGEST_WAIT)
            self._tries += 1
            await asyncio.sleep(wait * random.uniform(0.5, 1) + self._spread * random.random())
            if self._line is None and not self.ended:
                with contextlib.suppress(*FAILED):
                    await self._connect()
        self._coming = False

    def _later(self, topic: str) -> None:
        if topic in self.serves and topic not in self._waiting:
            self._waiting.add(topic)
            self._do(self._tell(topic))

    async def _tell(self, topic: str) -> None:
        await asyncio.sleep(self._gap(topic))
        self._waiting.discard(topic)
        number = self.serves[topic].ticket_number
        try:
            found = [
                await self._wires.ask("GET", f"/tickets/{number}/?part={part}&in=open", self._head)
                for part in self._parts
            ]
        except FAILED:
            self._later(topic)
            return
        if found[0].status != 200:
            self._later(topic)
            return
        shown = [marker.decode() for marker in MARKER.findall(found[0].body)]
        for marker in shown:
            if marker not in self._shown[topic] or shown.count(marker) > 1:
                self._book.see(marker)
                self._owed += self._answers
        self._shown[topic] |= set(shown)
        if shown and self._owed >= 1:
            self._owed -= 1
            await self._answer(topic, shown[-1])

    def _gap(self, topic: str) -> float:
        gap, told = self._pace.get(topic, (FIRST_GAP, 0.0))
        at = time.monotonic()
        gap = FIRST_GAP if at - told > QUIET else min(max(gap * 1.6, NEXT_GAP), LONGEST_GAP)
        self._pace[topic] = gap, at + gap
        return gap

    async def _answer(self, topic: str, to: str) -> None:
        who, marker = self.serves[topic], f"a{to[1:]}"
        if marker in self._book.said:
            return
        said = {
            "kind": "reply", "text": f"{marker} yes, it is.", "to": who.handle, "ticket": who.ticket, "in": "open",
            "seen": "", "message": "", "idempotency_key": f"{marker}-{who.ticket}", "csrfmiddlewaretoken": CSRF,
        }  # fmt: skip
        head = f"{self._head}Content-Type: application/x-www-form-urlencoded\r\n"
        path, body = f"/tickets/{who.ticket_number}/answer/", urlencode(said).encode()
        self._book.say(marker)
        while not self.ended:
            try:
                answer = await self._wires.ask("POST", path, head, body)
            except FAILED:
                await asyncio.sleep(0.5)
                continue
            if answer.status == 200:
                self._book.keep(marker)
                return
            if answer.status < 500:
                raise AssertionError(f"{marker} was refused: {answer.status}")
            await asyncio.sleep(0.5)

    def _do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self._tasks)

    def leave(self) -> None:
        """Close the page."""
        self.ended = True
        if self._line:
            self._line.close()
        for task in list(self._tasks):
            task.cancel()
