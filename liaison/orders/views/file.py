"""One order: what it is, what moved, what was asked for, and what can be done with it."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from liaison.customers.queries import person
from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.orders import queries
from liaison.orders.cases import Case
from liaison.orders.offers import offers
from liaison.orders.shown import KINDS, STATES, STATUSES, method_name, options_name, reason_name
from liaison.team.requests import TeamRequest


@require_GET
def file(request: HttpRequest, order: int) -> HttpResponse:
    """The whole order on a page of its own. `ticket` names the conversation it was opened from."""
    return show(request, "orders/file.html", **_shown(request, order))


@require_GET
def doing(request: HttpRequest, order: int) -> HttpResponse:
    """What stands below an order beside a conversation: its goods, how far it is, and the buttons."""
    return show(request, "orders/doing.html", **_shown(request, order))


def _shown(request: HttpRequest, order: int) -> dict[str, Any]:
    member = cast(TeamRequest, request).member
    found = queries.file(order, for_=member)
    ticket = id_in(request.GET.get("ticket", ""))
    case = Case.find(order, by=member, lock=False)
    return {
        "order": found,
        "ticket": ticket,
        "who": person(found.customer) if found.customer else None,
        "offers": list(offers(case, ticket=ticket, by=member)),
        "statuses": STATUSES,
        "states": STATES,
        "kinds": KINDS,
        "method_name": method_name,
        "options_name": options_name,
        "reason_name": reason_name,
    }
