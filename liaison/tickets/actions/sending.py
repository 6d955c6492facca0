"""A message on its way out, as its channel reports it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.rows import one_at_a_time, swap
from liaison.kit.sayings import say as _
from liaison.kit.wakes import Wake
from liaison.tickets import events
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.actions.writing import change
from liaison.tickets.models import Dispatch, EarlyReport, Message, Ticket
from liaison.tickets.rules import earliest
from liaison.tickets.words import News, State, Status

due = Wake("dispatches")
"""Set when a dispatch was written: whoever sends need not wait for their next look."""

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
    # A bounce may be quicker than the answer of the server that took the message: it stays bounced.
    state = Case(When(state=State.SENDING, then=Value(State.SENT)), default=F("state"))
    Message.objects.filter(pk=dispatch.message_id).update(external_id=external_id, state=state)
    record(events.DispatchSent(**about(dispatch.message)), by=SYSTEM)
    catch_up(dispatch.message_id, external_id=external_id)


@transaction.atomic
def delivered(message: Message) -> None:
    """The outside world says that it arrived. One that came back stays so."""
    if swap(message, when={"state__in": (State.SENDING, State.SENT)}, to={"state": State.DELIVERED}):
        record(events.Arrived(**about(message)), by=SYSTEM)


@transaction.atomic
def seen_there(message: Message) -> None:
    """The outside world says that the customer read it. One that came back stays so."""
    reached = (State.SENDING, State.SENT, State.DELIVERED)
    if swap(message, when={"state__in": reached}, to={"state": State.SEEN}):
        record(events.ReadThere(**about(message)), by=SYSTEM)


@transaction.atomic
def fail(dispatch: Dispatch, *, why: str, for_good: bool, later: timedelta | None = None) -> None:
    """It could not be handed over: tried again later, or for good after the last try; then the ticket comes back.

    later: how long the outside world asks us to wait at least.
    """
    if not for_good and dispatch.attempts <= len(LATER):
        again = now() + max(LATER[dispatch.attempts - 1], later or timedelta(0))
        swap(dispatch, when={"done_at": None}, to={"claimed_at": None, "due_at": again, "error": why})
        return
    swap(dispatch, when={"done_at": None}, to={"done_at": now(), "error": why})
    Message.objects.filter(pk=dispatch.message_id).update(state=State.FAILED, why_failed=why)
    come_back(dispatch.message)
    record(events.DispatchFailed(**about(dispatch.message)), by=SYSTEM)


REACHED = (State.SENDING, State.SENT, State.DELIVERED, State.SEEN)


@transaction.atomic
def bounce(message: Message, *, why: str) -> None:
    """It came back: the message says why, and the ticket is open and unread again, the customer still waiting.

    A second report of the same message changes nothing.
    """
    if not swap(message, when={"state__in": REACHED}, to={"state": State.BOUNCED, "why_failed": why}):
        return
    come_back(message)
    record(events.Bounced(**about(message)), by=SYSTEM)


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


def catch_up(message: int, *, external_id: str) -> None:
    """Apply what the outside reported of a message before we knew its id."""
    one_at_a_time(f"report {external_id}")
    early = list(EarlyReport.objects.filter(external_id=external_id).order_by("pk"))
    if not early:
        return
    EarlyReport.objects.filter(pk__in=[one.pk for one in early]).delete()
    ours = Message.objects.select_related("ticket").get(pk=message)
    for one in early:
        tell(ours, News(one.news), why=one.why)


def tell(message: Message, news: News, *, why: str = "") -> None:
    """What the outside tells of a message of ours: it arrived, was read, or came back."""
    if news is News.DELIVERED:
        delivered(message)
    elif news is News.SEEN:
        seen_there(message)
    elif news is News.FAILED:
        bounce(message, why=why)


def about(message: Message) -> dict[str, Any]:
    """What every event about a message says."""
    ticket = message.ticket
    return {**ticket.facts, "message_id": message.pk}
