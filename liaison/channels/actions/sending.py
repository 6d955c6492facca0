"""Claiming what is due, handing it over, and telling what became of it."""

import logging
from datetime import datetime

from django.db import connection
from django.db.models import Min
from django.utils.translation import gettext as _

from liaison.channels.registry import CHANNELS
from liaison.channels.words import NotSent, Outgoing
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch
from liaison.tickets.queries import outgoing_parts

log = logging.getLogger(__name__)
BATCH = 20
LOCK = 0x5E4D  # Whoever sends holds it, shared, for as long as they live.


def alone() -> bool:
    """Say that this connection sends, until it is closed. Return whether nobody else does.

    When nobody else does, whatever is still claimed was claimed by somebody who died.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (nobody_else,) = cursor.fetchone()
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
        if nobody_else:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return bool(nobody_else)


def send_due(channel: str) -> int:
    """Hand over every dispatch of a channel that is due, one after the other. Return how many were taken."""
    claimed = claim_due(BATCH, channel=channel)
    for dispatch in claimed:
        hand_over(dispatch)
    return len(claimed)


def claim_due(limit: int, *, channel: str = "") -> list[Dispatch]:
    """Take up to `limit` dispatches that are due, the longest due first, so that nobody else hands them over."""
    kinds = [channel] if channel else list(CHANNELS)
    free = Dispatch.objects.filter(channel__in=kinds, done_at=None, claimed_at=None, due_at__lte=now())
    found = free.select_related("message__ticket").order_by("due_at", "id")[:limit]
    return [dispatch for dispatch in found if tickets.claim(dispatch)]


def next_due() -> datetime | None:
    """When the next free dispatch is due, None when there is none."""
    free = Dispatch.objects.filter(channel__in=list(CHANNELS), done_at=None, claimed_at=None)
    found: datetime | None = free.aggregate(due=Min("due_at"))["due"]
    return found


def hand_over(dispatch: Dispatch) -> None:
    """Give a claimed dispatch to its channel and write down what became of it. Never raises for the message's sake."""
    try:
        receipt = CHANNELS[dispatch.channel].send(outgoing(dispatch))
    except NotSent as no:
        tickets.fail(dispatch, why=no.why, for_good=no.for_good)
    except Exception:
        log.exception("dispatch %s could not be handed over", dispatch.pk)
        why = _("The desk itself failed while sending this; its log tells more.")
        tickets.fail(dispatch, why=why, for_good=False)
    else:
        tickets.sent(dispatch, external_id=receipt.external_id)


def outgoing(dispatch: Dispatch) -> Outgoing:
    """Make what a channel hands over from a dispatch."""
    return Outgoing(**outgoing_parts(dispatch), door=dispatch.door)
