"""Reading what was kept and handing it over to tickets."""

import logging

from django.db import transaction

from liaison.channels.models import Parcel
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Kept
from liaison.files.queries import read as read_bytes
from liaison.kit.clock import now
from liaison.tickets import actions as tickets

log = logging.getLogger(__name__)
BATCH = 20


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
            kept = Kept(parcel.pk, parcel.door, read_bytes(parcel.blob_id), parcel.envelope, parcel.kept_at)
            for arrival in CHANNELS[parcel.channel].read(kept):
                tickets.receive(arrival)
            parcel.state, parcel.read_at, parcel.error = Parcel.State.READ, now(), ""
    except Exception as failure:
        log.exception("parcel %s could not be read", parcel.pk)
        parcel.state, parcel.error = Parcel.State.UNREADABLE, f"{type(failure).__name__}: {failure}"
    parcel.attempts += 1
    parcel.save(update_fields=["state", "read_at", "error", "attempts"])
