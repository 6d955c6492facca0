"""Everybody together for a while: visitors who talk or only look, representatives, and one who reads the list."""

import asyncio
import random
import time
from dataclasses import dataclass, field

from bench.talk.book import Book
from bench.talk.company import Company
from bench.talk.representatives import Representative
from bench.talk.visitors import FAILED, Visitor
from bench.talk.wires import Wires

EVERY = 10.0
"""Seconds between two words of one visitor."""
COMING = 100
"""Pages that open at once."""
LOOKS_EVERY = 0.5
SETTLED = 60.0


@dataclass
class Hall:
    """The people before one door. answers: the share of words that are answered. parts: what a page asks after news."""

    company: Company
    wires: Wires
    chatting: int
    answers: float
    parts: tuple[str, ...] = ("timeline",)
    book: Book = field(default_factory=Book)
    visitors: list[Visitor] = field(default_factory=list)
    team: list[Representative] = field(default_factory=list)
    lists: list[float] = field(default_factory=list)
    cpu: float = 0.0

    async def open_team(self) -> None:
        """The representatives come to their desks."""
        for cookie, serves in self.company.teams:
            given = {"serves": serves, "wires": self.wires, "book": self.book, "answers": self.answers}
            self.team.append(Representative(cookie, parts=self.parts, **given))
        await asyncio.gather(*(one.connect() for one in self.team))

    async def open_visitors(self) -> None:
        """The visitors open their pages, some at a time."""
        for first in range(0, len(self.company.visitors), COMING):
            coming = [
                Visitor(who, wires=self.wires, book=self.book)
                for who in self.company.visitors[first : first + COMING]
            ]
            self.visitors += coming
            await asyncio.gather(*(one.connect() for one in coming))

    async def talk(self, seconds: float) -> None:
        """Let those who chat say something every ten seconds each, and read the list meanwhile."""
        begun, cpu = time.monotonic(), time.process_time()
        reading = asyncio.create_task(self._read_list())
        talking = [asyncio.create_task(_talk(one, seconds)) for one in self.visitors[: self.chatting]]
        await asyncio.gather(*talking)
        reading.cancel()
        self.cpu = (time.process_time() - cpu) / (time.monotonic() - begun)

    async def settle(self) -> None:
        """Wait until everything that was kept stands on the other screen, though not for ever."""
        until = time.monotonic() + SETTLED
        while time.monotonic() < until and (self._unkept() or self.book.lost()):
            await asyncio.sleep(0.1)
        # What comes twice comes late.
        await asyncio.sleep(1)

    async def all_back(self) -> None:
        """Wait until every visitor's line stands again, though not for ever."""
        until = time.monotonic() + SETTLED + len(self.visitors) / COMING * 2
        while time.monotonic() < until and not all(one.is_connected for one in self.visitors):
            await asyncio.sleep(0.2)

    def _unkept(self) -> bool:
        return len(self.book.kept) < len(self.book.said)

    async def _read_list(self) -> None:
        cookie = self.company.teams[0][0]
        while True:
            begun = time.monotonic()
            try:
                answer = await self.wires.ask("GET", "/inbox/open/?part=rows", f"Cookie: {cookie}\r\n")
                if answer.status == 200:
                    self.lists.append((time.monotonic() - begun) * 1000)
            except FAILED:
                pass
            await asyncio.sleep(LOOKS_EVERY)

    def leave(self) -> None:
        """Everybody goes home."""
        for one in (*self.visitors, *self.team):
            one.leave()
        self.wires.close()


async def _talk(one: Visitor, seconds: float) -> None:
    """Begin at a moment of one's own, so that the words are spread as people spread them."""
    until = time.monotonic() + seconds
    await asyncio.sleep(random.uniform(0, min(EVERY, seconds)))
    while time.monotonic() < until:
        one.say()
        await asyncio.sleep(EVERY * random.uniform(0.8, 1.2))
