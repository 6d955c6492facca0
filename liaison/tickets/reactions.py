"""What tickets do when something happens elsewhere."""

from django.db import transaction

from liaison.journal.registry import Happened, on
from liaison.kit.actor import SYSTEM
from liaison.team.events import MemberDeactivated
from liaison.tickets import actions
from liaison.tickets.models import Ticket
from liaison.tickets.words import UNSETTLED


@on(MemberDeactivated)
def give_back_what_is_unsettled(happened: Happened) -> None:
    """When somebody leaves, what they had not settled waits among the unassigned. Settled matters keep their name."""
    unsettled = Ticket.objects.filter(assignee=happened.event.member_id, status__in=UNSETTLED)
    for ticket in unsettled.iterator(chunk_size=200):
        with transaction.atomic():
            actions.assign(ticket, to=None, by=SYSTEM)
