"""Changing the customer's file."""

from typing import Any

from django.db import connection, transaction

from liaison.customers.events import Met
from liaison.customers.models import Account, Acting, Customer
from liaison.customers.queries import known_by
from liaison.customers.rules import normal
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now

# Four rows that only ever begin together, in one round trip: half of all mails are a person's first.
_OPEN_FILE = """
WITH person AS (
  INSERT INTO customers_customer (name, language, created_at) VALUES (%(name)s, %(language)s, %(at)s) RETURNING id),
known AS (
  INSERT INTO customers_identity (customer_id, kind, value, shown, shared, created_at)
  SELECT id, %(kind)s, %(value)s, %(shown)s, FALSE, %(at)s FROM person),
account AS (
  INSERT INTO customers_account (kind, name, created_at) VALUES (%(private)s, '', %(at)s) RETURNING id),
acting AS (
  INSERT INTO customers_acting (customer_id, account_id, role, scope, proof, since)
  SELECT person.id, account.id, %(holder)s, '', '', %(at)s FROM person, account)
SELECT id FROM person
"""


@transaction.atomic(savepoint=False)
def meet(kind: str, value: str, *, name: str = "", language: str = "") -> Customer:
    """Return the person known by this identity, or open a file for a new one.

    Where a shared identity finds several people, the one met first is returned; whoever reads may choose another.
    """
    value, shown = normal(kind, value), value.strip()
    one_at_a_time(kind, value)
    if known := known_by(kind, value):
        return known[0]
    customer = Customer(name=name[:200], language=language[:8], created_at=now())
    _open_file(customer, kind=kind, value=value, shown=shown)
    record(Met(customer_id=customer.pk, through=kind), by=SYSTEM)
    return customer


def _open_file(customer: Customer, *, kind: str, value: str, shown: str) -> None:
    given: dict[str, Any] = {
        "name": customer.name,
        "language": customer.language,
        "at": customer.created_at,
        "kind": kind,
        "value": value[:320],
        "shown": shown[:320],
        "private": Account.Kind.PRIVATE.value,
        "holder": Acting.As.HOLDER.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_FILE, given)
        (customer.pk,) = cursor.fetchone()
    customer._state.adding = False


def one_at_a_time(kind: str, value: str) -> None:
    """Two first mails at the same moment must not make two people; no unique key can say so (see Identity)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 55))", [f"{kind}:{value}"])
