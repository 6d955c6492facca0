"""Writing down what happened."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from liaison.journal.actions import sealing
from liaison.journal.words import Event
from liaison.kit import memory
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now

# One round trip: the entries, what they are about, their personal facts and their places in the sealer's queue.
_RECORD = """
WITH given AS MATERIALIZED (
  SELECT nextval('journal_entry_id_seq') AS id, one.* FROM json_to_recordset(%s::json)
  AS one (at timestamptz, kind text, by text, facts jsonb, refs text[], personal jsonb)),
entry AS (
  INSERT INTO journal_entry (id, at, kind, by, facts) SELECT id, at, kind, by, facts FROM given),
about AS (
  INSERT INTO journal_about (ref, entry_id) SELECT ref, id FROM given, unnest(refs) AS ref),
personal AS (
  INSERT INTO journal_personal (entry_id, facts) SELECT id, personal FROM given WHERE personal IS NOT NULL),
unsealed AS (
  INSERT INTO journal_unsealed (entry_id) SELECT id FROM given)
SELECT id FROM given ORDER BY id
"""


def record(event: Event, *, by: Actor) -> int:
    """Write the event into the journal, in the transaction of the change. Return the entry's id.

    event: what happened; its facts are kept for ever, its personal facts apart.
    by: whoever did it.
    Raises RuntimeError outside a transaction, where the entry could outlive its change.
    """
    return record_all([(event, by, now())])[0]


def record_all(happened: Sequence[tuple[Event, Actor, datetime]]) -> list[int]:
    """Write many events, who did each and when, in their order and in one round trip. Return the ids of their entries.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs into the transaction of the change")
    if not happened:
        return []
    rows = json.dumps([_row(*one) for one in happened])
    ids = [int(id_) for (id_,) in ask(_RECORD, [rows])]
    memory.tell(*{ref for event, _, _ in happened for ref in event.refs()})
    transaction.on_commit(sealing.wake)
    return ids


def _row(event: Event, by: Actor, at: datetime) -> dict[str, Any]:
    kept, personal = event.facts()
    return {
        "at": at.isoformat(),
        "kind": event.kind,
        "by": by.ref,
        "facts": kept,
        "refs": event.refs(),
        "personal": personal or None,
    }
