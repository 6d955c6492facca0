"""What belongs to a person: where they live, and the accounts for which they act."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import listed
from liaison.api.rest.pages import page
from liaison.api.rest.shapes import Shape, when
from liaison.api.rest.shapes_orders import PostalShape
from liaison.customers import queries
from liaison.customers.imported import addresses_of

router = Router(tags=["customers"], auth=Bearer("customers"))


class AddressShape(PostalShape):
    """Where a person is reached by post."""

    id: int
    customer: int
    is_default: bool


@router.get(
    "/customers/{int:customer}/addresses", summary="List a customer's addresses", **listed(AddressShape)
)
def list_addresses(request: HttpRequest, customer: int) -> HttpResponse:
    """Where a person, and whoever was found to be them, is reached by post, the default first."""
    for_ = caller(request).member
    people = queries.people_of(queries.find(customer, for_=for_).pk)
    made = [
        {"id": one.pk, "customer": one.customer_id, "is_default": one.is_default, **vars(one.postal)}
        for one in addresses_of(people, for_=for_)
    ]
    return page(made, next_=None)


class ActingShape(Shape):
    """A person acts for an account. until: none for an open end."""

    account: int
    kind: str
    name: str
    role: str
    since: datetime
    until: datetime | None


@router.get("/customers/{int:customer}/accounts", summary="List a customer's accounts", **listed(ActingShape))
def list_accounts(request: HttpRequest, customer: int) -> HttpResponse:
    """For which accounts a person, and whoever was found to be them, acts or acted: their orders are there."""
    people = queries.people_of(queries.find(customer, for_=caller(request).member).pk)
    made = [
        {
            "account": one.account,
            "kind": one.account_kind,
            "name": one.account_name,
            "role": one.role,
            "since": when(one.since),
            "until": when(one.until),
        }
        for one in queries.acts_of(people)
    ]
    return page(made, next_=None)
