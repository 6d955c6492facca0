"""The customer's file: who they are, and every contact we had."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from liaison.authority.queries import extent_of
from liaison.customers import queries as customers
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.tickets import queries as tickets
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, member_of


def page(request: HttpRequest, customer: int) -> HttpResponse:
    """The whole file, or only what changes in it (after news)."""
    found = beside(customer, for_=member_of(request))
    if request.GET.get("part") or request.headers.get("HX-Target") == "main":
        return draw(
            request, "parts/customer_body" if request.GET.get("part") else "parts/customer", beside=found
        )
    return draw(request, "customer", beside=found, **railing(request, ""))


def beside(customer: int, *, for_: Actor) -> dict[str, Any]:
    """What stands beside a ticket: the person, how they are reached, and their tickets that `for_` may see.

    Raises NotFound to whoever may not see customers.
    """
    person = customers.person(customer)
    if person is None or not extent_of("customers.see", by=for_):
        raise NotFound
    people = customers.people_of(customer)
    return {
        "person": person,
        "name": customers.names_of([customer])[customer],
        "identities": customers.identities_of(people),
        "notes": customers.notes_of(people),
        "history": tickets.of_customer(customer, for_=for_),
    }
