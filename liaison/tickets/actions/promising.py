"""What we owe, by when, and whether we kept it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.errors import Empty, NotInTheFuture, PromiseSettled
from liaison.tickets.models import Promise, Ticket
from liaison.tickets.words import Status

BATCH = 200


@transaction.atomic
def promise(ticket: Ticket, what: str, *, due: datetime, by: Actor) -> Promise:
    """Promise something until a moment; when it is not kept by then, the ticket comes back by itself.

    Raises Empty, NotInTheFuture.
    """
    if not what.strip():
        raise Empty
    at = now()
    if due <= at:
        raise NotInTheFuture
    made = Promise.objects.create(ticket=ticket, what=what.strip()[:200], by=by.ref, made_at=at, due_at=due)
    _due(ticket)
    said = events.Promised(**ticket.facts, promise_id=made.pk, due=due.isoformat())
    record(said, by=by)
    return made


@transaction.atomic
def keep_promise(promise: Promise, *, by: Actor) -> None:
    """What we owed is done; also when it is late. Raises PromiseSettled."""
    if not swap(promise, when={"kept_at": None, "withdrawn_at": None}, to={"kept_at": now()}):
        raise PromiseSettled
    _settled(promise, events.PromiseKept, by=by)


@transaction.atomic
def withdraw_promise(promise: Promise, *, by: Actor) -> None:
    """What we owed is no longer owed. Raises PromiseSettled."""
    if not swap(promise, when={"kept_at": None, "withdrawn_at": None}, to={"withdrawn_at": now()}):
        raise PromiseSettled
    _settled(promise, events.PromiseWithdrawn, by=by)


@transaction.atomic
def break_due() -> int:
    """Bring back the ticket of every promise that was not kept in time, up to a batch. Return how many."""
    late = Promise.objects.filter(
        due_at__lte=now(), kept_at=None, withdrawn_at=None, broken_at=None
    ).select_for_update(skip_locked=True, of=("self",))
    promises = list(late.select_related("ticket").order_by("due_at")[:BATCH])
    for late_one in promises:
        _break(late_one)
    return len(promises)


def _break(promise: Promise) -> None:
    swap(promise, when={"broken_at": None}, to={"broken_at": now()})
    ticket = Ticket.objects.select_for_update().get(pk=promise.ticket_id)
    back = {} if ticket.status == Status.OPEN else OPEN_AGAIN
    swap(ticket, when={}, to={**back, "unread": True})
    broken = events.PromiseBroken(**ticket.facts, promise_id=promise.pk)
    record(broken, by=SYSTEM)


def _settled(
    promise: Promise, said: type[events.PromiseKept] | type[events.PromiseWithdrawn], *, by: Actor
) -> None:
    ticket = promise.ticket
    _due(ticket)
    record(said(**ticket.facts, promise_id=promise.pk), by=by)


def _due(ticket: Ticket) -> None:
    """The row shows the earliest promise that is still owed, also when it is late."""
    owed = ticket.promises.filter(kept_at=None, withdrawn_at=None)
    swap(ticket, when={}, to={"due_at": owed.aggregate(due=Min("due_at"))["due"]})
