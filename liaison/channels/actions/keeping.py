"""Keeping what comes in, before anybody tries to understand it."""

import json
import threading
from typing import Any

from django.db import connection, transaction

from liaison.files import actions as files
from liaison.kit.clock import now

arrived = threading.Event()
"""Set when something was kept in this process."""

_KEEP = """
INSERT INTO channels_parcel (channel, door, key, blob_id, envelope, state, kept_at, attempts, error)
VALUES (%s, %s, %s, %s, %s, 'kept', %s, 0, '') ON CONFLICT (key) DO NOTHING RETURNING id
"""


@transaction.atomic
def keep(raw: bytes, *, channel: str, door: str, key: str, envelope: dict[str, Any]) -> int | None:
    """Keep a raw thing; committed when this returns. Return its id, or None if it was kept before.

    key: names this very thing, so that a door may offer it again after a broken connection.
    """
    sha256 = files.keep(raw)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [channel, door, key, sha256, json.dumps(envelope), now()])
        row = cursor.fetchone()
    transaction.on_commit(arrived.set)
    return row[0] if row else None
