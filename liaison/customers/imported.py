"""Finding people by how the system they came from calls them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liaison.authority.queries import extent_of
from liaison.customers.models import Acting, Address, ExternalId
from liaison.customers.queries import SEE
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Imported:
    """Somebody who came from elsewhere. account: the first for which they act as its holder; ids."""

    customer: int
    account: int


def people_called(source: str, values: Iterable[str]) -> Mapping[str, int]:
    """The ids of the people whom a system calls so, by what it calls them; those it does not know are left out."""
    rows = ExternalId.objects.filter(source=source, value__in=set(values))
    return dict(rows.values_list("value", "customer_id"))


def accounts_called(source: str, values: Iterable[str]) -> Mapping[str, Imported]:
    """The same with the account to which their orders belong."""
    people = people_called(source, values)
    acting = Acting.objects.filter(customer__in=set(people.values()), role=Acting.As.HOLDER, until=None)
    accounts = dict(acting.order_by("-id").values_list("customer_id", "account_id"))
    return {
        value: Imported(customer, accounts[customer])
        for value, customer in people.items()
        if customer in accounts
    }


def people_known_as(value: str, *, source: str = "", for_: Actor) -> list[int]:
    """The ids of the people whom a system calls so; any system when none is named. NotFound to a stranger."""
    _must_see(for_)
    rows = ExternalId.objects.filter(value=value, **({"source": source} if source else {}))
    return sorted(set(rows.values_list("customer_id", flat=True)))


def external_ids_of(people: Iterable[int], *, for_: Actor) -> list[ExternalId]:
    """How other systems call these people. Raises NotFound for whoever may see no people."""
    _must_see(for_)
    return list(ExternalId.objects.filter(customer__in=list(people)).order_by("source", "value"))


def addresses_of(people: Iterable[int], *, for_: Actor) -> list[Address]:
    """Where these people are reached by post, the default first. Raises NotFound for whoever may see no people."""
    _must_see(for_)
    rows = Address.objects.filter(customer__in=list(people), removed_at=None)
    return list(rows.order_by("-is_default", "id"))


def _must_see(for_: Actor) -> None:
    if not extent_of(SEE, by=for_):
        raise NotFound
