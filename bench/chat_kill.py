"""`kill -9` of the desk and all it started, again and again while visitors chat: nothing lost, nothing doubled.

BENCH_KILLS (20) and what `bench.chat` names change the size; a kill comes every ten seconds or so.
"""

import asyncio
import os
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import uvloop

from bench.chat import ANSWERS, CHATTING, TEAM, VISITORS
from bench.figure import Figure
from bench.mortal import Tree
from bench.talk.account import wrong_on_tickets
from bench.talk.company import Company, gathered
from bench.talk.hall import Hall
from bench.talk.wires import Wires

KILLS = int(os.environ.get("BENCH_KILLS", "20"))
APART = float(os.environ.get("BENCH_APART", "10"))
STORM = 500
"""Visitors who may come back within the busiest second."""


def measure() -> Iterator[Figure]:
    """Everything that pages showed as sent lies on its ticket once; visitors come back by themselves, spread."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(VISITORS + 2000, hard)), hard))
    with tempfile.TemporaryDirectory(prefix="liaison-chat-kill-") as place:
        os.chmod(place, 0o711)
        desk = Tree(Path(place, "data"), outgoing=9)
        os.environ |= {"LIAISON_DATA": str(desk.data), "LIAISON_LOG_LEVEL": "ERROR"}
        desk.start()
        try:
            desk.wait_until_well()
            company = _gathered()
            hall = Hall(company, Wires("127.0.0.1", desk.port), chatting=CHATTING, answers=ANSWERS)
            yield from uvloop.run(_measure(desk, hall))
            yield Figure("words shown as sent and not once on their ticket", _wrong(hall), "words", 0)
        finally:
            desk.stop()


def _gathered() -> Company:
    from liaison.config.desk import database

    with database():
        from django.db import connection

        company = gathered(VISITORS, chatting=CHATTING, representatives=TEAM)
        connection.close()  # The server behind it is about to be killed.
        connection.close_pool()
    return company


def _wrong(hall: Hall) -> int:
    from liaison.config.desk import database

    with database():
        return len(wrong_on_tickets(hall.book, hall.company))


async def _measure(desk: Tree, hall: Hall) -> list[Figure]:
    await hall.open_team()
    await hall.open_visitors()
    killing = asyncio.create_task(asyncio.to_thread(_kill_again_and_again, desk))
    talking = asyncio.create_task(hall.talk(KILLS * APART))
    await asyncio.gather(killing, talking)
    begun = time.monotonic()
    await hall.settle()
    settled = time.monotonic() - begun
    await hall.all_back()
    storm = max(Counter(int(at) for one in hall.visitors for at in one.came_back).values(), default=0)
    away = sum(not one.is_connected for one in hall.visitors)
    hall.leave()
    book = hall.book
    return [
        Figure("kills survived", KILLS, "kills", KILLS, least=True),
        Figure(
            f"words of {CHATTING} visitors and their representatives", len(book.said), "words", 1, least=True
        ),
        Figure("words not shown as sent in the end", len(book.said) - len(book.kept), "words", 0),
        Figure("words shown as sent and on no other screen", len(book.lost()), "words", 0),
        Figure("words twice on a screen", len(book.doubled()), "words", 0),
        Figure("everything on the other screens after the last word", settled, "s", 60),
        Figure(f"of {len(hall.visitors):,} visitors not back by themselves", away, "visitors", 0),
        Figure("visitors who came back in the busiest second", storm, "visitors", STORM),
    ]


def _kill_again_and_again(desk: Tree) -> None:
    for number in range(KILLS):
        moment = random.Random(number)
        begun = time.monotonic()
        # One in four dies while it is still starting.
        if number % 4 != 3:
            desk.wait_until_well()
        time.sleep(moment.uniform(0, APART))
        desk.kill()
        desk.start()
        time.sleep(max(0.0, begun + APART - time.monotonic()))
    desk.wait_until_well()
