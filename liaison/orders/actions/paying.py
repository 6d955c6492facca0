"""Invoices: money that arrives for them, and how far we are in asking for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.orders import events
from liaison.orders.actions import ledger
from liaison.orders.actions.changing import For, about
from liaison.orders.actions.ledger import Why
from liaison.orders.cases import Case
from liaison.orders.errors import MoreThanOwed, NotAnAmount, NothingOwed, NotYet
from liaison.orders.models import Invoice, Movement
from liaison.orders.words import ASKED_FOR, Due, Moved

BATCH: Final = 100
STEPS: Final[Mapping[Due, tuple[timedelta, Due]]] = {
    Due.OPEN: (timedelta(days=1), Due.REMINDED),
    Due.REMINDED: (timedelta(days=15), Due.LAST_NOTICE),
    Due.LAST_NOTICE: (timedelta(days=30), Due.COLLECTION),
}
"""From which state an invoice moves to which, and how long after the day on which it was to be paid."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """Money that arrived. amount: None for all that is owed. on: the day, None for now. reference: the bank's."""

    amount: Decimal | None = None
    on: date | None = None
    reference: str = ""


@transaction.atomic
def confirm_payment(case: Case, invoice: int, arrived: Arrived, *, who: For) -> tuple[Invoice, Movement]:
    """Enter that money arrived for an invoice; once nothing is owed it is paid.

    Raises NothingOwed, MoreThanOwed, NotAnAmount, NotYet for a day to come.
    """
    row = Invoice.objects.select_for_update().filter(pk=invoice, order=case.order).first()
    owed = case.owed
    if row is None or row.due not in ASKED_FOR or owed <= 0:
        raise NothingOwed
    amount = owed if arrived.amount is None else case.order.money(arrived.amount).amount
    if amount <= 0:
        raise NotAnAmount
    if amount > owed:
        raise MoreThanOwed(left=str(case.order.money(owed)))
    why = Why(by=who.by, reason=arrived.reference, arrived=_moment(arrived.on))
    movement = ledger.take(case, amount, method=None, kind=Moved.PAYMENT, why=why)
    if case.owed <= 0:
        row.due = Due.PAID
        row.save(update_fields=["due"])
    said = events.PaymentConfirmed(
        **about(case, who), invoice_id=row.pk, amount=case.order.money(amount).kept
    )
    record(said, by=who.by)
    return row, movement


def _moment(on: date | None) -> datetime:
    """Noon of that day, so that it is the same day almost wherever one looks from; never later than now."""
    at = now()
    if on is None:
        return at
    if on > at.date():
        raise NotYet
    return min(datetime.combine(on, time(12), tzinfo=UTC), at)


@transaction.atomic
def move_overdue() -> int:
    """Move invoices that are overdue one step on, up to a batch. Return how many.

    Nobody is written to by this: it tells those who serve that the next letter is due.
    """
    at, moved = now(), 0
    for due, (after, then) in STEPS.items():
        late = Invoice.objects.filter(due=due, due_at__lte=at - after).select_related("order")
        rows = late.select_for_update(skip_locked=True, of=("self",)).order_by("due_at")
        for row in rows[: BATCH - moved]:
            swap(row, when={"due": due}, to={"due": then})
            order = row.order
            said = events.InvoiceOverdue(
                order_id=order.pk, customer_id=order.customer_id, invoice_id=row.pk, stage=then
            )
            record(said, by=SYSTEM)
            moved += 1
    return moved
