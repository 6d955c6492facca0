"""Finding people by what somebody types: a name, an address, a number."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection

from liaison.authority.queries import extent_of
from liaison.customers.models import BARE_POSTCODE, Address, Customer, Identity
from liaison.customers.queries import SEE, Person, names_of
from liaison.customers.rules import bare, normal, spoken
from liaison.kit.actor import Actor

LONGEST = 300  # Characters; no name and no address is longer.
SHORTEST = 3  # Characters; a trigram index cannot help with fewer.
DIGITS = 5  # A number typed with spaces or without its country is found by this many digits.


def find_people(for_: Actor, words: str, *, limit: int = 10) -> list[Person]:
    """The people whose name, address or number bears these words, best first, for whoever may see customers.

    Fewer than three characters find only exact identities. A joined person is found as the one who is kept.
    """
    words = words.strip().replace("\0", "")[:LONGEST]
    if not words or not extent_of(SEE, by=for_):
        return []
    digits = "".join(c for c in words if c.isdigit())
    ways = [_EXACTLY]
    if len(words) >= SHORTEST:
        ways += [_NAMED, _HOLDING]
        if len(digits) >= DIGITS and len(digits) >= len(words) / 2:
            ways.append(_DIGITS)
    held = _WILD.sub(r"\\\g<0>", words)
    values: dict[str, Any] = {
        "forms": list({normal("email", words), normal("phone", words)} - {""}),
        "held": f"%{held}%",
        "digits": f"%{digits}%",
        "limit": limit,
    }
    each = " UNION ALL ".join(f"({way} LIMIT %(limit)s)" for way in ways)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({each}) AS found (way, person, identity) ORDER BY 1, 3 DESC", values)  # noqa: S608
        found = [row[1] for row in cursor.fetchall()]
    return _persons(_kept(found)[:limit]) if found else []


# Asked in one go: each alone takes longer to be put than to be answered.
_EXACTLY = """
SELECT 1, customer_id, id FROM customers_identity
WHERE removed_at IS NULL AND value = ANY(%(forms)s) ORDER BY id DESC"""
_NAMED = "SELECT 2, id, 0 FROM customers_customer WHERE upper(name) LIKE upper(%(held)s)"
_HOLDING = """
SELECT 3, customer_id, 0 FROM customers_identity WHERE removed_at IS NULL AND upper(value) LIKE upper(%(held)s)"""
_DIGITS = """
SELECT 4, customer_id, 0 FROM customers_identity
WHERE removed_at IS NULL AND kind = 'phone' AND upper(value) LIKE %(digits)s"""
_WILD = re.compile(r"[\\%_]")


def find_told(
    for_: Actor, *, email: str = "", name: str = "", postcode: str = "", limit: int = 10
) -> list[int]:
    """The ids of whoever has exactly this address, or this name and the postal code of an address of theirs.

    A customer is recognised by what they tell; so nobody is found by a part of it.
    """
    if not extent_of(SEE, by=for_):
        return []
    if email.strip():
        known = Identity.objects.filter(
            kind="email", value=normal("email", email), removed_at=None, said=False
        )
        return _kept(known.order_by("id").values_list("customer", flat=True))[:limit]
    if not (spoken(name) and bare(postcode)):
        return []
    return _kept(_called(name, postcode))[:limit]


def _called(name: str, postcode: str) -> list[int]:
    there = Address.objects.annotate(code=BARE_POSTCODE).filter(code=bare(postcode).upper(), removed_at=None)
    told = there.order_by("customer").values_list("customer", "customer__name")
    return [id_ for id_, called in told if spoken(called) == spoken(name)]


def _kept(ids: Iterable[int]) -> list[int]:
    """Those who stand for these people, in the same order, each once."""
    wanted = list(dict.fromkeys(ids))
    rows = Customer.objects.filter(pk__in=wanted).values_list("pk", "joined_into")
    joined = {id_: kept for id_, kept in rows if kept is not None}
    return list(dict.fromkeys(joined.get(id_, id_) for id_ in wanted))


def _persons(ids: list[int]) -> list[Person]:
    names = names_of(ids)
    known = Identity.objects.filter(customer__in=ids, removed_at=None).order_by("id")
    shown = dict(known.values_list("customer_id", "shown"))
    return [Person(id_, names.get(id_, ""), shown.get(id_, "")) for id_ in ids]
