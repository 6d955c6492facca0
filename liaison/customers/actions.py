"""Changing the customer's file."""

from django.db import connection, transaction

from liaison.customers.events import Met
from liaison.customers.models import Account, Acting, Customer, Identity
from liaison.customers.queries import known_by
from liaison.customers.rules import normal
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now


@transaction.atomic
def meet(kind: str, value: str, *, name: str = "", language: str = "") -> Customer:
    """Return the person known by this identity, or open a file for a new one.

    Where a shared identity finds several people, the one met first is returned; whoever reads may choose another.
    """
    value, shown = normal(kind, value), value.strip()
    _one_at_a_time(kind, value)
    if known := known_by(kind, value):
        return known[0]
    at = now()
    customer = Customer.objects.create(name=name, language=language, created_at=at)
    Identity.objects.create(customer=customer, kind=kind, value=value, shown=shown, created_at=at)
    account = Account.objects.create(kind=Account.Kind.PRIVATE, created_at=at)
    Acting.objects.create(customer=customer, account=account, since=at)
    record(Met(customer_id=customer.pk, through=kind), by=SYSTEM)
    return customer


def _one_at_a_time(kind: str, value: str) -> None:
    """Two first mails at the same moment must not make two people; no unique key can say so (see Identity)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 55))", [f"{kind}:{value}"])
