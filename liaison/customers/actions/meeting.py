"""Changing the customer's file."""

import json
from collections.abc import Iterable, Sequence

from django.db import transaction

from liaison.customers.events import Met
from liaison.customers.models import Account, Acting, Customer
from liaison.customers.queries import known_people
from liaison.customers.rules import normal
from liaison.customers.saying import begun_by
from liaison.customers.words import Known, Stranger
from liaison.journal.actions import record_all
from liaison.kit.actor import SYSTEM
from liaison.kit.asking import ask
from liaison.kit.clock import now

# Four rows for each that only ever begin together, in one round trip: half of all mails are a person's first.
_OPEN_FILES = """
WITH given AS MATERIALIZED (
  SELECT nextval('customers_customer_id_seq') AS person, nextval('customers_account_id_seq') AS account, one.*
  FROM json_to_recordset(%(rows)s::json) AS one
    (name text, language text, kind text, value text, shown text, said boolean)),
person AS (
  INSERT INTO customers_customer (id, name, language, created_at) SELECT person, name, language, %(at)s FROM given),
known AS (
  INSERT INTO customers_identity (customer_id, kind, value, shown, shared, said, created_at)
  SELECT person, kind, value, shown, FALSE, said, %(at)s FROM given),
account AS (
  INSERT INTO customers_account (id, kind, name, created_at) SELECT account, %(private)s, '', %(at)s FROM given),
acting AS (
  INSERT INTO customers_acting (customer_id, account_id, role, scope, proof, since)
  SELECT person, account, %(holder)s, '', '', %(at)s FROM given)
SELECT person FROM given ORDER BY person
"""
_PRIVATE = {"private": Account.Kind.PRIVATE.value, "holder": Acting.As.HOLDER.value}


@transaction.atomic(savepoint=False)
def meet(kind: str, value: str, *, name: str = "", language: str = "") -> Customer:
    """Return the person known by this identity, or open a file for a new one.

    Where a shared identity finds several people, the one met first is returned; whoever reads may choose another.
    """
    return meet_all([Stranger(kind=kind, value=value, name=name, language=language)])[0]


@transaction.atomic(savepoint=False)
def meet_all(strangers: Sequence[Stranger]) -> list[Customer]:
    """Return for each the person known by this identity, or open a file; all in a handful of statements.

    One whose identity stands twice among them is one person, called by the first name. Whoever only says that they
    are known by something is never found to be the person who is.
    """
    if not strangers:
        return []
    wanted = {_met_as(one): one for one in reversed(strangers)}
    lock_identities({(kind, value) for kind, value, _ in wanted})
    known = known_people([(kind, value) for kind, value, said in wanted if not said])
    begun = begun_by([(kind, value) for kind, value, said in wanted if said])
    people = {(*identity, False): found[0] for identity, found in known.items()}
    people |= {(*identity, True): person for identity, person in begun.items()}
    new = [one for one in map(_met_as, strangers) if one not in people]
    people |= _open_files({one: wanted[one] for one in new})
    return [people[_met_as(one)] for one in strangers]


def lock_identities(identities: Iterable[Known]) -> None:
    """Two first mails at the same moment must not make two people; no unique key can say so (see Identity)."""
    # In one order for everybody, so that two who want the same ones wait for each other rather than for ever.
    names = sorted(f"{kind}:{value}" for kind, value in identities)
    ask("SELECT pg_advisory_xact_lock(hashtextextended(one, 55)) FROM unnest(%s::text[]) AS one", [names])


_Met = tuple[str, str, bool]
"""By what somebody is met: the kind, the value, and whether it was only said."""


def _met_as(one: Stranger) -> _Met:
    return one.kind, normal(one.kind, one.value), one.said


def _open_files(strangers: dict[_Met, Stranger]) -> dict[_Met, Customer]:
    if not strangers:
        return {}
    at = now()
    made = {
        identity: Customer(name=one.name[:200], language=one.language[:8], created_at=at)
        for identity, one in strangers.items()
    }
    rows = [
        {
            "name": person.name,
            "language": person.language,
            "kind": kind,
            "value": value[:320],
            "shown": strangers[kind, value, said].value.strip()[:320],
            "said": said,
        }
        for (kind, value, said), person in made.items()
    ]
    opened = ask(_OPEN_FILES, {"rows": json.dumps(rows), "at": at, **_PRIVATE})
    for person, (id_,) in zip(made.values(), opened, strict=True):
        person.pk, person._state.adding = id_, False
    record_all(
        [(Met(customer_id=person.pk, through=kind), SYSTEM, at) for (kind, _, _), person in made.items()]
    )
    return made
