"""Care marks: what whoever serves a person must bear in mind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from django.db import transaction
from django.utils.translation import gettext as _

from liaison.customers import events
from liaison.customers.errors import NotTheirs
from liaison.customers.models import CareMark, Customer
from liaison.customers.words import SIGNED, Care
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap


@dataclass(frozen=True, kw_only=True)
class Marking:
    """A mark as it is set. source: who said so, or how it is known. until: when it ends, None for an open end.

    language: for an interpreter, the code of the language (`et`, `sgn` for a sign language).
    """

    kind: Care
    source: str
    note: str = ""
    language: str = ""
    until: datetime | None = None


@transaction.atomic
def mark(customer: Customer, marking: Marking, *, people: Iterable[int], by: Actor) -> CareMark:
    """Set a mark; one of the same kind that this person or `people`, found to be them, have is replaced.

    Raises Invalid without a source, for an interpreter of no known language, or for an end that has passed.
    """
    at = now()
    _must_be_whole(marking, at=at)
    before = CareMark.objects.filter(customer__in={customer.pk, *people}, kind=marking.kind, lifted_at=None)
    before.update(lifted_at=at)
    made = CareMark.objects.create(
        customer=customer,
        kind=marking.kind,
        source=marking.source.strip()[:200],
        note=marking.note.strip()[:500],
        language=marking.language if marking.kind is Care.INTERPRETER else "",
        by=by.ref,
        since=at,
        until=marking.until,
    )
    record(events.CareMarked(customer_id=customer.pk, mark_id=made.pk), by=by)
    return made


def _must_be_whole(marking: Marking, *, at: datetime) -> None:
    if not marking.source.strip():
        raise Invalid(field="source", problem=_("Say who said so, or how it is known."))
    if marking.kind is Care.INTERPRETER and not _is_spoken(marking.language):
        raise Invalid(field="language", problem=_("Choose the language of the interpreter."))
    if marking.until is not None and marking.until <= at:
        raise Invalid(field="until", problem=_("Choose a day that is still to come."))


def _is_spoken(language: str) -> bool:
    return language == SIGNED or (len(language) == 2 and language in Locale("en").languages)


@transaction.atomic
def unmark(mark: CareMark, *, by: Actor) -> None:
    """Lift a mark. Raises NotTheirs for one that was lifted before."""
    if not swap(mark, when={"lifted_at": None}, to={"lifted_at": now()}):
        raise NotTheirs
    record(events.CareUnmarked(customer_id=mark.customer_id, mark_id=mark.pk), by=by)
