"""Reading the customer's file."""

from collections.abc import Iterable, Mapping

from liaison.customers.models import Customer, Identity
from liaison.journal.registry import names


def known_by(kind: str, value: str) -> list[Customer]:
    """The people known by this identity (in its normal form), joined ones as the person they were joined into."""
    found = Identity.objects.filter(kind=kind, value=value, removed_at=None).order_by("id")
    people = [i.customer.joined_into or i.customer for i in found.select_related("customer__joined_into")]
    return list(dict.fromkeys(people))


@names("customer")
def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of people by id; whoever has none is called by their newest address or number."""
    known = dict(Customer.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
    nameless = [id_ for id_, name in known.items() if not name]
    shown = Identity.objects.filter(customer__in=nameless).order_by("-id").values_list("customer_id", "shown")
    return known | dict(shown)
