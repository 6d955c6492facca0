"""What was bought, how it was paid, and what was asked for afterwards."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from liaison.api.rest.bodies import answer
from liaison.api.rest.goods import cut_shown
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import listed, reads
from liaison.api.rest.pages import Paged, Words, page
from liaison.api.rest.shapes_orders import MethodShape, OrderShape, method, order
from liaison.kit.cursors import position_of
from liaison.orders import queries
from liaison.orders.queries.listed import Wanted, orders_wanted
from liaison.orders.words import Status

router = Router(tags=["orders"], auth=Bearer("orders"))


class OrderFilter(Paged):
    """Which orders: all in the order of their ids, or those that fit everything which is said.

    number, external_id: verbatim. source: the system of the external id.
    """

    number: Words = ""
    external_id: Words = ""
    source: Words = ""
    status: Literal[("", *Status)] = ""  # type: ignore[valid-type]
    account: int | None = None
    customer: int | None = None


@router.get("/orders", summary="List or find orders", **listed(OrderShape))
def list_orders(request: HttpRequest, given: Query[OrderFilter]) -> HttpResponse:
    """Orders with everything that belongs to them."""
    wanted = Wanted(**given.dict(exclude={"limit", "cursor"}))
    bound = "api:orders:" + repr(sorted(wanted.asked.items()))
    after = position_of(given.cursor, bound=bound)
    rows = orders_wanted(
        wanted, for_=caller(request).member, after=after[0] if after else 0, limit=given.limit + 1
    )
    return cut_shown([order(one) for one in rows], given, bound=bound)


@router.get("/orders/{int:order_id}", summary="Read an order", **reads(OrderShape))
def read_order(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order with its lines, charges, fulfilments, movements and requests."""
    return answer(order(queries.file(order_id, for_=caller(request).member)))


@router.get(
    "/accounts/{int:account}/payment-methods",
    summary="List an account's payment methods",
    **listed(MethodShape),
)
def list_methods(request: HttpRequest, account: int) -> HttpResponse:
    """By what an account pays, the oldest first; an account which does not exist has none."""
    found = queries.methods_of(account, for_=caller(request).member)
    return page([method(one) for one in found], next_=None)
