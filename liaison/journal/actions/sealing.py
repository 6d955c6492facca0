"""The sealer: committed entries get their place in the one line, their reactions, and one word to the pages."""

import json
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app

from liaison.journal import registry, rules
from liaison.journal.models import DayHead, Line
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.live.tell import sealed
from liaison.kit.rows import Prepared
from liaison.kit.wakes import Wake

BATCH = 500
LOCK = 0x5EA1  # One sealer at a time in the whole installation, whichever process holds this advisory lock.

_awake = Wake("entries")

_TAKE = """
WITH taken AS (
  DELETE FROM journal_unsealed WHERE entry_id IN (
    SELECT entry_id FROM journal_unsealed ORDER BY entry_id LIMIT %s)
  RETURNING entry_id)
SELECT id, at, kind, by, facts, ARRAY(SELECT ref FROM journal_about WHERE entry_id = id ORDER BY ref)
FROM journal_entry WHERE id IN (SELECT entry_id FROM taken) ORDER BY id
"""
_APPEND = """
INSERT INTO journal_line (seq, entry_id, day, hash)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::bytea[]) RETURNING seq
"""

_END = Prepared(lambda: Line.objects.order_by("-seq").values_list("seq", "day", "hash")[:1])


def wake() -> None:
    """Tell the sealer of this process that something was committed."""
    _awake.set()


def wait(seconds: float) -> None:
    """Sleep until something was committed here, or `seconds` have passed (others commit too)."""
    _awake.wait(seconds)
    _awake.clear()


@transaction.atomic
def seal() -> int:
    """Seal up to one batch of committed entries. Return how many; 0 too when another sealer is at work."""
    [(alone,)] = ask("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
    entries = _take() if alone else []
    if entries:
        first, last = _append(entries)
        _defer(entries)
        sealed(first, last)
    return len(entries)


def _take() -> list[tuple[Any, ...]]:
    """The next entries to be sealed; planned each time, for a plan made while the journal was small reads all of it."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [BATCH])
        return list(cursor.fetchall())


def _append(entries: list[tuple[Any, ...]]) -> tuple[int, int]:
    """Give each entry its number and hash; return the first and last number."""
    today = now().date()
    seq, before = 0, rules.GENESIS
    for seq, day, before in _END():
        if day < today:
            DayHead.objects.get_or_create(day=day, defaults={"seq": seq, "hash": before})
    lines: list[tuple[int, int, date, bytes]] = []
    for number, (id_, at, kind, by, facts, refs) in enumerate(entries, start=seq + 1):
        facts = _loaded(facts)
        before = rules.link(before, seq=number, at=at, kind=kind, by=by, facts=facts, refs=refs)
        lines.append((number, id_, today, before))
    ask(_APPEND, [list(column) for column in zip(*lines, strict=True)])
    return lines[0][0], lines[-1][0]


def _loaded(facts: Any) -> Any:
    return json.loads(facts) if isinstance(facts, str | bytes) else facts


def _defer(entries: list[tuple[Any, ...]]) -> None:
    """Queue the reactions that exist, a batch per kind, in the sealing transaction."""
    jobs = [
        {"reaction": name, "entry": id_}
        for kind, same in groupby(sorted(entries, key=lambda e: str(e[2])), key=lambda e: e[2])
        for id_ in [e[0] for e in same]
        for name in registry.reactions_to(kind)
    ]
    if jobs:
        app.configure_task("journal.react", queue="reactions").batch_defer(*jobs)
