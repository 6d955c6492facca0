"""The people who ask."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from liaison.api.rest import outcomes, shapes
from liaison.api.rest.bodies import answer, read
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import asks, listed, reads
from liaison.api.rest.pages import Paged, Words, cut, page
from liaison.customers import queries
from liaison.customers.care import marks_of
from liaison.customers.finding import find_people, find_told
from liaison.customers.imported import people_known_as
from liaison.kit.cursors import position_of
from liaison.tickets.queries import visible_to

router = Router(tags=["customers"], auth=Bearer("customers"))


class CustomerFilter(Paged):
    """Which people: all in the order in which they came, or those found by a name, address or number.

    email, or name and postcode: only whoever has exactly these, as somebody tells them who is to be recognised.
    external_id: how another system calls them, verbatim. source: that system, any when empty.
    """

    q: Words = ""
    email: Words = ""
    name: Words = ""
    postcode: Words = ""
    external_id: Words = ""
    source: Words = ""


@router.get("/customers", summary="List or find customers", **listed(shapes.CustomerShape))
def list_customers(request: HttpRequest, given: Query[CustomerFilter]) -> HttpResponse:
    """People, the oldest file first; with `q`, or what somebody told, one page of finds, without a next one."""
    for_ = caller(request).member
    if told := {
        name: getattr(given, name) for name in ("email", "name", "postcode") if getattr(given, name).strip()
    }:
        rows = queries.whole(find_told(for_, limit=given.limit, **told))
        return page([shapes.customer(row) for row in rows], next_=None)
    if given.external_id:
        ids = people_known_as(given.external_id, source=given.source, for_=for_)
        return page([shapes.customer(row) for row in queries.whole(ids)], next_=None)
    if given.q.strip():
        found = find_people(for_, given.q, limit=given.limit)
        rows = queries.whole([person.id for person in found])
        return page([shapes.customer(row) for row in rows], next_=None)
    after = position_of(given.cursor, bound="api:customers")
    rows = queries.everyone(for_, after=after[0] if after else 0, limit=given.limit + 1)
    return cut(rows, given, bound="api:customers", shape=shapes.customer)


@router.post(
    "/customers", summary="Open a customer's file", auth=Bearer(None), **asks("customers.open", status=201)
)
def open_customer(request: HttpRequest) -> HttpResponse:
    """The command `customers.open` under its noun: 201 with the ids in `result`, or 202, or 409."""
    return outcomes.told(outcomes.ask(request, "customers.open", read(request)), created=True)


@router.get("/customers/{int:customer}", summary="Read a customer", **reads(shapes.PersonFileShape))
def read_customer(request: HttpRequest, customer: int) -> HttpResponse:
    """One person with the addresses and numbers by which they are known, and the care marks which one sees."""
    for_ = caller(request).member
    found = queries.find(customer, for_=for_)
    return answer(shapes.file_of(found, marks_of(queries.people_of(found.pk), for_=for_)))


@router.patch(
    "/customers/{int:customer}",
    summary="Correct a customer",
    auth=Bearer(None),
    **asks("customers.edit", without=("customer",)),
)
def edit_customer(request: HttpRequest, customer: int) -> HttpResponse:
    """The command `customers.edit` under its noun; what is left out stays as it is."""
    return outcomes.told(outcomes.ask(request, "customers.edit", read(request) | {"customer": customer}))


class TicketsOf(Paged):
    """Which tickets of the person: the newest first."""


@router.get(
    "/customers/{int:customer}/tickets", summary="List a customer's tickets", **listed(shapes.TicketShape)
)
def list_tickets_of(request: HttpRequest, customer: int, given: Query[TicketsOf]) -> HttpResponse:
    """The tickets of a person, and of whoever was found to be them, which the token's member may see."""
    for_ = caller(request).member
    people = queries.people_of(queries.find(customer, for_=for_).pk)
    bound = f"api:tickets-of:{customer}"
    after = position_of(given.cursor, bound=bound)
    rows = visible_to(for_).filter(customer__in=people)
    rows = rows.filter(pk__lt=after[0]) if after else rows
    return cut(list(rows.order_by("-pk")[: given.limit + 1]), given, bound=bound, shape=shapes.ticket)
