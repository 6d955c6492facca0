"""A million tickets with three million messages: lists, tickets, counts, search, as the HTML a browser gets.

The company is made once and kept in `.bench/` (BENCH_DATA elsewhere, BENCH_TICKETS for another size).
"""

import os
import time
from collections.abc import Iterator
from urllib.parse import quote

from bench.browsing import Browser, rate, weight
from bench.desk import ADMINISTRATOR, Desk, opened, session
from bench.figure import Figure, percentile
from bench.making.company import LONG, MEMBER, USUAL, made, place
from bench.making.words import COMMON, rare

TICKETS = int(os.environ.get("BENCH_TICKETS", "1000000"))
MANY = int(os.environ.get("BENCH_PAGES", "200"))
LOADED_SECONDS = 3600
MEGABYTES = 250
QUEUES = ("open", "open", "open", "all", "unassigned", "waiting", "resolved", "due")


def measure() -> Iterator[Figure]:
    """Everything that only reads."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
    company = made(TICKETS)
    yield Figure(f"{TICKETS:,} tickets loaded", company["seconds"], "s", LOADED_SECONDS)
    with opened(data=place(TICKETS)) as desk:
        time.sleep(5)
        yield Figure("memory of the idle desk, database included", desk.memory_of_all(), "MB", MEGABYTES)
        for who, email in (("administrator", ADMINISTRATOR), ("member of 1 %", MEMBER)):
            yield from _as(desk, who, email)
        cookie = session()
        yield Figure("inbox with nothing cached", weight(desk, cookie, "/inbox/open/") / 1000, "KB", 150)
        lists = rate(desk, cookie, "/inbox/open/", seconds=10, connections=8)
        yield Figure("lists over 8 connections", lists, "1/s", 200, least=True)


def _as(desk: Desk, who: str, email: str) -> Iterator[Figure]:
    browser = Browser(desk, session(email))
    lists = browser.times([f"/inbox/{queue}/" for queue in QUEUES], many=MANY)
    yield from _both(f"list, {who}", lists, floors=(10, 25))
    usual, long = _numbers()
    yield from _both(
        f"ticket of {USUAL} messages, {who}",
        browser.times([f"/tickets/{usual}/"], many=MANY // 2),
        floors=(25, 25),
    )
    yield from _both(
        f"ticket of {LONG:,} messages, {who}",
        browser.times([f"/tickets/{long}/"], many=MANY // 4),
        floors=(50, 50),
    )
    yield Figure(f"counts of 20 queues, {who}", percentile(_counts(email), 0.5), "ms", 5)
    for what, words in _searches().items():
        taken = browser.times([f"/search/?q={quote(one)}" for one in words], many=MANY // 4)
        yield Figure(f"search for {what}, {who}, p95", percentile(taken, 0.95), "ms", 50)


def _both(name: str, taken: list[float], *, floors: tuple[float, float]) -> Iterator[Figure]:
    yield Figure(f"{name}, p50", percentile(taken, 0.5), "ms", floors[0])
    yield Figure(f"{name}, p95", percentile(taken, 0.95), "ms", floors[1])


def _numbers() -> tuple[int, int]:
    """The numbers of the two tickets that were made for this."""
    from liaison.tickets.models import Ticket

    found = Ticket.objects.filter(pk__in=[TICKETS + 1, TICKETS + 2]).order_by("pk")
    usual, long = found.values_list("number", flat=True)
    return usual, long


def _counts(email: str) -> list[float]:
    from liaison.kit import memory
    from liaison.team.models import Member
    from liaison.tickets.listing import counts

    member = Member.objects.get(email=email)
    taken = []
    for _ in range(50):
        memory.told(["ticket"])  # As after news: counted anew.
        begun = time.perf_counter()
        counts(member)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _searches() -> dict[str, list[str]]:
    """Other words each time, so that nothing is answered from memory alone."""
    from liaison.tickets.models import Message

    places = [TICKETS * 3 * n // 11 // 60 * 60 for n in range(1, 11)]
    texts = Message.objects.filter(pk__in=[p + 1 for p in places]).values_list("text", flat=True)
    pairs = [" ".join(text.split()[1:3]).strip(".") for text in texts]
    return {
        "a number": [str(4_000_000 + p * 7) for p in places],
        "a ticket's number": [str(1000 + p // 3) for p in places],
        "two words": pairs,
        "a rare word": [rare(p) for p in places],
        "a very common word": [COMMON],
    }
