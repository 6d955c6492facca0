"""Twenty times `kill -9` of everything under a stream of mails and replies: nothing lost, nothing doubled."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

from bench.figure import Figure

KILLS = int(os.environ.get("BENCH_KILLS", "20"))
MAILS = 50.0
REPLIES = 5.0
DRAINED_SECONDS = 120


def measure() -> Iterator[Figure]:
    """Raises AssertionError for anything lost, doubled or stuck."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
    django.setup()
    from tests.journeys.crashing import crash

    with tempfile.TemporaryDirectory(prefix="liaison-kill-") as place:
        os.chmod(place, 0o711)
        story = crash(Path(place, "data"), kills=KILLS, mails=MAILS, replies=REPLIES)
    yield Figure("kills survived", story.kills, "kills", KILLS, least=True)
    yield Figure("mails acknowledged, each a ticket once", story.mails, "mails", 1, least=True)
    yield Figure("replies accepted, each sent under one id", story.replies, "replies", 1, least=True)
    yield Figure("everything done after the last start", story.drained, "s", DRAINED_SECONDS)
