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
from bench.floor import Beside, page_script, replayed
from bench.making.company import LONG, MEMBER, USUAL, made, place
from bench.making.words import COMMON, rare

TICKETS = int(os.environ.get("BENCH_TICKETS", "1000000"))
MANY = int(os.environ.get("BENCH_PAGES", "200"))
LOADED_SECONDS = 3600
MEGABYTES = 250
FLOOR_SECONDS = 3
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
        floor = replayed([page_script("/inbox/open/", cookie=cookie)], connections=8, seconds=FLOOR_SECONDS)
        name = "lists over 8 connections, beside their SQL in pgbench"
        yield Beside(name, lists, "1/s", round(floor.a_second, 1), least=True)


def _as(desk: Desk, who: str, email: str) -> Iterator[Figure]:
    cookie = session(email)
    browser = Browser(desk, cookie)
    pages = _Pages(browser, cookie)
    queues = [f"/inbox/{queue}/" for queue in QUEUES]
    yield from pages.both(f"list, {who}", queues, many=MANY, floors=(10, 25))
    usual, long = _numbers()
    for count, number, many, floor in ((USUAL, usual, MANY // 2, 25), (LONG, long, MANY // 4, 50)):
        name = f"ticket of {count:,} messages, {who}"
        yield from pages.both(name, [f"/tickets/{number}/"], many=many, floors=(floor, floor))
    yield Figure(f"counts of 20 queues, {who}", percentile(_counts(email), 0.5), "ms", 5)
    for what, words in _searches().items():
        asked = [f"/search/?q={quote(one)}" for one in words]
        taken = browser.times(asked, many=MANY // 4)
        yield Figure(f"search for {what}, {who}, p95", percentile(taken, 0.95), "ms", 50)
        yield pages.beside(f"search for {what}, {who}", asked, taken)


class _Pages:
    """Pages of one reader, each also beside what the database alone takes for them."""

    def __init__(self, browser: Browser, cookie: str) -> None:
        self._browser, self._cookie = browser, cookie

    def both(
        self, name: str, paths: list[str], *, many: int, floors: tuple[float, float]
    ) -> Iterator[Figure]:
        taken = self._browser.times(paths, many=many)
        yield Figure(f"{name}, p50", percentile(taken, 0.5), "ms", floors[0])
        yield Figure(f"{name}, p95", percentile(taken, 0.95), "ms", floors[1])
        yield self.beside(name, paths, taken)

    def beside(self, name: str, paths: list[str], taken: list[float]) -> Figure:
        scripts = [page_script(path, cookie=self._cookie) for path in paths]
        floor = replayed(scripts, connections=1, seconds=FLOOR_SECONDS).milliseconds
        mean = sum(taken) / len(taken)
        return Beside(f"{name}, beside its SQL in pgbench, mean", mean, "ms", round(floor, 3))


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
