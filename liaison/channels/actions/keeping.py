"""Keeping what comes in, before anybody tries to understand it."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from liaison.channels.words import Offered
from liaison.files import actions as files
from liaison.kit.clock import now
from liaison.kit.wakes import Wake

arrived = Wake("parcels")
"""Set when something was kept."""

_KEEP = """
INSERT INTO channels_parcel (channel, door, key, blob_id, envelope, state, kept_at, attempts, error)
SELECT channel, door, key, blob, envelope, 'kept', %s, 0, ''
FROM json_to_recordset(%s::json) AS given (channel text, door text, key text, blob text, envelope jsonb)
ON CONFLICT (key) DO NOTHING RETURNING key, id
"""


def keep(raw: bytes, *, channel: str, door: str, key: str, envelope: dict[str, Any]) -> int | None:
    """Keep a raw thing; committed when this returns. Return its id, or None if it was kept before.

    key: names this very thing, so that a door may offer it again after a broken connection.
    """
    return keep_all([Offered(raw=raw, channel=channel, door=door, key=key, envelope=envelope)])[0]


@transaction.atomic
def keep_all(offered: Sequence[Offered]) -> list[int | None]:
    """Keep raw things together; committed when this returns. Return the id of each, None for one kept before."""
    blobs = files.keep_all([one.raw for one in offered])
    rows = [
        {"channel": one.channel, "door": one.door, "key": one.key, "blob": blob, "envelope": one.envelope}
        for one, blob in zip(offered, blobs, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [now(), json.dumps(rows)])
        new = dict(cursor.fetchall())
    transaction.on_commit(arrived.set)
    return [new.pop(one.key, None) for one in offered]
