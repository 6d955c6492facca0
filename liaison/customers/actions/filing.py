"""What the team keeps in mind about a person."""

from django.db import transaction

from liaison.customers import events
from liaison.customers.errors import Nothing, NotTheirs
from liaison.customers.models import Customer, Note
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap


@transaction.atomic
def note(customer: Customer, text: str, *, by: Actor) -> Note:
    """Keep something in mind about a person. Raises Nothing."""
    if not text.strip():
        raise Nothing
    kept = Note.objects.create(customer=customer, by=by.ref, at=now(), text=text.strip())
    record(events.NoteKept(customer_id=customer.pk, note_id=kept.pk), by=by)
    return kept


@transaction.atomic
def remove_note(customer: Customer, *, note: int, by: Actor) -> None:
    """Stop keeping a note in mind. Raises NotTheirs for one of somebody else, or removed before."""
    removed = Note.objects.filter(pk=note, customer=customer, removed_at=None).update(removed_at=now())
    if not removed:
        raise NotTheirs
    record(events.NoteRemoved(customer_id=customer.pk, note_id=note), by=by)


@transaction.atomic
def edit(customer: Customer, *, name: str | None = None, language: str | None = None, by: Actor) -> None:
    """Correct a person's name or language; None leaves it as it is. What is right already changes nothing."""
    wanted: dict[str, str] = {}
    if name is not None and name.strip()[:200] != customer.name:
        wanted["name"] = name.strip()[:200]
    if language is not None and language[:8] != customer.language:
        wanted["language"] = language[:8]
    if wanted and swap(customer, when={}, to=wanted):
        record(events.Edited(customer_id=customer.pk, fields=tuple(sorted(wanted))), by=by)
