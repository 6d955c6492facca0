"""Ten thousand sequences of commands, releases and time: what may never break holds in each of them; then four at once.

The sequences are spread over processes, each with a copy of one database and a chance of its own. `BENCH_SEQUENCES` is
how many there are, `BENCH_ROUNDS` how often four representatives press together on one order.
"""

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from bench.figure import Figure

SEQUENCES = int(os.environ.get("BENCH_SEQUENCES", "10000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "400"))
A_PART = 250
"""Sequences a process runs at a time: what it does is then laid down, and another chance begins."""
ENOUGH = 1000
"""Of so many sequences each of these must have come about, else they do not look where they should."""
REACHED = (
    "done",
    "refused",
    "waiting",
    "released",
    "released up to",
    "release refused: FactsChanged",
    "lapsed",
)


def measure() -> Iterator[Figure]:
    """How many sequences held, and on how many orders exactly one won. Raises AssertionError for one that did not."""
    begun = time.monotonic()
    workers = os.cpu_count() or 1
    with _databases(workers) as urls:
        told = _sequences(urls)
        missing = [one for one in REACHED if not told[one]] if told["sequences"] >= ENOUGH else []
        assert not missing, f"no sequence came so far: {missing}"
        each = ", ".join(f"{name} {number:,}" for name, number in sorted(told.items()))
        taken = time.monotonic() - begun
        yield Figure(
            f"sequences that held, in {taken:.0f} s ({each})",
            told["sequences"],
            "sequences",
            SEQUENCES,
            least=True,
        )
        begun = time.monotonic()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            reasons = pool.submit(_together, urls[0], ROUNDS).result()
        each = ", ".join(f"{name} {number:,}" for name, number in sorted(reasons.items()))
        taken = time.monotonic() - begun
        name = f"orders on which one of four won, the others told why, in {taken:.0f} s ({each})"
        yield Figure(name, ROUNDS, "orders", ROUNDS, least=True)


@contextmanager
def _databases(number: int) -> Iterator[list[str]]:
    """A server that is thrown away, with a database for each process."""
    import psycopg

    from liaison.kit import embedded_postgres
    from liaison.kit.embedded_postgres.cluster import THROWAWAY
    from liaison.kit.testing import in_memory

    place = Path(tempfile.mkdtemp(prefix="liaison-sequences-", dir=in_memory()))
    place.chmod(0o711)
    try:
        with embedded_postgres.start(place / "data", settings=THROWAWAY) as server:
            with psycopg.connect(server.url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE pattern")
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                pool.submit(_prepare, _named(server.url, "pattern")).result()
            with psycopg.connect(server.url, autocommit=True) as connection:
                for at in range(number):
                    connection.execute(f"CREATE DATABASE part{at} TEMPLATE pattern".encode())
            yield [_named(server.url, f"part{at}") for at in range(number)]
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _named(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _sequences(urls: list[str]) -> Counter[str]:
    told: Counter[str] = Counter()
    parts = [min(A_PART, SEQUENCES - at) for at in range(0, SEQUENCES, A_PART)]
    with ThreadPoolExecutor(len(urls)) as hall:
        shares = [parts[at :: len(urls)] for at in range(len(urls))]
        given = [
            (url, share, at * 1_000_000) for at, (url, share) in enumerate(zip(urls, shares, strict=True))
        ]
        for one in hall.map(lambda what: _apart(*what), given):
            told += one
    return told


def _apart(url: str, parts: list[int], begin: int) -> Counter[str]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run, url, parts, begin).result()


def _django(url: str) -> None:
    import django

    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "liaison.config.settings"}
    os.environ.setdefault("LIAISON_LOG_LEVEL", "ERROR")
    django.setup()


def _prepare(url: str) -> None:
    """Make the tables."""
    _django(url)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _run(url: str, parts: list[int], begin: int) -> Counter[str]:
    """Run these parts one after the other, in a transaction that is taken back."""
    _django(url)
    from django.db import transaction

    from liaison.orders.tests.held import limit
    from liaison.orders.tests.sequences import run
    from liaison.orders.tests.shop import allow, open_shop
    from tests.cast import assemble

    told: Counter[str] = Counter()
    with transaction.atomic():
        shop = open_shop(assemble())
        allow()
        limit()
        for at, number in enumerate(parts):
            told += run(shop, number, begin=begin + at)
        transaction.set_rollback(True)
    return told


def _together(url: str, rounds: int) -> Counter[str]:
    """Have four press at once on so many orders, with each command in turn."""
    _django(url)
    from liaison.orders.models import Stock
    from liaison.orders.tests.shop import allow, open_shop
    from liaison.orders.tests.together import WISHES, ask_together
    from tests.cast import assemble

    shop = open_shop(assemble())
    allow()
    names = sorted(WISHES)
    told: Counter[str] = Counter()
    with ThreadPoolExecutor(4) as pool:
        for at in range(rounds):
            Stock.objects.filter(pk=shop.stock.pk).update(quantity=3)
            told.update(ask_together(shop, shop.order(), names[at % len(names)], pool=pool))
    return told
