"""The register for the regulator: one row a complaint, columns by names that stay."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import QuerySet

from liaison.complaints.models import Complaint, Finding, Stage
from liaison.complaints.words import OfferState
from liaison.kit.cells import harmless
from liaison.team.queries import names_of

Row = Callable[[Complaint], Any]


def _last(rows: Iterable[Any]) -> Any:
    return max(rows, key=lambda one: one.pk, default=None)


def _finding(one: Complaint) -> Finding | None:
    found: Finding | None = _last(one.findings.all())
    return found


def _stage(one: Complaint) -> Stage | None:
    found: Stage | None = _last(one.stages.all())
    return found


def _of(part: Callable[[Complaint], Any], field: str) -> Row:
    return lambda one: getattr(part(one), field, "")


def _in_time(done: str, due: str) -> Row:
    """`yes`, `no`, or empty while it is not done and not late."""

    def say(one: Complaint) -> str:
        at, by, late = (
            getattr(one, done),
            getattr(one, due),
            getattr(one, f"{due.removesuffix('_by')}_late_at"),
        )
        if at is None:
            return "no" if late else ""
        return "yes" if at <= by else "no"

    return say


COLUMNS: Final[Mapping[str, Row]] = {
    "number": lambda one: one.number,
    "kind": lambda one: one.kind.key or one.kind.name,
    "standing": lambda one: one.standing,
    "brand": lambda one: one.department.brand.name,
    "department": lambda one: one.department.name,
    "received_at": lambda one: one.received_at,
    "opened_at": lambda one: one.opened_at,
    "channel": lambda one: one.channel,
    "customer": lambda one: one.customer.name if one.customer else "",
    "customer_id": lambda one: one.customer_id,
    "account_id": lambda one: one.account_id,
    "ticket": lambda one: one.ticket.number if one.ticket else "",
    "order": lambda one: one.order,
    "claim": lambda one: one.claim,
    "wish": lambda one: one.wish,
    "amount": lambda one: one.amount,
    "currency": lambda one: one.currency,
    "handler": lambda one: one.handler.name if one.handler else "",
    "concerns": lambda one: ", ".join(names_of(c.member_id for c in one.concerns.all()).values()),
    "acknowledge_by": lambda one: one.acknowledge_by,
    "acknowledged_at": lambda one: one.acknowledged_at,
    "acknowledged_in_time": _in_time("acknowledged_at", "acknowledge_by"),
    "answer_by": lambda one: one.answer_by,
    "answered_at": lambda one: one.answered_at,
    "answered_in_time": _in_time("answered_at", "answer_by"),
    "extensions": lambda one: len(one.extensions.all()),
    "extension_reason": lambda one: "; ".join(e.reason for e in one.extensions.all()),
    "outcome": lambda one: one.outcome,
    "root_cause": _of(_finding, "cause"),
    "root_cause_words": _of(_finding, "cause_words"),
    "reasons": _of(_finding, "reasons"),
    "remedy": _of(_finding, "remedy"),
    "remedy_amount": _of(_finding, "amount"),
    "remedy_currency": _of(_finding, "currency"),
    "offers_made": lambda one: len(one.offers.all()),
    "offers_accepted": lambda one: sum(o.state == OfferState.ACCEPTED for o in one.offers.all()),
    "outside": _of(_stage, "where"),
    "outside_body": _of(_stage, "body"),
    "outside_reference": _of(_stage, "reference"),
    "outside_begun_on": _of(_stage, "begun_on"),
    "outside_outcome": _of(_stage, "outcome"),
    "outside_ended_on": _of(_stage, "ended_on"),
    "closed_at": lambda one: one.closed_at,
}
"""The columns by name. A name stays what it is; a new column comes at the end."""


def lines(complaints: QuerySet[Complaint]) -> Iterator[str]:
    """The register as lines of a CSV file (RFC 4180), the head first; no cell of it is taken for a formula."""
    yield _line(list(COLUMNS))
    whole = complaints.select_related("kind", "department__brand", "customer", "handler", "ticket")
    parts = ("concerns", "extensions", "findings", "offers", "stages")
    for one in whole.prefetch_related(*parts).order_by("number").iterator(chunk_size=500):
        yield _line([_cell(column(one)) for column in COLUMNS.values()])


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(harmless(str(value)))


def _line(cells: list[str]) -> str:
    made = io.StringIO()
    csv.writer(made).writerow(cells)
    return made.getvalue()
