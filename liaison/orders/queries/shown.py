"""An order as it is shown: frozen, in plain words, without the rows behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from liaison.customers.words import Postal
from liaison.kit.money import Money, rounded
from liaison.orders.models import (
    Charge,
    Fulfilment,
    Line,
    Movement,
    Order,
    PaymentMethod,
    Request,
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line. price: of one. variant, product: ids, None when the shop does not know them any more."""

    id: int
    position: int
    variant: int | None
    product: int | None
    name: str
    options: dict[str, Any]
    price: Money
    quantity: int

    @property
    def amount(self) -> Money:
        """Of all of them."""
        return Money(self.price.amount * self.quantity, self.price.currency)


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What is charged besides the goods; `included` is part of the prices already."""

    kind: str
    label: str
    why: str
    amount: Money
    included: bool


@dataclass(frozen=True, kw_only=True)
class Parcels:
    """A part of the order on its way. items: pairs of a line's id and how many of it."""

    id: int
    carrier: str
    tracking: tuple[str, ...]
    shipped_at: datetime | None
    delivered_at: datetime | None
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """A payment method. balance: of a gift card or store credit."""

    id: int
    account: int
    kind: str
    brand: str
    last_four: str
    label: str
    balance: Money | None


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A line of the ledger; what we gave is negative. settled_at: None while it is on its way."""

    id: int
    kind: str
    amount: Money
    method: Method | None
    request: int | None
    reason: str
    by: str
    at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Wished:
    """A request. lines: (line, quantity, variant it is exchanged for, accepted at inspection)."""

    id: int
    kind: str
    state: str
    reason: str
    method: int | None
    amount: Money
    ticket: int | None
    by: str
    asked_at: datetime
    moved_at: datetime
    details: dict[str, Any]
    lines: tuple[tuple[int, int, int | None, int | None], ...]


@dataclass(frozen=True, kw_only=True)
class Brief:
    """An order in a list."""

    id: int
    number: str
    account: int
    customer: int | None
    status: str
    locks: tuple[str, ...]
    placed_at: datetime
    total: Money
    paid: Money
    refunded: Money
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class File(Brief):
    """All of an order."""

    source: str
    external_id: str | None
    address: Postal
    delivered_at: datetime | None
    cancelled_at: datetime | None
    cancelled_for: str
    compensated: Money
    refundable: Money
    costs: tuple[Costs, ...]
    parcels: tuple[Parcels, ...]
    movements: tuple[Moved, ...]
    requests: tuple[Wished, ...]


def total_of(order: Order) -> Decimal:
    """What the order costs now. Its lines and charges are read along."""
    return sum_of(order.lines.all(), order.charges.all(), currency=order.currency)


def sum_of(lines: Iterable[Line], charges: Iterable[Charge], *, currency: str) -> Decimal:
    """What goods cost, with what is charged besides; what is included in the prices is not added again."""
    goods = sum((line.amount for line in lines), Decimal(0))
    besides = sum((one.amount for one in charges if not one.included), Decimal(0))
    return rounded(goods + besides, currency)


def brief(order: Order) -> Brief:
    """The order in a list; its lines and charges are read along."""
    return Brief(**_brief(order))


def whole(order: Order) -> File:
    """All of the order; everything of it is read along."""
    return File(
        **_brief(order),
        source=order.source,
        external_id=order.external_id,
        address=order.postal,
        delivered_at=order.delivered_at,
        cancelled_at=order.cancelled_at,
        cancelled_for=order.cancelled_for,
        compensated=order.money(order.compensated),
        refundable=order.money(order.refundable),
        costs=tuple(_costs(one, order) for one in order.charges.all()),
        parcels=tuple(_parcels(one) for one in order.fulfilments.all()),
        movements=tuple(_moved(one) for one in order.movements.all()),
        requests=tuple(_wished(one, order) for one in order.requests.all()),
    )


def _brief(order: Order) -> dict[str, Any]:
    return {
        "id": order.pk,
        "number": order.number,
        "account": order.account_id,
        "customer": order.customer_id,
        "status": order.status,
        "locks": tuple(order.locks),
        "placed_at": order.placed_at,
        "total": order.money(total_of(order)),
        "paid": order.money(order.paid),
        "refunded": order.money(order.refunded),
        "items": tuple(item(line, order.currency) for line in order.lines.all()),
    }


def item(line: Line, currency: str) -> Item:
    """A line as it is shown; its variant is read along."""
    return Item(
        id=line.pk,
        position=line.position,
        variant=line.variant_id,
        product=line.variant.product_id if line.variant else None,
        name=line.name,
        options=line.options,
        price=Money(line.price, currency),
        quantity=line.quantity,
    )


def method(row: PaymentMethod) -> Method:
    """A payment method as it is shown."""
    return Method(
        id=row.pk,
        account=row.account_id,
        kind=row.kind,
        brand=row.brand,
        last_four=row.last_four,
        label=row.label,
        balance=None if row.balance is None else Money(row.balance, row.currency),
    )


def _costs(row: Charge, order: Order) -> Costs:
    amount = order.money(row.amount)
    return Costs(kind=row.kind, label=row.label, why=row.why, amount=amount, included=row.included)


def _parcels(row: Fulfilment) -> Parcels:
    return Parcels(
        id=row.pk,
        carrier=row.carrier,
        tracking=tuple(row.tracking),
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
        items=tuple((one.line_id, one.quantity) for one in row.lines.all()),
    )


def _moved(row: Movement) -> Moved:
    return Moved(
        id=row.pk,
        kind=row.kind,
        amount=Money(row.amount, row.currency),
        method=method(row.method) if row.method else None,
        request=row.request_id,
        reason=row.reason,
        by=row.by,
        at=row.at,
        settled_at=row.settled_at,
    )


def _wished(row: Request, order: Order) -> Wished:
    return Wished(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        method=row.method_id,
        amount=order.money(row.amount),
        ticket=row.ticket_id,
        by=row.by,
        asked_at=row.asked_at,
        moved_at=row.moved_at,
        details=row.details,
        lines=tuple((one.line_id, one.quantity, one.variant_id, one.accepted) for one in row.lines.all()),
    )
