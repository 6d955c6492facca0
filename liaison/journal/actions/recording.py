"""Writing down what happened."""

import json
from typing import Any

from django.db import connection, transaction

from liaison.journal.actions import sealing
from liaison.journal.words import Event
from liaison.kit import memory
from liaison.kit.actor import Actor
from liaison.kit.clock import now

# One round trip: the entry, what it is about, its personal facts and its place in the sealer's queue.
_RECORD = """
WITH entry AS (
  INSERT INTO journal_entry (at, kind, by, facts) VALUES (%s, %s, %s, %s) RETURNING id),
about AS (
  INSERT INTO journal_about (ref, entry_id) SELECT ref, id FROM entry, unnest(%s::text[]) AS ref),
personal AS (
  INSERT INTO journal_personal (entry_id, facts) SELECT id, facts FROM entry, (SELECT %s::jsonb AS facts) AS p
  WHERE facts <> '{}'::jsonb),
unsealed AS (
  INSERT INTO journal_unsealed (entry_id) SELECT id FROM entry)
SELECT id FROM entry
"""


def record(event: Event, *, by: Actor) -> int:
    """Write the event into the journal, in the transaction of the change. Return the entry's id.

    event: what happened; its facts are kept for ever, its personal facts apart.
    by: whoever did it.
    Raises RuntimeError outside a transaction, where the entry could outlive its change.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs into the transaction of the change")
    kept, personal = event.facts()
    with connection.cursor() as cursor:
        refs = event.refs()
        given: list[Any] = [now(), event.kind, by.ref, json.dumps(kept), refs, json.dumps(personal)]
        cursor.execute(_RECORD, given)
        (entry,) = cursor.fetchone()
    memory.tell(*refs)
    transaction.on_commit(sealing.wake)
    return int(entry)
