"""What this room offers to composed pages: the orders of whoever a ticket is about."""

from typing import Final, cast

from django.http import HttpRequest

from liaison.authority.queries import extent_of
from liaison.customers.queries import accounts_for
from liaison.customers.verified import Standing
from liaison.kit.pages import drawn
from liaison.kit.panels import Panel, panel
from liaison.orders.permissions import SEE
from liaison.orders.queries import any_orders, beside
from liaison.orders.shown import MEANS, STATUSES
from liaison.team.requests import TeamRequest
from liaison.tickets.models import Ticket

SHOWN: Final = 5


@panel("ticket")
def orders(request: HttpRequest, ticket: Ticket) -> Panel | None:
    """The newest orders of the accounts for which the customer acts; each opens to what can be done with it."""
    member = cast(TeamRequest, request).member
    if ticket.customer_id is None or not any_orders() or not extent_of(SEE, by=member):
        return None
    accounts = accounts_for(ticket.customer_id) | ({ticket.account_id} if ticket.account_id else set())
    found = beside(accounts, for_=member, limit=SHOWN + 1)
    if not found:
        return None
    shown = drawn(
        request,
        "orders/panel.html",
        orders=found[:SHOWN],
        more=len(found) > SHOWN,
        ticket=ticket,
        statuses=STATUSES,
        known=[one for one in Standing(ticket.pk, None, by=member).recognised if one.valid],
        means=MEANS,
    )
    return Panel(shown, tuple(f"order:{one.id}" for one in found[:SHOWN]))
