"""What this room offers to composed pages: the complaints of a ticket."""

from typing import cast

from django.http import HttpRequest

from liaison.authority.queries import effect_of
from liaison.complaints.beside import of_ticket
from liaison.complaints.queries import kind_name, of_people
from liaison.customers.queries import Card
from liaison.kit.pages import drawn
from liaison.kit.panels import Panel, panel
from liaison.team.requests import TeamRequest
from liaison.tickets.models import Ticket


@panel("ticket")
def complaints(request: HttpRequest, ticket: Ticket) -> Panel | None:
    """The complaints of a ticket with their dates; nothing of one that is about whoever looks."""
    member = cast(TeamRequest, request).member
    found = of_ticket(ticket.pk, for_=member)
    may_open = effect_of("complaints.open", by=member, department=ticket.department_id) is not None
    if not (found or may_open):
        return None
    shown = drawn(
        request,
        "complaints/panel.html",
        complaints=found,
        ticket=ticket,
        may_open=may_open,
    )
    return Panel(shown, (f"matter:{ticket.pk}",))


@panel("customer")
def theirs(request: HttpRequest, card: Card) -> Panel | None:
    """The complaints of a person, on their file; nothing of one that is about whoever looks."""
    found = of_people(card.people, for_=cast(TeamRequest, request).member)
    if not found:
        return None
    return Panel(
        drawn(request, "complaints/theirs.html", complaints=[(one, kind_name(one.kind)) for one in found])
    )
