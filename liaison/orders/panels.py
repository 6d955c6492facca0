"""What this room offers to composed pages: the orders of whoever a ticket is about."""

from collections.abc import Set
from typing import Final, cast

from django.http import HttpRequest
from markupsafe import Markup

from liaison.authority.queries import extent_of
from liaison.customers.queries import Card, accounts_for, accounts_of
from liaison.customers.verified import Standing
from liaison.kit.pages import drawn
from liaison.kit.panels import Panel, panel
from liaison.orders import beside
from liaison.orders.permissions import SEE
from liaison.orders.queries import any_orders
from liaison.orders.queries import beside as newest
from liaison.orders.shown import MEANS, STATUSES
from liaison.team.requests import TeamRequest
from liaison.tickets.models import Ticket

SHOWN: Final = 5
ON_FILE: Final = 20


@panel("ticket")
def orders(request: HttpRequest, ticket: Ticket) -> Panel | None:
    """The newest orders of the accounts for which the customer acts; each opens to what can be done with it."""
    found = draw(request, ticket)
    return Panel(found) if found else None


def draw(request: HttpRequest, ticket: Ticket, *, opened: Set[int] = frozenset()) -> Markup | None:
    """The panel; it asks for its own news, and what was open stays open. opened: ids of orders."""
    member = cast(TeamRequest, request).member
    if ticket.customer_id is None or not any_orders() or not extent_of(SEE, by=member):
        return None
    accounts = accounts_for(ticket.customer_id) | ({ticket.account_id} if ticket.account_id else set())
    found = newest(accounts, for_=member, limit=SHOWN + 1)
    may_take = bool(extent_of("orders.place", by=member))
    if not found and not may_take:
        return None
    shown = found[:SHOWN]
    known = [one for one in Standing(ticket.pk, None, by=member).recognised if one.valid]
    return drawn(
        request,
        "orders/panel.html",
        orders=shown,
        more=len(found) > SHOWN,
        ticket=ticket,
        statuses=STATUSES,
        known=known,
        may_take=may_take,
        means=MEANS,
        topics=[ticket.ref, "rule:*", *(f"order:{one.id}" for one in shown)],
        bodies={
            one.id: drawn(request, "orders/doing.html", **beside.shown(request, one.id, ticket=ticket.pk))
            for one in shown
            if one.id in opened
        },
    )


@panel("customer")
def theirs(request: HttpRequest, card: Card) -> Panel | None:
    """The newest orders of all accounts for which a person acts, on their file."""
    member = cast(TeamRequest, request).member
    may_take = bool(extent_of("orders.place", by=member))
    if not any_orders() or not extent_of(SEE, by=member):
        return None
    found = newest(accounts_of(card.people), for_=member, limit=ON_FILE)
    if not found and not may_take:
        return None
    shown = drawn(
        request,
        "orders/theirs.html",
        orders=found,
        customer=card.kept,
        statuses=STATUSES,
        may_take=may_take,
    )
    return Panel(shown, tuple(f"order:{one.id}" for one in found))
