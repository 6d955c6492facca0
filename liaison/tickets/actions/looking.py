"""Who has seen what."""

from django.db import connection, transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.models import Ticket

# A mark never goes back: two tabs may report out of order.
_MARK = """
INSERT INTO tickets_seen (ticket_id, member_id, message, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (ticket_id, member_id) DO UPDATE
SET message = GREATEST(tickets_seen.message, EXCLUDED.message), at = EXCLUDED.at
"""


@transaction.atomic
def mark_seen(ticket: Ticket, *, message: int, by: Actor) -> None:
    """Keep that a member has seen the ticket up to a message.

    The ticket is no longer unread for the team once its owner has looked, or anybody while nobody owns it.
    """
    noun, _, member = by.ref.partition(":")
    if noun != "member":
        return
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [ticket.pk, int(member), message, now()])
    theirs = ticket.assignee_id is None or ticket.assignee_id == int(member)
    up_to_date = message >= (ticket.last_message or 0)
    if theirs and up_to_date and swap(ticket, when={"unread": True}, to={"unread": False}):
        record(events.Looked(**ticket.facts), by=by)
