"""What could not be read: read again after the reader was mended, or with a text taken out."""

from typing import Any

from django.db import transaction

from liaison.channels.actions.keeping import SMALL
from liaison.channels.actions.reading import kept
from liaison.channels.errors import NotInTheTray, StillUnreadable
from liaison.channels.events import ReadAgain
from liaison.channels.models import Parcel
from liaison.channels.registry import CHANNELS
from liaison.files import actions as files
from liaison.journal.actions import record
from liaison.kit import memory
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message
from liaison.tickets.registry import redactor
from liaison.tickets.words import Arrival


@transaction.atomic
def read_again(parcel: Parcel, *, by: Actor) -> int | None:
    """Read a parcel of the tray once more. Return the ticket on which its words now lie.

    They come onto the ticket that stood in for them, unless they show that they belong to another.
    Raises NotInTheTray, StillUnreadable.
    """
    if parcel.state != Parcel.State.UNREADABLE:
        raise NotInTheTray
    try:
        arrivals = [one for one in CHANNELS[parcel.channel].read(kept(parcel)) if isinstance(one, Arrival)]
    except Exception as failure:
        raise StillUnreadable(why=f"{type(failure).__name__}: {failure}") from failure
    if why := next((arrival.unreadable for arrival in arrivals if arrival.unreadable), ""):
        raise StillUnreadable(why=why)
    stood_in = Message.objects.filter(pk=parcel.message or 0).select_related("ticket").first()
    ticket = None
    for arrival in arrivals:
        received = tickets.receive(arrival)
        ticket = received.ticket
        if stood_in and received.new:
            new = Message.objects.select_related("ticket", "contact").get(pk=received.message)
            tickets.attach_to(new, stood_in.ticket, by=by)
            ticket = stood_in.ticket_id
    if stood_in:
        tickets.understood(stood_in.ticket)
    Parcel.objects.filter(pk=parcel.pk).update(
        state=Parcel.State.READ, read_at=now(), error="", attempts=parcel.attempts + 1
    )
    memory.tell("parcel")
    record(ReadAgain(ticket_id=ticket, parcel_id=parcel.pk), by=by)
    return ticket


@redactor
def redact_parcel(parcel_id: int, text: str, mark: str) -> None:
    """Take a text out of a raw parcel, so that reading it again would not bring it back."""
    parcel = Parcel.objects.select_for_update().filter(pk=parcel_id).first()
    if parcel is None:
        return
    raw = kept(parcel).raw
    without = CHANNELS[parcel.channel].redact(raw, text, mark)
    if without != raw:
        Parcel.objects.filter(pk=parcel.pk).update(**_lying(without))


def _lying(raw: bytes) -> dict[str, Any]:
    """Where bytes lie, as the columns of a parcel say it."""
    small = len(raw) <= SMALL
    return {"raw": raw if small else None, "blob": None if small else files.keep(raw)}
