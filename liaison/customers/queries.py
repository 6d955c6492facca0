"""Reading the customer's file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liaison.authority.queries import extent_of
from liaison.customers.models import Customer, Identity, Note
from liaison.customers.rules import normal
from liaison.journal.registry import names
from liaison.kit.actor import Actor
from liaison.kit.rows import Prepared


def known_by(kind: str, value: str) -> list[Customer]:
    """The people known by this identity (in its normal form), joined ones as the person they were joined into."""
    ids = dict.fromkeys(joined_into or id_ for id_, joined_into in _KNOWN(kind, value))
    people = Customer.objects.in_bulk(ids) if ids else {}
    return [people[id_] for id_ in ids]


_KNOWN = Prepared(
    lambda kind, value: (
        Identity.objects.filter(kind=kind, value=value, removed_at=None)
        .order_by("id")
        .values_list("customer_id", "customer__joined_into")
    ),
    "<kind>",
    "<value>",
)


def exists(customer: int) -> bool:
    """Whether there is such a person."""
    return Customer.objects.filter(pk=customer).exists()


def people_of(customer: int) -> frozenset[int]:
    """The ids of everybody who was found to be this person, itself among them; references are read as this set."""
    rows = Customer.objects.filter(pk=customer).values_list("joined_into", flat=True)
    kept = rows.first() or customer
    return frozenset(
        {kept, customer, *Customer.objects.filter(joined_into=kept).values_list("pk", flat=True)}
    )


def addresses_of(people: Iterable[int]) -> set[str]:
    """Every identity by which these people are known, in normal form."""
    known = Identity.objects.filter(customer__in=list(people), removed_at=None)
    return set(known.values_list("value", flat=True))


def identities_of(people: Iterable[int]) -> list[Identity]:
    """The addresses and numbers of these people, the oldest first."""
    return list(Identity.objects.filter(customer__in=list(people), removed_at=None).order_by("id"))


def notes_of(people: Iterable[int]) -> list[Note]:
    """What the team keeps in mind about these people, the newest first."""
    return list(Note.objects.filter(customer__in=list(people), removed_at=None).order_by("-id"))


def newest_address(people: Iterable[int], *, kind: str) -> str:
    """The identity of a kind (`email`, `phone`) by which these people were last met, empty when there is none."""
    known = Identity.objects.filter(customer__in=list(people), kind=kind, removed_at=None).order_by("-id")
    return known.values_list("value", flat=True).first() or ""


@names("customer")
def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of people by id; whoever has none is called by their newest address or number."""
    known = dict(Customer.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
    nameless = [id_ for id_, name in known.items() if not name]
    shown = Identity.objects.filter(customer__in=nameless).order_by("-id").values_list("customer_id", "shown")
    return known | dict(shown)


def person(customer: int) -> Customer | None:
    """The person with this id, or None."""
    return Customer.objects.filter(pk=customer).first()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was found. shown: the address or number by which they are told from others of the name."""

    id: int
    name: str
    shown: str


def find_people(for_: Actor, words: str, *, limit: int = 10) -> list[Person]:
    """The people whose name, address or number bears these words, best first, for whoever may see customers.

    Fewer than three characters find only exact identities. Nobody is told more than the permission gives.
    """
    words = words.strip()
    if not words or not extent_of("customers.see", by=for_):
        return []
    exact = Identity.objects.filter(
        value__in={normal("email", words), normal("phone", words)}, removed_at=None
    )
    ids = dict.fromkeys(exact.values_list("customer", flat=True)[:limit])
    if len(words) >= 3 and len(ids) < limit:
        named = Customer.objects.filter(name__icontains=words).values_list("pk", flat=True)[:limit]
        known = Identity.objects.filter(value__icontains=words, removed_at=None).values_list(
            "customer", flat=True
        )
        ids |= dict.fromkeys([*named, *known[:limit]])
    chosen = list(ids)[:limit]
    names = names_of(chosen)
    shown = dict(
        Identity.objects.filter(customer__in=chosen).order_by("-id").values_list("customer_id", "shown")
    )
    return [Person(id_, names.get(id_, ""), shown.get(id_, "")) for id_ in chosen]
