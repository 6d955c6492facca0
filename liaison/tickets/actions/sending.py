"""A message on its way out, as its channel reports it."""

from datetime import timedelta

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.models import Dispatch, Message
from liaison.tickets.words import State

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


@transaction.atomic
def sent(dispatch: Dispatch, *, external_id: str) -> None:
    """The outside world has it."""
    swap(dispatch, when={"done_at": None}, to={"done_at": now(), "error": ""})
    _state(dispatch.message, State.SENT, external_id=external_id)
    record(_event(events.DispatchSent, dispatch.message), by=SYSTEM)


@transaction.atomic
def fail(dispatch: Dispatch, *, why: str, for_good: bool) -> None:
    """It could not be handed over: tried again later, or for good after the last try."""
    if not for_good and dispatch.attempts <= len(LATER):
        again = now() + LATER[dispatch.attempts - 1]
        swap(dispatch, when={"done_at": None}, to={"claimed_at": None, "due_at": again, "error": why})
        return
    swap(dispatch, when={"done_at": None}, to={"done_at": now(), "error": why})
    _state(dispatch.message, State.FAILED, why_failed=why)
    record(_event(events.DispatchFailed, dispatch.message), by=SYSTEM)


def _state(message: Message, state: State, **more: str) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **more)


def _event(
    cls: type[events.DispatchSent] | type[events.DispatchFailed], message: Message
) -> events.TicketEvent:
    ticket = message.ticket
    return cls(ticket_id=ticket.pk, customer_id=ticket.customer_id, message_id=message.pk)
