"""Reading the customer's file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from liaison.authority.queries import extent_of
from liaison.customers.care import MARKS, Mark, kinds_for
from liaison.customers.errors import NotTheirs
from liaison.customers.models import Account, Acting, Address, Customer, Identity
from liaison.customers.saying import CALLED, OFFERS, Offer
from liaison.customers.words import Known, Postal
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.memory import ById
from liaison.kit.rows import Prepared


def known_by(kind: str, value: str) -> list[Customer]:
    """The people known by this identity (in its normal form), joined ones as the person they were joined into."""
    return known_people([(kind, value)]).get((kind, value), [])


def only_one_known_by(kind: str, value: str) -> Customer | None:
    """The person known by this identity, if it is theirs alone: None for one that is shared or finds several."""
    found = known_by(kind, value)
    rows = Identity.objects.filter(kind=kind, value=value, removed_at=None, said=False)
    return found[0] if len(found) == 1 and not rows.filter(shared=True).exists() else None


def known_people(identities: Iterable[Known]) -> dict[Known, list[Customer]]:
    """The people known by each of these identities, the one met first before the others; joined ones as the person
    they were joined into. An identity that nobody has, or that people only say they have, is left out."""
    kinds, values = zip(*wanted, strict=True) if (wanted := list(identities)) else ((), ())
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [list(kinds), list(values)])
        rows = cursor.fetchall()
    people = Customer.objects.in_bulk({id_ for _, _, id_ in rows}) if rows else {}
    found: dict[Known, dict[int, Customer]] = {}
    for kind, value, id_ in rows:
        found.setdefault((kind, value), {})[id_] = people[id_]
    return {identity: list(some.values()) for identity, some in found.items()}


_KNOWN = """
SELECT known.kind, known.value, coalesce(person.joined_into_id, person.id)
FROM unnest(%s::text[], %s::text[]) AS asked (kind, value)
JOIN customers_identity AS known ON known.kind = asked.kind AND known.value = asked.value AND known.removed_at IS NULL
  AND NOT known.said
JOIN customers_customer AS person ON person.id = known.customer_id
ORDER BY known.id
"""


SEE = "customers.see"


def find(customer: int, *, for_: Actor, lock: bool = False) -> Customer:
    """Return the person if `for_` may see people; to a stranger nobody exists (NotFound).

    Whoever holds `customers.see` anywhere sees everybody: a person belongs to the company, not to a department.
    """
    rows = Customer.objects.select_for_update(of=("self",)) if lock else Customer.objects.all()
    found = rows.filter(pk=customer).first() if extent_of(SEE, by=for_) else None
    if found is None:
        raise NotFound
    return found


def must_see_customers(by: Actor) -> None:
    """Raise NotFound for whoever may see no people: not even whether one exists."""
    if not extent_of(SEE, by=by):
        raise NotFound


@sight("customer")
@sight("account")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(SEE, by=for_) else set()


def everyone(for_: Actor, *, after: int = 0, limit: int = 50) -> list[Customer]:
    """People in the order of their ids, those after the id `after`, for whoever may see customers."""
    if not extent_of("customers.see", by=for_):
        return []
    rows = Customer.objects.filter(pk__gt=after).prefetch_related("identities", "external_ids")
    return list(rows.order_by("pk")[:limit])


def whole(ids: Iterable[int]) -> list[Customer]:
    """These people, in this order, with their addresses and numbers read along."""
    wanted = list(ids)
    found = {
        row.pk: row
        for row in Customer.objects.filter(pk__in=wanted).prefetch_related("identities", "external_ids")
    }
    return [found[id_] for id_ in wanted if id_ in found]


def exists(customer: int) -> bool:
    """Whether there is such a person."""
    return Customer.objects.filter(pk=customer).exists()


def people_of(customer: int) -> frozenset[int]:
    """The ids of everybody who was found to be this person, itself among them; references are read as this set."""
    kept = next((into for (into,) in _JOINED_INTO(customer)), None) or customer
    return frozenset({kept, customer, *(id_ for (id_,) in _JOINED(kept))})


_JOINED_INTO = Prepared(lambda id_: Customer.objects.filter(pk=id_).values_list("joined_into"), -7_001)
_JOINED = Prepared(lambda id_: Customer.objects.filter(joined_into=id_).values_list("pk"), -7_001)


def everybody(people: Iterable[int]) -> list[int]:
    """The ids of these people and of all who were joined into them."""
    wanted = set(people)
    return sorted(wanted | set(Customer.objects.filter(joined_into__in=wanted).values_list("pk", flat=True)))


def addresses_of_each(customers: Iterable[int]) -> dict[int, frozenset[str]]:
    """For each of these people every identity by which they, and whoever was found to be them, are known."""
    if not (asked := sorted(set(customers))):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESSES, [asked])
        return {id_: frozenset(values) for id_, values in cursor.fetchall()}


_ADDRESSES = """
SELECT asked.id, array_agg(known.value)
FROM unnest(%s::bigint[]) AS asked (id) JOIN customers_customer AS me USING (id), LATERAL (
  SELECT coalesce(me.joined_into_id, me.id) AS id
  UNION ALL SELECT id FROM customers_customer WHERE joined_into_id = coalesce(me.joined_into_id, me.id)) AS whole
JOIN customers_identity AS known ON known.customer_id = whole.id AND known.removed_at IS NULL
GROUP BY asked.id
"""


def newest_address(people: Iterable[int], *, kind: str) -> str:
    """The identity of a kind (`email`, `phone`) by which these people were last met, empty when there is none.

    One that is proved comes before one that was only said.
    """
    known = Identity.objects.filter(customer__in=list(people), kind=kind, removed_at=None).order_by(
        "said", "-id"
    )
    return known.values_list("value", flat=True).first() or ""


def identities_of(people: Iterable[int]) -> list[tuple[str, str]]:
    """By what these people are known, as (kind, as it was written), the oldest first."""
    rows = Identity.objects.filter(customer__in=list(people), removed_at=None).order_by("id")
    return list(rows.values_list("kind", "shown"))


@names("customer")
def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of people by id; whoever has none is called by their newest address or number."""
    return _NAMES(ids)


def _names(ids: list[int]) -> Mapping[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id, {CALLED} FROM customers_customer c WHERE c.id = ANY(%s)", [ids])  # noqa: S608
        return dict(cursor.fetchall())


_NAMES = ById("customer", _names)


def person(customer: int) -> Customer | None:
    """The person with this id, or None."""
    return Customer.objects.filter(pk=customer).first()


@dataclass(frozen=True, slots=True)
class Acts:
    """A person acts for an account. until: None for an open end."""

    id: int
    account: int
    account_kind: str
    account_name: str
    role: str
    scope: str
    proof: str
    since: datetime
    until: datetime | None


class Reached(NamedTuple):
    """An address or number of a person. whose: id of the person. shown: as it was written. shared: by several.

    said: it is not proved.
    """

    id: int
    whose: int
    kind: str
    shown: str
    shared: bool
    said: bool = False


class Kept(NamedTuple):
    """What the team keeps in mind about a person."""

    id: int
    text: str
    at: datetime


@dataclass(frozen=True)
class Card:
    """A person with how they are reached and what is kept in mind, read over all who were joined.

    kept: the one who stands for them all. names: what everybody who was found to be them is called, by id.
    identities: the oldest first. notes: the newest first. offers: who else may be the same person.
    marks: the care marks that the reader sees.
    """

    id: int
    kept: int
    names: Mapping[int, str]
    language: str
    created_at: datetime
    identities: list[Reached]
    notes: list[Kept]
    offers: list[Offer]
    marks: list[Mark]

    @property
    def name(self) -> str:
        return self.names[self.id]

    @property
    def people(self) -> frozenset[int]:
        """The ids of everybody who was found to be this person, itself among them."""
        return frozenset(self.names)


# One question with all of it: it is asked beside every ticket.
_CARD = f"""
WITH one AS (
  SELECT language, created_at, COALESCE(joined_into_id, id) AS kept FROM customers_customer WHERE id = %(id)s
), people AS (
  SELECT c.id, {CALLED} AS called FROM customers_customer c
  WHERE c.id IN (SELECT kept FROM one UNION SELECT %(id)s::bigint UNION
                 SELECT id FROM customers_customer WHERE joined_into_id = (SELECT kept FROM one))
)
SELECT kept, (SELECT jsonb_agg(jsonb_build_array(id, called))::text FROM people), language, created_at,
  (SELECT jsonb_agg(jsonb_build_array(id, customer_id, kind, shown, shared, said) ORDER BY id)::text
   FROM customers_identity WHERE removed_at IS NULL AND customer_id IN (SELECT id FROM people)),
  (SELECT jsonb_agg(jsonb_build_array(id, text, at) ORDER BY id DESC)::text
   FROM customers_note WHERE removed_at IS NULL AND customer_id IN (SELECT id FROM people)),
  {OFFERS}::text, {MARKS}::text
FROM one
"""  # noqa: S608


def card(customer: int, *, for_: Actor) -> Card:
    """What stands beside whatever is about a person. Raises NotFound to a stranger, as `find` does."""
    if not extent_of(SEE, by=for_):
        raise NotFound
    found = ask(_CARD, {"id": customer, "now": now(), "kinds": sorted(kinds_for(for_))})
    if not found:
        raise NotFound
    kept, called, language, created_at, identities, notes, offers, marks = found[0]
    return Card(
        id=customer,
        kept=kept,
        names=dict(json.loads(called)),
        language=language,
        created_at=created_at,
        identities=[Reached(*one) for one in json.loads(identities or "[]")],
        notes=[Kept(id_, text, datetime.fromisoformat(at)) for id_, text, at in json.loads(notes or "[]")],
        offers=[Offer(*one) for one in json.loads(offers or "[]")],
        marks=[Mark.of(one) for one in json.loads(marks or "[]")],
    )


@dataclass(frozen=True)
class File(Card):
    """The whole file of a person, under the name of the one who stands for them all.

    acts: for which accounts they act or acted. joined: who else was found to be them.
    """

    acts: list[Acts]
    joined: list["Person"]

    @property
    def name(self) -> str:
        return self.names[self.kept]


def file(customer: int, *, for_: Actor) -> File:
    """Everything this room knows of a person, read over all who were joined. Raises NotFound to a stranger."""
    found = card(customer, for_=for_)
    shown = {one.whose: one.shown for one in found.identities}
    others = sorted(found.people - {found.kept})
    return File(
        **vars(found),
        acts=acts_of(found.people),
        joined=[Person(id_, found.names[id_], shown.get(id_, "")) for id_ in others],
    )


_ACTS = """
SELECT p.id, p.account_id, a.kind, a.name, p.role, p.scope, p.proof, p.since, p.until
FROM customers_acting p JOIN customers_account a ON a.id = p.account_id
WHERE p.customer_id = ANY(%s) ORDER BY p.id
"""


def acts_of(people: Iterable[int]) -> list[Acts]:
    """For which accounts these people act or acted, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTS, [list(people)])
        return [Acts(*row) for row in cursor.fetchall()]


def acting_of(customer: Customer, *, acting: int) -> Acting:
    """The acting of this person with this id. Raises NotTheirs."""
    found = Acting.objects.filter(pk=acting, customer__in=people_of(customer.pk)).first()
    if found is None:
        raise NotTheirs
    return found


def identity_of(customer: Customer, *, identity: int) -> Identity:
    """An address or number of this person, or of whoever was found to be them. Raises NotTheirs."""
    people = people_of(customer.pk)
    found = Identity.objects.filter(pk=identity, customer__in=people, removed_at=None).first()
    if found is None:
        raise NotTheirs
    return found


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was found. shown: the address or number by which they are told from others of the name."""

    id: int
    name: str
    shown: str


def accounts_of(people: Iterable[int]) -> list[int]:
    """The ids of the accounts for which any of these people act now."""
    acting = Acting.objects.filter(customer__in=list(people), since__lte=now())
    return sorted(set(acting.filter(Q(until=None) | Q(until__gt=now())).values_list("account", flat=True)))


def accounts_for(customer: int) -> set[int]:
    """The ids of the accounts for which a person acts now, by whichever of their files; in one question."""
    return {account for (account,) in ask(_ACCOUNTS, {"id": customer, "now": now()})}


_ACCOUNTS = """
SELECT DISTINCT a.account_id
FROM (SELECT coalesce(joined_into_id, id) AS id FROM customers_customer WHERE id = %(id)s::bigint) AS kept
JOIN customers_customer AS p ON p.id = kept.id OR p.joined_into_id = kept.id
JOIN customers_acting AS a ON a.customer_id = p.id
WHERE a.since <= %(now)s::timestamptz AND (a.until IS NULL OR a.until > %(now)s::timestamptz)
"""


def is_account(account: int) -> bool:
    """Whether there is such an account."""
    return Account.objects.filter(pk=account).exists()


def default_address(customer: int) -> Postal | None:
    """Where a person is reached by post, None when they never said."""
    rows = Address.objects.filter(customer__in=people_of(customer), is_default=True, removed_at=None)
    found = rows.order_by("-id").first()
    return found.postal if found else None
