"""A shop's visitors on one process: 5,000 connected, 500 of them chatting, and representatives who answer.

BENCH_MINUTES (5), BENCH_VISITORS (5000), BENCH_CHATTING (500), BENCH_TEAM (50) and BENCH_ANSWERS (0.33, the share of
words that are answered) change the size. BENCH_APART=no has one process do the work beside the pages as well.
"""

import os
import resource
import sys
import time
from collections.abc import Iterator

import uvloop

from bench.desk import Desk, opened
from bench.figure import Figure, percentile
from bench.talk.book import Book
from bench.talk.company import gathered
from bench.talk.hall import Hall
from bench.talk.wires import Wires

MINUTES = float(os.environ.get("BENCH_MINUTES", "5"))
VISITORS = int(os.environ.get("BENCH_VISITORS", "5000"))
CHATTING = int(os.environ.get("BENCH_CHATTING", "500"))
TEAM = int(os.environ.get("BENCH_TEAM", "50"))
ANSWERS = float(os.environ.get("BENCH_ANSWERS", "0.33"))
PARTS = tuple(os.environ.get("BENCH_PARTS", "timeline").split(","))
APART = os.environ.get("BENCH_APART", "yes")
ACROSS_MS = 500
LIST_MS = 100
KILOBYTES = 60


def measure() -> Iterator[Figure]:
    """Every message once, how long it takes there and back, the list meanwhile, and what a visitor costs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(VISITORS + 2000, hard)), hard))
    with opened(WORKER_APART=APART) as desk:
        company = gathered(VISITORS, chatting=CHATTING, representatives=TEAM)
        hall = Hall(company, Wires(desk.host, desk.port), chatting=CHATTING, answers=ANSWERS, parts=PARTS)
        yield from uvloop.run(_measure(desk, hall))
        yield from _on_tickets(hall)


async def _measure(desk: Desk, hall: Hall) -> list[Figure]:
    await hall.open_team()
    before, begun = desk.memory(), time.monotonic()
    await hall.open_visitors()
    each = (desk.memory() - before) * 1024 / VISITORS
    coming = VISITORS / (time.monotonic() - begun)
    used, begun = desk.seconds(), time.monotonic()
    await hall.talk(MINUTES * 60)
    busy = (desk.seconds() - used) / (time.monotonic() - begun)
    await hall.settle()
    talking = (desk.memory() - before) * 1024 / VISITORS
    hall.leave()
    book = hall.book
    if gone := sorted(book.lost() | book.doubled()):
        print("lost or doubled:", *gone[:40], file=sys.stderr)
    return [
        Figure(f"memory of each of {VISITORS:,} visitors", each, "KB", KILOBYTES),
        Figure("the same after they talked", talking, "KB", KILOBYTES),
        Figure("visitors connected each second", coming, "1/s", 50, least=True),
        Figure(
            f"words of {CHATTING} visitors in {MINUTES:g} minutes", len(book.said), "words", 1, least=True
        ),
        Figure("words lost", len(book.lost()), "words", 0),
        Figure("words doubled", len(book.doubled()), "words", 0),
        *_times(book),
        Figure("the list meanwhile, p95", percentile(hall.lists, 0.95), "ms", LIST_MS),
        Figure("cores the desk was busy with", busy, "cores", 2),
        Figure("cores the visitors and representatives took", hall.cpu, "cores", 1),
    ]


def _times(book: Book) -> list[Figure]:
    """How long a word takes to the other screen, both ways."""
    there, back = book.milliseconds("q"), book.milliseconds("a")
    return [
        Figure(
            "from the visitor to the representative's screen, p50", percentile(there, 0.5), "ms", ACROSS_MS
        ),
        Figure(
            "from the visitor to the representative's screen, p95", percentile(there, 0.95), "ms", ACROSS_MS
        ),
        Figure(
            "from the representative to the visitor's screen, p50", percentile(back, 0.5), "ms", ACROSS_MS
        ),
        Figure(
            "from the representative to the visitor's screen, p95", percentile(back, 0.95), "ms", ACROSS_MS
        ),
    ]


def _on_tickets(hall: Hall) -> Iterator[Figure]:
    """The same from the database: each word that was shown as sent lies on its visitor's ticket, once."""
    from bench.talk.account import wrong_on_tickets

    wrong = wrong_on_tickets(hall.book, hall.company)
    yield Figure("words not once on their ticket", len(wrong), "words", 0)
