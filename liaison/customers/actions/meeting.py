"""Changing the customer's file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from liaison.customers.events import Met
from liaison.customers.models import Account, Acting, Customer, Identity
from liaison.customers.queries import known_people
from liaison.customers.rules import normal
from liaison.customers.words import Known, Stranger
from liaison.journal.actions import record_all
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.many_rows import Insert, next_ids, write_rows


@transaction.atomic(savepoint=False)
def meet(kind: str, value: str, *, name: str = "", language: str = "") -> Customer:
    """Return the person known by this identity, or open a file for a new one.

    Where a shared identity finds several people, the one met first is returned; whoever reads may choose another.
    """
    return meet_all([Stranger(kind=kind, value=value, name=name, language=language)])[0]


@transaction.atomic(savepoint=False)
def meet_all(strangers: Sequence[Stranger]) -> list[Customer]:
    """Return for each the person known by this identity, or open a file; all in a handful of statements.

    One whose identity stands twice among them is one person, called by the first name.
    """
    if not strangers:
        return []
    wanted = {_known_as(one): one for one in reversed(strangers)}
    lock_identities(wanted)
    people = {identity: found[0] for identity, found in known_people(wanted).items()}
    new = [identity for identity in map(_known_as, strangers) if identity not in people]
    people |= _open_files({identity: wanted[identity] for identity in new})
    return [people[_known_as(one)] for one in strangers]


def lock_identities(identities: Iterable[Known]) -> None:
    """Two first mails at the same moment must not make two people; no unique key can say so (see Identity)."""
    # In one order for everybody, so that two who want the same ones wait for each other rather than for ever.
    names = sorted(f"{kind}:{value}" for kind, value in identities)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(one, 55)) FROM unnest(%s::text[]) AS one", [names]
        )


def _known_as(one: Stranger) -> Known:
    return one.kind, normal(one.kind, one.value)


def _open_files(strangers: dict[Known, Stranger]) -> dict[Known, Customer]:
    """Four rows for each, which only ever begin together: half of all mails are a person's first."""
    if not strangers:
        return {}
    ids, identities, accounts, actings = next_ids(
        dict.fromkeys((Customer, Identity, Account, Acting), len(strangers))
    )
    at = now()
    made = {
        identity: Customer(pk=id_, name=one.name[:200], language=one.language[:8], created_at=at)
        for id_, (identity, one) in zip(ids, strangers.items(), strict=True)
    }
    write_rows(
        Insert(rows=list(made.values())),
        Insert(
            rows=[
                _identity(id_, made[identity], identity, strangers[identity])
                for id_, identity in zip(identities, made, strict=True)
            ]
        ),
        Insert(rows=[Account(pk=id_, kind=Account.Kind.PRIVATE, created_at=at) for id_ in accounts]),
        Insert(
            rows=[
                Acting(pk=id_, customer=person, account_id=account, since=at)
                for id_, person, account in zip(actings, made.values(), accounts, strict=True)
            ]
        ),
    )
    record_all([(Met(customer_id=person.pk, through=kind), SYSTEM, at) for (kind, _), person in made.items()])
    for person in made.values():
        person._state.adding = False
    return made


def _identity(id_: int, person: Customer, known: Known, stranger: Stranger) -> Any:
    kind, value = known
    shown = stranger.value.strip()[:320]
    at = person.created_at
    return Identity(pk=id_, customer=person, kind=kind, value=value[:320], shown=shown, created_at=at)
