"""One order: what it is, what moved, what was asked for, and what can be done with it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.orders import queries
from liaison.orders.beside import shown
from liaison.orders.panels import draw
from liaison.orders.shown import DUES
from liaison.team.requests import TeamRequest
from liaison.tickets.queries import find_number


@require_GET
def file(request: HttpRequest, order: int) -> HttpResponse:
    """The whole order on a page of its own. `ticket` names the conversation it was opened from."""
    context = shown(request, order, ticket=_ticket(request))
    billed = queries.invoices(order, for_=cast(TeamRequest, request).member)
    return show(request, "orders/file.html", invoices=billed, dues=DUES, **context)


@require_GET
def doing(request: HttpRequest, order: int) -> HttpResponse:
    """What stands below an order beside a conversation: its goods, how far it is, and the buttons."""
    return show(request, "orders/doing.html", **shown(request, order, ticket=_ticket(request)))


@require_GET
def beside(request: HttpRequest, number: int) -> HttpResponse:
    """The orders beside a conversation, drawn again after news; those that were open stay open."""
    opened = {order for order in map(id_in, request.GET.getlist("open")) if order is not None}
    row = find_number(number, for_=cast(TeamRequest, request).member)
    return HttpResponse(draw(request, row, opened=opened) or "")


def _ticket(request: HttpRequest) -> int | None:
    return id_in(request.GET.get("ticket", ""))
