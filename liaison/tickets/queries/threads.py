"""Lasting conversations at a door with the tickets on which they lie, and occasions of many messages."""

from datetime import datetime

from liaison.kit.clock import now
from liaison.kit.rows import Rows
from liaison.tickets.models import Contact, Thread, Ticket
from liaison.tickets.rules import goes_on


def threads_on(keys: set[str]) -> dict[str, int]:
    """The ticket on which each of these conversations goes on; one whose matter is settled is left out."""
    keys = keys - {""}
    if not keys:
        return {}
    at = now()
    found = Thread.objects.filter(key__in=keys).select_related("ticket")
    there = {one.key: _kept_for(one.ticket) for one in found}
    return {key: one.pk for key, one in there.items() if goes_on(one.status, one.resolved_at, at=at)}


def heard_at(key: str) -> datetime | None:
    """When the customer last spoke in this conversation, None if never."""
    return Thread.objects.filter(key=key).values_list("heard_at", flat=True).first()


def occasions(keys: set[str]) -> dict[str, Contact]:
    """The contacts which are called so, among those that have begun."""
    keys = keys - {""}
    return {str(one.key): one for one in _OCCASIONS(keys=list(keys))} if keys else {}


_OCCASIONS = Rows(Contact, "SELECT {columns} FROM tickets_contact WHERE key = ANY(%(keys)s)")


def _kept_for(ticket: Ticket) -> Ticket:
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket
