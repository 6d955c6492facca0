"""Two desks behind nginx with Redis between them: what happens at one is heard at the other, and either may be killed.

BENCH_VISITORS (200), BENCH_CHATTING (50), BENCH_TEAM (10) and BENCH_SECONDS (40) change the size.
"""

import asyncio
import os
import smtplib
import time
from collections.abc import Callable, Iterator
from typing import Any

import uvloop

from bench.desk import session
from bench.figure import Figure
from bench.pair import Pair, opened
from bench.talk.account import wrong_on_tickets
from bench.talk.company import Company, gathered
from bench.talk.hall import Hall
from bench.talk.wires import Line, Wires, handshake

VISITORS = int(os.environ.get("BENCH_VISITORS", "200"))
CHATTING = int(os.environ.get("BENCH_CHATTING", "50"))
TEAM = int(os.environ.get("BENCH_TEAM", "10"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "40"))
HEARD_MS = 2000
PATIENCE = 20.0


def measure() -> Iterator[Figure]:
    """Journeys across both, then a conversation during which each of the two and Redis are killed."""
    with opened() as pair:
        from liaison.config.desk import database

        with database():
            company = gathered(VISITORS, chatting=CHATTING, representatives=TEAM)
            yield from uvloop.run(_across(pair, company, session()))
            hall = Hall(company, Wires("127.0.0.1", pair.port), chatting=CHATTING, answers=0.5)
            yield from uvloop.run(_killed(pair, hall))
            yield Figure(
                "words not once on their ticket", len(wrong_on_tickets(hall.book, company)), "words", 0
            )


class Ear:
    """A socket to one desk, and what it heard."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self._more = asyncio.Event()
        self.line: Line | None = None

    async def open(self, port: int, path: str, head: str, **hello: Any) -> "Ear":
        """Connect and say hello."""
        asked = handshake("127.0.0.1", port, path, head)
        loop = asyncio.get_running_loop()
        _, self.line = await loop.create_connection(
            lambda: Line(asked, hears=self._hear, lost=lambda: None), "127.0.0.1", port
        )
        await self.line.opened
        self.line.say({"hello": hello})
        await self.until(lambda word: "welcome" in word)
        return self

    def _hear(self, word: dict[str, Any]) -> None:
        self.heard.append(word)
        self._more.set()

    async def until(self, fits: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until a word that fits was heard; what was heard before counts no more."""
        async with asyncio.timeout(PATIENCE):
            while not any(fits(word) for word in self.heard):
                self._more.clear()
                await self._more.wait()
        self.heard.clear()


async def _across(pair: Pair, company: Company, cookie: str) -> list[Figure]:
    here, there = pair.desks
    head = f"Origin: http://127.0.0.1:{there.port}\r\nCookie: {cookie}\r\n"
    person = company.visitors[0]
    chat = f"chat:{person.chat}"
    team = await Ear().open(there.port, "/rt", head, topics=["ticket:*", chat])
    head = f"Origin: https://shop.example\r\nSec-WebSocket-Protocol: liaison, {person.token}\r\n"
    visitor = await Ear().open(here.port, "/chat/rt", head, topics=[chat])
    assert visitor.line
    begun = time.monotonic()
    await asyncio.to_thread(_post, here.smtp_port)
    await team.until(lambda word: "news" in word)
    mail = time.monotonic() - begun
    visitor.line.say({"here": chat})
    await team.until(lambda word: word.get("presence") == chat and bool(word["who"]))
    begun = time.monotonic()
    visitor.line.say({"typing": chat})
    await team.until(lambda word: word.get("presence") == chat and any(one["typing"] for one in word["who"]))
    typing = time.monotonic() - begun
    visitor.line.close()
    await team.until(lambda word: word.get("presence") == chat and not word["who"])
    assert team.line
    team.line.close()
    return [
        Figure("news at one desk of a mail at the other", mail * 1000, "ms", HEARD_MS),
        Figure("typing at one desk shown at the other", typing * 1000, "ms", HEARD_MS),
    ]


def _post(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as door:
        mail = "From: mira@example.com\r\nTo: desk@liaison.local\r\nSubject: Where is it?\r\n\r\nIt has not come.\r\n"
        door.sendmail("mira@example.com", ["desk@liaison.local"], mail)


async def _killed(pair: Pair, hall: Hall) -> list[Figure]:
    await hall.open_team()
    await hall.open_visitors()
    killing = asyncio.create_task(asyncio.to_thread(_kill_in_turn, pair))
    await asyncio.gather(killing, hall.talk(SECONDS))
    await hall.settle()
    await hall.all_back()
    away = sum(not one.is_connected for one in hall.visitors)
    hall.leave()
    book = hall.book
    return [
        Figure("words of visitors and representatives", len(book.said), "words", 1, least=True),
        Figure("words not shown as sent in the end", len(book.said) - len(book.kept), "words", 0),
        Figure("words shown as sent and on no other screen", len(book.lost()), "words", 0),
        Figure("words twice on a screen", len(book.doubled()), "words", 0),
        Figure(f"of {len(hall.visitors):,} visitors not back by themselves", away, "visitors", 0),
    ]


def _kill_in_turn(pair: Pair) -> None:
    """First one desk, then the other, then Redis; each comes back before the next goes."""
    pause = SECONDS / 5
    for desk in pair.desks:
        time.sleep(pause)
        desk.kill()
        time.sleep(1)
        desk.start()
        desk.wait_until_well()
    pair.redis.kill()
    time.sleep(pause)
    pair.redis.start()
