"""Taking in by what people pay, and what was paid and given back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from liaison.customers.imported import Imported, accounts_called
from liaison.kit.errors import Refusal
from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.orders.actions.importing.parts import Orders
from liaison.orders.actions.importing.told import (
    EXTERNAL_ID,
    KEY,
    Ids,
    called,
    given,
    in_a_currency,
    orders_called,
    picked,
    record_batch,
)
from liaison.orders.errors import OtherCurrency
from liaison.orders.models import Movement, PaymentMethod
from liaison.orders.words import AT_ONCE, MethodKind, Moved

_METHOD = ("kind", "brand", "last_four", "label", "currency")
_BACK = (Moved.REFUND, Moved.COMPENSATION)


class BalanceNeeded(Refusal):
    """A gift card or a store credit needs its balance and its currency."""


class LedgerStands(Refusal):
    """This payment is in the ledger with other values already; the ledger is only added to."""


def take_methods(batch: Batch) -> None:
    """By what people pay. The balance of a gift card is as it is given."""
    people = accounts_called(batch.source, [row.values["customer"] for row in batch.rows])
    rows = in_a_currency(batch, batch.known(batch.rows, "customer", people))
    rows = [row for row in rows if _has_its_balance(batch, row)]
    by_halves(batch, rows, lambda batch, rows: _methods(batch, rows, people), says={})
    record_batch(batch, "payment_methods")


def _has_its_balance(batch: Batch, row: Row) -> bool:
    ours = row.values["kind"] in AT_ONCE
    if ours and (row.values.get("balance") is None or not row.values.get("currency")):
        batch.turn(row, "balance", BalanceNeeded())
        return False
    return True


def _methods(batch: Batch, rows: list[Row], people: Mapping[str, Imported]) -> list[Put]:
    made = [
        {
            "source": batch.source,
            "external_id": row.values["external_id"],
            "account_id": people[row.values["customer"]].account,
            "balance": row.values.get("balance") if row.values["kind"] in AT_ONCE else None,
            "created_at": row.values.get("created_at") or batch.at,
        }
        | picked(row, _METHOD)
        for row in rows
    ]
    return put(PaymentMethod, made, key=KEY, sets=["account_id", *given(rows, (*_METHOD, "balance"))])


def take_payments(batch: Batch) -> None:
    """What moved. The sign of the amount follows from the kind. The balances of gift cards know of it already."""
    orders = orders_called(batch)
    rows = batch.known(batch.rows, "order", orders)
    methods = called(PaymentMethod, batch.source, [row.values.get("method") for row in rows])
    rows = batch.known(rows, "method", methods)
    rows = _in_the_currency_of_the_order(batch, rows, orders)
    rows = _not_told_otherwise(batch, rows, orders, methods)
    says = {"orders_never_more_back_than_paid": MoreBack()}
    by_halves(
        batch, _paid_first(rows), lambda batch, rows: _payments(batch, rows, orders, methods), says=says
    )
    record_batch(batch, "payments", orders=batch.changed)


class MoreBack(Refusal):
    """No more can be given back for an order than was paid for it."""


def _paid_first(rows: Sequence[Row]) -> list[Row]:
    """What was given back can only be written when it is known that it was paid, whatever the order of the file."""
    return sorted(rows, key=lambda row: (row.values.get("kind") or Moved.PAYMENT) in _BACK)


def _in_the_currency_of_the_order(batch: Batch, rows: Sequence[Row], orders: Orders) -> list[Row]:
    good = []
    for row in rows:
        if row.values.get("currency") and row.values["currency"] != orders[row.values["order"]].currency:
            batch.turn(row, "currency", OtherCurrency())
        else:
            good.append(row)
    return good


def _not_told_otherwise(batch: Batch, rows: Sequence[Row], orders: Orders, methods: Ids) -> list[Row]:
    """Those rows which the ledger does not know otherwise; what it knows just so it keeps."""
    wanted = [row.values["external_id"] for row in rows]
    kept = {
        one.external_id: (one.order_id, one.method_id, one.kind, one.amount)
        for one in Movement.objects.filter(source=batch.source, external_id__in=wanted)
    }
    good = []
    for row in rows:
        made = _payment(batch, row, orders, methods)
        same = (made["order_id"], made["method_id"], made["kind"], made["amount"])
        if kept.get(row.values["external_id"], same) == same:
            good.append(row)
        else:
            batch.turn(row, "", LedgerStands())
    return good


def _payments(batch: Batch, rows: list[Row], orders: Orders, methods: Ids) -> list[Put]:
    made = [_payment(batch, row, orders, methods) for row in rows]
    return put(Movement, made, key=KEY)


def _payment(batch: Batch, row: Row, orders: Orders, methods: Ids) -> dict[str, Any]:
    values = row.values
    kind = values.get("kind") or Moved.PAYMENT.value
    amount: Decimal = abs(values["amount"])
    order = orders[values["order"]]
    at = values.get("at") or order.placed_at
    return {
        "source": batch.source,
        "external_id": values["external_id"],
        "order_id": order.pk,
        "method_id": methods.get(values.get("method") or ""),
        "kind": kind,
        "amount": -amount if kind in _BACK else amount,
        "currency": order.currency,
        "reason": values.get("reason") or "",
        "by": batch.by.ref,
        "at": at,
        "settled_at": values.get("settled_at", at),
        "told": True,
    }


METHODS = Entity(
    name="payment_methods",
    fields={
        "external_id": EXTERNAL_ID,
        "customer": Field(must=True, refers="customers"),
        "kind": Field(must=True, one_of=tuple(MethodKind)),
        "brand": Field(most=40),
        "last_four": Field(most=4),
        "label": Field(most=200),
        "currency": Field(most=3),
        "balance": Field(kind=As.DECIMAL, least=0),
        "created_at": Field(kind=As.MOMENT),
    },
    key=("external_id",),
    take=take_methods,
)
PAYMENTS = Entity(
    name="payments",
    fields={
        "external_id": EXTERNAL_ID,
        "order": Field(must=True, refers="orders"),
        "method": Field(refers="payment_methods"),
        "kind": Field(one_of=tuple(Moved), usual=Moved.PAYMENT.value),
        "amount": Field(kind=As.DECIMAL, must=True),
        "currency": Field(most=3),
        "at": Field(kind=As.MOMENT),
        "settled_at": Field(kind=As.MOMENT),
        "reason": Field(most=80),
    },
    key=("external_id",),
    take=take_payments,
)
