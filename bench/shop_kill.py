"""`kill -9` in the middle of refunds, by the own store and by a shop outside that fails: each once, or visibly open."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

from bench.figure import Figure

KILLS = int(os.environ.get("BENCH_KILLS", "10"))
ORDERS = int(os.environ.get("BENCH_ORDERS", "200"))
PER_SECOND = 5.0


def measure() -> Iterator[Figure]:
    """Raises AssertionError for money that was lost or given back twice. BENCH_KILLS, BENCH_ORDERS make it longer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
    django.setup()
    from tests.journeys.outside_crashing import WRONG, crash_refunds

    with tempfile.TemporaryDirectory(prefix="liaison-shop-kill-") as place:
        os.chmod(place, 0o711)
        story = crash_refunds(
            Path(place, "data"), kills=KILLS, orders=ORDERS, per_second=PER_SECOND, wrong=(*WRONG, "silent")
        )
    yield Figure("kills survived", story.kills, "kills", KILLS, least=True)
    yield Figure("refunds of the own store, each once", story.own, "refunds", ORDERS, least=True)
    for state in ("done", "failed", "unknown"):
        yield Figure(f"refunds of the shop outside: {state}", story.states[state], "refunds", 0, least=True)
    yield Figure("found out by asking the shop", story.checked, "refunds", 1, least=True)
