"""Claiming what is due, handing it over, and telling what became of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection

from liaison.channels.registry import CHANNELS
from liaison.channels.words import GetsReady, NotSent, Outgoing
from liaison.files.queries import standings
from liaison.files.words import Standing
from liaison.kit.clock import now
from liaison.kit.sayings import say as _
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch, Message
from liaison.tickets.queries import outgoing_parts

log = logging.getLogger(__name__)
BATCH = 20
MOMENT = timedelta(seconds=5)
HAIR = 0.0005  # Seconds; whoever wakes a hair too early finds that it is not due yet.
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


def next_due(limit: int) -> list[tuple[int, datetime]]:
    """The ids of the free dispatches that are due next, and when."""
    free = Dispatch.objects.filter(channel__in=list(CHANNELS), done_at=None, claimed_at=None)
    return list(free.order_by("due_at", "id").values_list("pk", "due_at")[:limit])


def see_off(dispatch_id: int, *, wait: Callable[[float], object]) -> None:
    """Get a dispatch ready, wait until it is due, and hand it over if it is still free then.

    wait: sleeps so many seconds; true when nobody waits any more. Never raises for the message's sake.
    """
    dispatch = Dispatch.objects.select_related("message__ticket__department").filter(pk=dispatch_id).first()
    if dispatch is None:
        return
    ready, at = None, now()
    if dispatch.due_at > at:
        ready = _ready(dispatch)
        left = (dispatch.due_at - now()).total_seconds()
        if wait(max(left, 0) + HAIR):
            return
    if not tickets.claim(dispatch):
        return
    if ready and _was_redacted(dispatch, since=at):
        ready = None
        dispatch.message.refresh_from_db()
    hand_over(dispatch, ready=ready)


def _ready(dispatch: Dispatch) -> Outgoing | None:
    """What leaves when it is due, its channel prepared for it; None when that failed, it is then tried at its time."""
    try:
        made, channel = outgoing(dispatch), CHANNELS[dispatch.channel]
        if isinstance(channel, GetsReady):
            channel.get_ready(made)
    except Exception:
        log.debug("dispatch %s could not be got ready", dispatch.pk, exc_info=True)
        return None
    return made


def _was_redacted(dispatch: Dispatch, *, since: datetime) -> bool:
    """Whether something was taken out of the ticket since a moment: an answer quotes what it answers."""
    return Message.objects.filter(ticket=dispatch.message.ticket_id, redacted_at__gt=since).exists()


def hand_over(dispatch: Dispatch, *, ready: Outgoing | None = None) -> None:
    """Give a claimed dispatch to its channel and write down what became of it. Never raises for the message's sake.

    ready: the same as the channel was prepared for.
    """
    try:
        made = ready or outgoing(dispatch)
        _must_be_free(made)
        receipt = CHANNELS[dispatch.channel].send(made)
    except NotSent as no:
        tickets.fail(dispatch, why=no.why, for_good=no.for_good, later=no.later)
    except Exception:
        log.exception("dispatch %s could not be handed over", dispatch.pk)
        why = _("The desk itself failed while sending this; its log tells more.")
        tickets.fail(dispatch, why=why, for_good=False)
    else:
        tickets.sent(dispatch, external_id=receipt.external_id)


def _must_be_free(made: Outgoing) -> None:
    """Nothing with a virus leaves us, and nothing into which a scanner has not looked. Raises NotSent."""
    for standing in standings(file.sha256 for file in made.enclosed).values():
        if standing == Standing.HELD:
            raise NotSent(_("Its files are being checked for viruses."), for_good=False, later=MOMENT)
        raise NotSent(
            _("A virus was found in one of its files, or it is too large to be checked."), for_good=True
        )


def outgoing(dispatch: Dispatch) -> Outgoing:
    """Make what a channel hands over from a dispatch."""
    return Outgoing(**outgoing_parts(dispatch), door=dispatch.door)
