"""Taking back what has not left yet."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.actions.drafting import bring_back
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.actions.writing import change, restate
from liaison.tickets.errors import NotOnItsWay, TooLate
from liaison.tickets.models import Dispatch, Message
from liaison.tickets.queries import enclosed_in
from liaison.tickets.rules import earliest, member_of
from liaison.tickets.words import State, Status


@transaction.atomic
def undo(message: Message, *, by: Actor) -> None:
    """Take back a message of ours before its channel has it; its words return to the writer's draft.

    The ticket stands again as before: the customer waits since when they waited, and it is open if this settled it.
    Raises NotOnItsWay, and TooLate once it was handed over.
    """
    dispatch = Dispatch.objects.filter(message=message).first()
    if dispatch is None:
        raise NotOnItsWay
    if not swap(
        dispatch, when={"claimed_at": None, "done_at": None}, to={"done_at": now(), "error": "undone"}
    ):
        raise TooLate
    swap(message, when={}, to={"state": State.UNDONE})
    _stand_as_before(message)
    _return_words(message)
    ticket = message.ticket
    record(events.Undone(**ticket.facts, message_id=message.pk), by=by)


def _stand_as_before(message: Message) -> None:
    ticket = message.ticket
    settled_by_this = ticket.resolved_at is not None and ticket.resolved_at >= message.at
    if ticket.status == Status.RESOLVED and settled_by_this:
        change(ticket, OPEN_AGAIN)
    if message.waited_since:
        change(ticket, {"waiting_since": earliest(message.waited_since, ticket.waiting_since)})
    restate(ticket)


def _return_words(message: Message) -> None:
    member = member_of(message.author)
    if member is None or message.auto_kind:
        return
    bring_back(
        message.ticket,
        member=member,
        kind="forward" if message.aside else "reply",
        text=message.text,
        enclosed=enclosed_in(message),
        to=message.to,
        cc=message.cc,
        bcc=message.bcc,
    )
