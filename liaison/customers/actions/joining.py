"""Two people are found to be one, and sometimes are not after all."""

from collections.abc import Iterable

from django.db import transaction

from liaison.customers import events
from liaison.customers.errors import NotJoined, SamePerson
from liaison.customers.models import Customer, Join
from liaison.customers.queries import people_of
from liaison.customers.rules import kept_for
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now


@transaction.atomic
def join(customer: Customer, *, other: Customer, by: Actor) -> None:
    """Say that two files are of one person; the first is kept. No reference is rewritten, so it can be undone.

    Raises SamePerson.
    """
    people = _lock(people_of(customer.pk) | people_of(other.pk))
    kept, joined = _kept(customer, people), _kept(other, people)
    if kept == joined:
        raise SamePerson
    Join.objects.create(kept_id=kept, joined_id=joined, by=by.ref, at=now())
    _point(people)
    record(events.Joined(customer_id=kept, other_id=joined), by=by)


@transaction.atomic
def unjoin(customer: Customer, *, by: Actor) -> None:
    """Take a person apart from the one they were joined into, with those who had been joined into them before.

    Raises NotJoined.
    """
    people = _lock(people_of(customer.pk))
    undone = Join.objects.filter(joined=customer, undone_at=None).first()
    if undone is None:
        raise NotJoined
    Join.objects.filter(pk=undone.pk).update(undone_at=now())
    _point(people)
    record(events.Unjoined(customer_id=undone.kept_id, other_id=customer.pk), by=by)


def _lock(people: Iterable[int]) -> frozenset[int]:
    """Lock in one order, so that two joins at once wait for each other rather than for ever."""
    rows = Customer.objects.filter(pk__in=list(people)).order_by("pk").select_for_update(of=("self",))
    return frozenset(rows.values_list("pk", flat=True))


def _kept(customer: Customer, people: frozenset[int]) -> int:
    found = Customer.objects.filter(pk=customer.pk).values_list("joined_into", flat=True).first()
    return found or customer.pk


def _point(people: frozenset[int]) -> None:
    """Let everybody point straight at the one who is kept for them."""
    standing = dict(
        Join.objects.filter(joined__in=people, undone_at=None).values_list("joined_id", "kept_id")
    )
    for person in people:
        kept = kept_for(person, standing)
        Customer.objects.filter(pk=person).update(joined_into=kept if kept != person else None)
