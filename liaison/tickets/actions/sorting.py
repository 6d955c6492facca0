"""Tags, priority and kind of a matter."""

from collections.abc import Iterable

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.errors import NotAKind
from liaison.tickets.models import Kind, Tag, Ticket
from liaison.tickets.rules import tag_words
from liaison.tickets.words import Priority


@transaction.atomic
def tag(ticket: Ticket, tags: Iterable[str], *, by: Actor) -> None:
    """Add tags. Those it bears already, and empty ones, change nothing."""
    fresh = [word for word in tag_words(tags) if word not in ticket.tags]
    if not fresh:
        return
    Tag.objects.bulk_create([Tag(name=word) for word in fresh], ignore_conflicts=True)
    swap(ticket, when={}, to={"tags": [*ticket.tags, *fresh]})
    record(events.Tagged(**ticket.facts, tags=tuple(fresh)), by=by)


@transaction.atomic
def untag(ticket: Ticket, tags: Iterable[str], *, by: Actor) -> None:
    """Remove tags. Those it does not bear change nothing."""
    gone = [word for word in tag_words(tags) if word in ticket.tags]
    if not gone:
        return
    swap(ticket, when={}, to={"tags": [word for word in ticket.tags if word not in gone]})
    record(events.Untagged(**ticket.facts, tags=tuple(gone)), by=by)


@transaction.atomic
def prioritise(ticket: Ticket, priority: int, *, by: Actor) -> None:
    """Say how pressing it is, from 1 (low) to 4 (urgent)."""
    wanted = Priority(priority)
    if ticket.priority == wanted:
        return
    swap(ticket, when={}, to={"priority": wanted})
    said = events.Prioritised(**ticket.facts, priority=int(wanted))
    record(said, by=by)


@transaction.atomic
def classify(ticket: Ticket, *, kind: int | None, by: Actor) -> None:
    """Say what kind of matter it is, or that it is of none. kind: its id. Raises NotAKind."""
    if ticket.kind_id == kind:
        return
    if kind is not None and not Kind.objects.filter(pk=kind).exists():
        raise NotAKind
    swap(ticket, when={}, to={"kind_id": kind})
    record(events.Classified(**ticket.facts, kind_id=kind), by=by)
