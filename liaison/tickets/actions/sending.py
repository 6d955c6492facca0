"""A message on its way out, as its channel reports it."""

import threading
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.kit.sayings import say as _
from liaison.tickets import events
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.actions.writing import change
from liaison.tickets.models import Dispatch, Message, Ticket
from liaison.tickets.rules import earliest
from liaison.tickets.words import State, Status

due = threading.Event()
"""Set in this process when a dispatch was written: whoever sends need not wait for their next look."""

LATER = (
    timedelta(seconds=20),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)


def claim(dispatch: Dispatch) -> bool:
    """Take a dispatch that is due, so that nobody else hands it over. Tell whether it was still free."""
    at = now()
    return swap(
        dispatch,
        when={"claimed_at": None, "done_at": None, "due_at__lte": at},
        to={"claimed_at": at, "attempts": dispatch.attempts + 1},
    )


def release_stalled(*, before: datetime) -> int:
    """Give free what was claimed before a moment by somebody who then died. Return how many.

    It may have been handed over: it goes out once more under the same id, and the message says so.
    """
    stalled = Dispatch.objects.filter(done_at=None, claimed_at__lt=before)
    why = _(
        "The desk stopped while this was being sent: it may or may not have arrived. "
        "It is sent again under the same id."
    )
    return stalled.update(claimed_at=None, due_at=now(), error=why)


@transaction.atomic
def sent(dispatch: Dispatch, *, external_id: str) -> None:
    """The outside world has it."""
    swap(dispatch, when={"done_at": None}, to={"done_at": now(), "error": ""})
    Message.objects.filter(pk=dispatch.message_id).update(external_id=external_id)
    # A bounce may be quicker than the answer of the server that took the message: it stays bounced.
    Message.objects.filter(pk=dispatch.message_id, state=State.SENDING).update(state=State.SENT)
    record(events.DispatchSent(**_about(dispatch.message)), by=SYSTEM)


@transaction.atomic
def delivered(message: Message) -> None:
    """The outside world says that it arrived. One that came back stays so."""
    swap(message, when={"state": State.SENT}, to={"state": State.DELIVERED})


@transaction.atomic
def fail(dispatch: Dispatch, *, why: str, for_good: bool) -> None:
    """It could not be handed over: tried again later, or for good after the last try; then the ticket comes back."""
    if not for_good and dispatch.attempts <= len(LATER):
        again = now() + LATER[dispatch.attempts - 1]
        swap(dispatch, when={"done_at": None}, to={"claimed_at": None, "due_at": again, "error": why})
        return
    swap(dispatch, when={"done_at": None}, to={"done_at": now(), "error": why})
    Message.objects.filter(pk=dispatch.message_id).update(state=State.FAILED, why_failed=why)
    come_back(dispatch.message)
    record(events.DispatchFailed(**_about(dispatch.message)), by=SYSTEM)


REACHED = (State.SENDING, State.SENT, State.DELIVERED)


@transaction.atomic
def bounce(message: Message, *, why: str) -> None:
    """It came back: the message says why, and the ticket is open and unread again, the customer still waiting.

    A second report of the same message changes nothing.
    """
    if not swap(message, when={"state__in": REACHED}, to={"state": State.BOUNCED, "why_failed": why}):
        return
    come_back(message)
    record(events.Bounced(**_about(message)), by=SYSTEM)


def come_back(message: Message) -> None:
    """Bring the ticket of a message that did not arrive back to whoever has it. What no human wrote does not."""
    if message.auto_kind:
        return
    ticket = Ticket.objects.select_for_update().get(pk=message.ticket_id)
    again: dict[str, Any] = {"unread": True}
    if ticket.status != Status.OPEN:
        again |= OPEN_AGAIN
    if not message.aside:
        again["waiting_since"] = earliest(message.waited_since, ticket.waiting_since) or now()
    change(ticket, again)


def _about(message: Message) -> dict[str, Any]:
    ticket = message.ticket
    return {**ticket.facts, "message_id": message.pk}
