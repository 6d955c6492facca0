"""Taking in orders: whose they are, how far they are, where they go."""

from collections.abc import Mapping, Sequence
from typing import Any

from liaison.customers.imported import Imported, accounts_called
from liaison.customers.words import Postal
from liaison.kit.errors import Refusal
from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.orders.actions.importing.told import (
    CURRENCY,
    EXTERNAL_ID,
    KEY,
    given,
    in_a_currency,
    picked,
    record_batch,
)
from liaison.orders.models import Order
from liaison.orders.words import Lock, Status

_POSTAL = {
    "ship_to": ("name", Field(most=200)),
    "line1": ("line1", Field(most=200)),
    "line2": ("line2", Field(most=200)),
    "city": ("city", Field(most=120)),
    "region": ("region", Field(most=120)),
    "postcode": ("postcode", Field(most=20)),
    "country": ("country", Field(most=80)),
    "phone": ("phone", Field(most=40)),
}
"""The fields of an order's address, and what they are called there."""
_PLAIN = ("status", "locks", "delivered_at", "cancelled_at", "cancelled_for")


class NumberTaken(Refusal):
    """Another order has this number already."""


class MoneyMoved(Refusal):
    """Money has moved for this order already, so its currency stays as it is."""


def take_orders(batch: Batch) -> None:
    """What people bought, with a copy of the address. What is not given stays as it is in an order we know."""
    people = accounts_called(batch.source, [row.values["customer"] for row in batch.rows])
    rows = batch.known(batch.rows, "customer", people)
    rows = _in_their_currency(batch, in_a_currency(batch, rows))
    says = {"orders_order_number_key": NumberTaken()}
    by_halves(batch, rows, lambda batch, rows: _orders(batch, rows, people), says=says)
    record_batch(batch, "orders", orders=batch.changed)


def _in_their_currency(batch: Batch, rows: Sequence[Row]) -> list[Row]:
    ids = [row.values["external_id"] for row in rows]
    paid = Order.objects.filter(source=batch.source, external_id__in=ids, movements__isnull=False)
    kept = dict(paid.values_list("external_id", "currency"))
    good = []
    for row in rows:
        if kept.get(row.values["external_id"], row.values["currency"]) == row.values["currency"]:
            good.append(row)
        else:
            batch.turn(row, "currency", MoneyMoved())
    return good


def _orders(batch: Batch, rows: list[Row], people: Mapping[str, Imported]) -> list[Put]:
    made = [_order(batch, row, people[row.values["customer"]]) for row in rows]
    sets = ["account_id", "customer_id", "currency", *given(rows, ("number", "placed_at", *_PLAIN))]
    if given(rows, _POSTAL):
        sets.append("address")
    return put(Order, made, key=KEY, sets=sets)


def _order(batch: Batch, row: Row, whose: Imported) -> dict[str, Any]:
    values = row.values
    words = {part: values.get(name) or "" for name, (part, _) in _POSTAL.items()}
    return {
        "source": batch.source,
        "external_id": values["external_id"],
        "number": values.get("number") or values["external_id"],
        "account_id": whose.account,
        "customer_id": whose.customer,
        "currency": values["currency"],
        "placed_at": values.get("placed_at") or batch.at,
        "address": Postal(**words).plain(),
    } | picked(row, _PLAIN)


ORDERS = Entity(
    name="orders",
    fields={
        "external_id": EXTERNAL_ID,
        "number": Field(most=80),
        "customer": Field(must=True, refers="customers"),
        "status": Field(must=True, one_of=tuple(Status)),
        "locks": Field(kind=As.LIST, one_of=tuple(Lock)),
        "currency": CURRENCY,
        "placed_at": Field(kind=As.MOMENT),
        "delivered_at": Field(kind=As.MOMENT),
        "cancelled_at": Field(kind=As.MOMENT),
        "cancelled_for": Field(most=80),
        **{name: one for name, (_, one) in _POSTAL.items()},
    },
    key=("external_id",),
    take=take_orders,
)
