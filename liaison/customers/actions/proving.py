"""What people say of themselves, and that it is proved."""

from django.db import transaction

from liaison.customers import events
from liaison.customers.actions.joining import join
from liaison.customers.actions.meeting import lock_identities
from liaison.customers.errors import AlreadyProved, NotOnlyOne, NotTheirs
from liaison.customers.models import Customer, Identity
from liaison.customers.queries import known_by, only_one_known_by, people_of
from liaison.customers.rules import normal
from liaison.customers.saying import begun_by
from liaison.customers.words import Proof
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap


@transaction.atomic
def say(customer: int, *, kind: str, value: str) -> int | None:
    """A person says that they are reached by an address or number as well. It leads to nobody's file.

    customer: id. Return the id of what they said; None when they said so before or it is proved, or for nothing.
    """
    found = normal(kind, value)[:320]
    if not found:
        return None
    lock_identities([(kind, found)])
    if Identity.objects.filter(
        customer__in=people_of(customer), kind=kind, value=found, removed_at=None
    ).exists():
        return None
    made = Identity.objects.create(
        customer_id=customer, kind=kind, value=found, shown=value.strip()[:320], said=True, created_at=now()
    )
    record(
        events.IdentitySaid(customer_id=customer, identity_id=made.pk, identity_kind=kind),
        by=Customer.objects.get(pk=customer),
    )
    return made.pk


@transaction.atomic
def prove(identity: int, *, how: Proof, reason: str = "", by: Actor = SYSTEM) -> Customer:
    """What a person said is so. Whoever is known by it already is the same person: the two are joined.

    identity: id of what was said. reason: why a colleague is sure. Return the person who is kept.
    Raises NotTheirs for what was removed, AlreadyProved, NotOnlyOne when several people are known by it.
    """
    said = Identity.objects.select_related("customer").filter(pk=identity, removed_at=None).first()
    if said is None:
        raise NotTheirs
    lock_identities([(said.kind, said.value)])
    others = [one for one in known_by(said.kind, said.value) if one.pk not in people_of(said.customer_id)]
    other = only_one_known_by(said.kind, said.value) if others else None
    if others and other is None:
        raise NotOnlyOne
    if not swap(said, when={"said": True, "removed_at": None}, to={"said": False}):
        raise AlreadyProved
    proved = events.IdentityProved(
        customer_id=said.customer_id,
        identity_id=said.pk,
        identity_kind=said.kind,
        how=how,
        reason=reason[:500],
    )
    record(proved, by=by)
    if other is None:
        return said.customer
    join(other, other=said.customer, by=by)
    return other


@transaction.atomic
def prove_begun(kind: str, value: str, *, how: Proof) -> Customer | None:
    """Whoever has this address or number shows it: the file that was begun by saying it is theirs, and they are known.

    None when no file was begun so, or somebody is known by it already: then it is theirs to say which is theirs.
    """
    begun = begun_by([(kind, normal(kind, value))]).get((kind, normal(kind, value)))
    if begun is None or known_by(kind, normal(kind, value)):
        return None
    said = Identity.objects.get(customer=begun, kind=kind, value=normal(kind, value), removed_at=None)
    return prove(said.pk, how=how, by=begun)
