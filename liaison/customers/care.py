"""Care marks: what whoever serves a person must bear in mind, read over all who were found to be them.

A mark that was lifted, or whose time is over, is no mark: every reading here says so by the same condition.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from liaison.authority.queries import extent_of
from liaison.customers.errors import NotTheirs
from liaison.customers.models import CareMark, Customer
from liaison.customers.permissions import SEE_CARE
from liaison.customers.words import Care
from liaison.kit.actor import Actor
from liaison.kit.clock import now

CLOSED: Final = frozenset({Care.VULNERABLE, Care.MINOR})
"""Seen by whoever may see care marks. What is needed to speak with somebody at all, everybody sees who sees them."""

STANDING: Final = "m.lifted_at IS NULL AND (m.until IS NULL OR m.until > %(now)s::timestamptz)"
"""Whether a mark `m` stands."""

MARKS: Final = f"""(SELECT jsonb_agg(jsonb_build_array(
    m.id, m.kind, m.source, m.note, m.language, m.since, m.until) ORDER BY m.id)
  FROM customers_care_mark m WHERE m.customer_id IN (SELECT id FROM people)
    AND m.kind = ANY(%(kinds)s::text[]) AND {STANDING})"""  # noqa: S608
"""For the question about a person, whose `people` are named before it."""


class Mark(NamedTuple):
    """A mark that stands. kind: a word of `Care`. source: how it is known. until: None for an open end."""

    id: int
    kind: str
    source: str
    note: str
    language: str
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, kept: list[Any]) -> "Mark":
        """From `MARKS`, where moments are written out."""
        id_, kind, source, note, language, since, until = kept
        ends = datetime.fromisoformat(until) if until else None
        return cls(id_, kind, source, note, language, datetime.fromisoformat(since), ends)


def kinds_for(by: Actor) -> frozenset[Care]:
    """The kinds of marks that somebody sees who may see customers."""
    return frozenset(Care) if extent_of(SEE_CARE, by=by) else frozenset(Care) - CLOSED


def marks_of(people: Iterable[int], *, for_: Actor) -> list[Mark]:
    """The marks of these people that `for_` sees, the oldest first. The caller has found the people for them."""
    rows = CareMark.standing(now()).filter(customer__in=list(people), kind__in=kinds_for(for_))
    return [Mark(*row) for row in rows.order_by("id").values_list(*Mark._fields)]


def mark_of(customer: Customer, *, people: Iterable[int], mark: int, for_: Actor) -> CareMark:
    """A mark of this person, or of whoever was found to be them. Raises NotTheirs, for one that is not seen too."""
    rows = CareMark.standing(now()).filter(customer__in={customer.pk, *people}, kind__in=kinds_for(for_))
    found = rows.filter(pk=mark).first()
    if found is None:
        raise NotTheirs
    return found
