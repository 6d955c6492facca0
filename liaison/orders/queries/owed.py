"""Reading what is asked to be paid for an order."""

from dataclasses import dataclass
from datetime import datetime

from liaison.kit.actor import Actor
from liaison.orders.models import Invoice
from liaison.orders.queries.finding import must_see_orders


@dataclass(frozen=True, kw_only=True)
class Owed:
    """An invoice. due: how far we are in asking for it. link: where it can be paid, empty where nowhere."""

    id: int
    number: str
    issued_at: datetime
    due_at: datetime | None
    due: str
    link: str


def invoices(order: int, *, for_: Actor) -> list[Owed]:
    """The invoices of an order, the oldest first."""
    must_see_orders(for_)
    return [
        Owed(id=row.pk, number=row.number, issued_at=row.issued_at, due_at=row.due_at, due=row.due,
             link=row.payment_link)
        for row in Invoice.objects.filter(order=order).order_by("id")
    ]  # fmt: skip
