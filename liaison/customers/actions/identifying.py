"""By which addresses and numbers a person is known."""

from django.db import transaction

from liaison.customers import events
from liaison.customers.actions.meeting import lock_identities
from liaison.customers.errors import AlreadyKnown, KnownElsewhere, Nothing
from liaison.customers.models import Account, Acting, Customer, Identity
from liaison.customers.queries import identity_of, people_of
from liaison.customers.rules import normal
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap


@transaction.atomic
def open_file(name: str, *, language: str = "", by: Actor) -> Customer:
    """Open a file for somebody by hand. Raises Nothing without a name."""
    if not name.strip():
        raise Nothing
    at = now()
    customer = Customer.objects.create(name=name.strip()[:200], language=language[:8], created_at=at)
    account = Account.objects.create(kind=Account.Kind.PRIVATE, created_at=at)
    Acting.objects.create(customer=customer, account=account, since=at)
    record(events.FileOpened(customer_id=customer.pk), by=by)
    return customer


@transaction.atomic
def add_identity(customer: Customer, *, kind: str, value: str, shared: bool = False, by: Actor) -> Identity:
    """Know a person by one address or number more.

    kind: `email`, `phone` or another. shared: several people may be known by it; then it is shared for all of them.
    Raises Nothing, AlreadyKnown, and KnownElsewhere when it is another person's and is not shared.
    """
    found, shown = normal(kind, value)[:320], value.strip()[:320]
    if not found:
        raise Nothing
    lock_identities([(kind, found)])
    same = Identity.objects.filter(kind=kind, value=found, removed_at=None)
    if same.filter(customer=customer).exists():
        raise AlreadyKnown
    others = same.exclude(customer__in=people_of(customer.pk))
    if others.exists() and not shared:
        raise KnownElsewhere
    if shared:
        same.update(shared=True)
    made = Identity.objects.create(
        customer=customer, kind=kind, value=found, shown=shown, shared=shared, created_at=now()
    )
    added = events.IdentityAdded(
        customer_id=customer.pk, identity_id=made.pk, identity_kind=kind, shared=shared
    )
    record(added, by=by)
    return made


@transaction.atomic
def remove_identity(customer: Customer, *, identity: int, by: Actor) -> None:
    """Stop knowing a person by this. Raises NotTheirs."""
    found = identity_of(customer, identity=identity)
    swap(found, when={"removed_at": None}, to={"removed_at": now()})
    removed = events.IdentityRemoved(customer_id=customer.pk, identity_id=found.pk, identity_kind=found.kind)
    record(removed, by=by)


@transaction.atomic
def share_identity(customer: Customer, *, identity: int, shared: bool, by: Actor) -> None:
    """Say whether an address or number finds several people. Raises NotTheirs.

    KnownElsewhere is raised when it should be one person's again while others are known by it.
    """
    found = identity_of(customer, identity=identity)
    if found.shared == shared:
        return
    same = Identity.objects.filter(kind=found.kind, value=found.value, removed_at=None)
    if not shared and same.exclude(customer__in=people_of(customer.pk)).exists():
        raise KnownElsewhere
    same.update(shared=shared)
    said = events.IdentityShared(customer_id=customer.pk, identity_id=found.pk, shared=shared)
    record(said, by=by)
