"""Accounts, and who acts for them as what."""

from datetime import datetime

from django.db import transaction

from liaison.customers import events
from liaison.customers.errors import ActingEnded, AlreadyActing, NotAnAccount
from liaison.customers.models import Account, Acting, Customer
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap


@transaction.atomic
def open_account(customer: Customer, *, kind: str, name: str = "", by: Actor) -> Account:
    """Open an account with this person as its holder. kind: `private`, `household` or `company`."""
    account = Account.objects.create(kind=Account.Kind(kind), name=name.strip()[:200], created_at=now())
    record(events.AccountOpened(customer_id=customer.pk, account_id=account.pk), by=by)
    act(customer, account=account.pk, role=Acting.As.HOLDER, by=by)
    return account


@transaction.atomic
def act(
    customer: Customer,
    *,
    account: int,
    role: str,
    scope: str = "",
    proof: str = "",
    until: datetime | None = None,
    by: Actor,
) -> Acting:
    """Let a person act for an account.

    account: id. role: `holder`, `payer`, `user`, `contact`, `guardian` or `attorney`. scope: how far, in words.
    proof: what shows it. until: when it ends, None for open end. Raises NotAnAccount, AlreadyActing.
    """
    if not Account.objects.filter(pk=account).exists():
        raise NotAnAccount
    wanted = Acting.As(role)
    standing = Acting.objects.filter(customer=customer, account=account, role=wanted, until=None)
    if standing.exists():
        raise AlreadyActing
    acting = Acting.objects.create(
        customer=customer,
        account_id=account,
        role=wanted,
        scope=scope[:200],
        proof=proof[:200],
        since=now(),
        until=until,
    )
    begun = events.ActingBegun(customer_id=customer.pk, account_id=account, role=str(wanted))
    record(begun, by=by)
    return acting


@transaction.atomic
def end_acting(acting: Acting, *, by: Actor) -> None:
    """A person no longer acts so for an account. Raises ActingEnded."""
    at = now()
    if acting.until is not None and acting.until <= at:
        raise ActingEnded
    swap(acting, when={}, to={"until": at})
    ended = events.ActingOver(customer_id=acting.customer_id, account_id=acting.account_id, role=acting.role)
    record(ended, by=by)
