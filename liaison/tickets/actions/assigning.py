"""Giving a matter to somebody."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.rows import swap
from liaison.team.models import Member
from liaison.tickets import events
from liaison.tickets.errors import NotAColleague
from liaison.tickets.models import Ticket


@transaction.atomic
def assign(ticket: Ticket, *, to: int, by: Actor) -> None:
    """Give the matter to a colleague. Raises NotAColleague. Giving it to whoever has it changes nothing."""
    if not Member.objects.filter(pk=to, is_active=True).exists():
        raise NotAColleague
    if ticket.assignee_id != to and swap(ticket, when={}, to={"assignee_id": to}):
        record(events.Assigned(ticket_id=ticket.pk, customer_id=ticket.customer_id, to_id=to), by=by)
