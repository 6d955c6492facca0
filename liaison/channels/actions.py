"""Keep, read, hand over; and on the way out claim, send, tell."""

import logging
import threading
from typing import Any

from django.db import connection, transaction

from liaison.channels.models import Parcel
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Kept, NotSent, Outgoing
from liaison.files import actions as files
from liaison.files.queries import read as read_bytes
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch

log = logging.getLogger(__name__)
BATCH = 20
arrived = threading.Event()

_KEEP = """
INSERT INTO channels_parcel (channel, door, key, blob_id, envelope, state, kept_at, attempts, error)
VALUES (%s, %s, %s, %s, %s, 'kept', %s, 0, '') ON CONFLICT (key) DO NOTHING RETURNING id
"""


@transaction.atomic
def keep(raw: bytes, *, channel: str, door: str, key: str, envelope: dict[str, Any]) -> int | None:
    """Keep a raw thing; committed when this returns. Return its id, or None if it was kept before.

    key: names this very thing, so that a door may offer it again after a broken connection.
    """
    import json

    sha256 = files.keep(raw)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [channel, door, key, sha256, json.dumps(envelope), now()])
        row = cursor.fetchone()
    transaction.on_commit(arrived.set)
    return row[0] if row else None


def read_waiting() -> int:
    """Read the kept parcels, a batch in one go. Return how many were taken."""
    with transaction.atomic():
        waiting = Parcel.objects.filter(state=Parcel.State.KEPT).order_by("id")
        batch = list(waiting.select_for_update(skip_locked=True)[:BATCH])
        for parcel in batch:
            _read(parcel)
    return len(batch)


def _read(parcel: Parcel) -> None:
    """Read one parcel and hand its arrivals over, in a savepoint: a bad one leaves the others alone."""
    try:
        with transaction.atomic():
            kept = Kept(parcel.pk, parcel.door, read_bytes(parcel.blob_id), parcel.envelope)
            for arrival in CHANNELS[parcel.channel].read(kept):
                tickets.receive(arrival)
            parcel.state, parcel.read_at, parcel.error = Parcel.State.READ, now(), ""
    except Exception as failure:
        log.exception("parcel %s could not be read", parcel.pk)
        parcel.state, parcel.error = Parcel.State.UNREADABLE, f"{type(failure).__name__}: {failure}"
    parcel.attempts += 1
    parcel.save(update_fields=["state", "read_at", "error", "attempts"])


def send_due(channel: str) -> int:
    """Hand over every dispatch of a channel that is due. Return how many were taken."""
    due = Dispatch.objects.filter(channel=channel, done_at=None, claimed_at=None, due_at__lte=now())
    taken = 0
    for dispatch in due.select_related("message__ticket").order_by("due_at")[:BATCH]:
        if tickets.claim(dispatch):
            taken += 1
            _send(dispatch)
    return taken


def _send(dispatch: Dispatch) -> None:
    try:
        receipt = CHANNELS[dispatch.channel].send(outgoing(dispatch))
    except NotSent as no:
        tickets.fail(dispatch, why=no.why, for_good=no.for_good)
    else:
        tickets.sent(dispatch, external_id=receipt.external_id)


def outgoing(dispatch: Dispatch) -> Outgoing:
    """Make what a channel hands over from a dispatch."""
    from liaison.tickets.queries import outgoing_parts

    return Outgoing(**outgoing_parts(dispatch), door=dispatch.door)
