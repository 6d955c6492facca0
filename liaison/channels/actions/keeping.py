"""Keeping what comes in, before anybody tries to understand it."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction

from liaison.channels.registry import CHANNELS
from liaison.channels.words import Offered
from liaison.files import actions as files
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.wakes import Wake

arrived = Wake("parcels")
"""Set when something was kept."""
urged = Wake("talk", also=arrived)
"""Set when it is something for which somebody waits at the other end, as in a chat."""

SMALL: Final = 4096  # Bytes; a file takes a block of the disk anyway, and two syncs.

_KEEP = """
INSERT INTO channels_parcel (channel, door, key, raw, blob_id, envelope, state, kept_at, attempts, error)
SELECT channel, door, key, raw, blob, envelope::jsonb, 'kept', %s, 0, ''
FROM unnest(%s::text[], %s::text[], %s::text[], %s::bytea[], %s::text[], %s::text[])
AS given (channel, door, key, raw, blob, envelope)
ON CONFLICT (key) DO NOTHING RETURNING key, id
"""


def keep(raw: bytes, *, channel: str, door: str, key: str, envelope: dict[str, Any]) -> int | None:
    """Keep a raw thing; committed when this returns. Return its id, or None if it was kept before.

    key: names this very thing, so that a door may offer it again after a broken connection.
    """
    return keep_all([Offered(raw=raw, channel=channel, door=door, key=key, envelope=envelope)])[0]


@transaction.atomic(savepoint=False)
def keep_all(offered: Sequence[Offered]) -> list[int | None]:
    """Keep raw things together; committed when this returns. Return the id of each, None for one kept before."""
    large = [one for one in offered if len(one.raw) > SMALL]
    kept = files.keep_all([one.raw for one in large]) if large else []
    blobs = dict(zip((one.key for one in large), kept, strict=True))
    columns = [
        [one.channel for one in offered],
        [one.door for one in offered],
        [one.key for one in offered],
        [None if one.key in blobs else one.raw for one in offered],
        [blobs.get(one.key) for one in offered],
        [json.dumps(one.envelope) for one in offered],
    ]
    new = dict(ask(_KEEP, [now(), *columns]))
    talks = any(one.channel in CHANNELS and CHANNELS[one.channel].can.exclusive for one in offered)
    transaction.on_commit(urged.set if talks else arrived.set)
    return [new.pop(one.key, None) for one in offered]
