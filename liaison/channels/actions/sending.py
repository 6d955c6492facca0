"""Claiming what is due, handing it over, and telling what became of it."""

from liaison.channels.registry import CHANNELS
from liaison.channels.words import NotSent, Outgoing
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch
from liaison.tickets.queries import outgoing_parts

BATCH = 20


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
    return Outgoing(**outgoing_parts(dispatch), door=dispatch.door)
