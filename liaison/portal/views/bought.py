"""My orders: what was bought, how far it is, and asking to give it back."""

from typing import Final, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from liaison.kit.errors import NotFound, Refusal
from liaison.kit.pace import Pace
from liaison.orders.queries import of_customers
from liaison.orders.queries.shown import File
from liaison.orders.shown import KINDS, STATES, STATUSES, method_name, options_name
from liaison.portal import actions, errors
from liaison.portal.doors import CustomerRequest, hasten, owner, page
from liaison.portal.queries import Visitor

ASKING: Final = Pace(10, 600)


@require_safe
@owner
def orders(request: CustomerRequest) -> HttpResponse:
    """Everything that was bought for the accounts of whoever is in."""
    visitor = cast(Visitor, request.visitor)
    return page(
        request,
        "orders",
        orders=of_customers(visitor.people),
        statuses=STATUSES,
        states=STATES,
        kinds=KINDS,
        options_name=options_name,
        method_name=method_name,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@owner
def ask_return(request: CustomerRequest, order: int) -> HttpResponse:
    """Ask to give goods of an order back: it becomes a ticket, on which somebody answers."""
    visitor = cast(Visitor, request.visitor)
    found = _mine(visitor, order)
    if request.method != "POST":
        return _shown(request, found)
    chosen = {item.id: request.POST.get(f"item-{item.id}") == "on" for item in found.items}
    names = [f"{item.name} {options_name(item.options)}".strip() for item in found.items if chosen[item.id]]
    why = request.POST.get("why", "")
    try:
        hasten(request, "return", ASKING)
        number = actions.ask_for_return(
            visitor, order=found.number, names=names, why=why, language=get_language() or ""
        )
    except Refusal as no:
        status = 429 if isinstance(no, errors.TooMany) else 422
        return _shown(request, found, status=status, refusal=no.sentence, why=why, chosen=chosen)
    return redirect("portal-ticket", number)


def _mine(visitor: Visitor, order: int) -> File:
    """One of their orders. Raises NotFound for every other, and for one of which nothing came yet."""
    found = next((one for one in of_customers(visitor.people) if one.id == order), None)
    if found is None or found.status != "delivered":
        raise NotFound
    return found


def _shown(
    request: CustomerRequest, found: File, *, status: int = 200, refusal: str = "", why: str = "",
    chosen: dict[int, bool] | None = None,
) -> HttpResponse:  # fmt: skip
    return page(
        request, "return", status=status, order=found, refusal=refusal, why=why, chosen=chosen or {},
        options_name=options_name,
    )  # fmt: skip
