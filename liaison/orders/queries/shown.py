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
    Line,
    Order,
    PaymentMethod,
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
    external_id: str | None
    carrier: str
    tracking: tuple[str, ...]
    shipped_at: datetime | None
    delivered_at: datetime | None
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Method:
    """A payment method. balance: of a gift card or store credit."""

    id: int
    external_id: str | None
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
    external_id: str | None
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


def sum_of(lines: Iterable[Line], charges: Iterable[Charge], *, currency: str) -> Decimal:
    """What goods cost, with what is charged besides; what is included in the prices is not added again."""
    goods = sum((line.amount for line in lines), Decimal(0))
    besides = sum((one.amount for one in charges if not one.included), Decimal(0))
    return rounded(goods + besides, currency)


def brief(order: Order) -> Brief:
    """The order in a list; its lines and charges are read along."""
    total = sum_of(order.lines.all(), order.charges.all(), currency=order.currency)
    return Brief(
        id=order.pk,
        number=order.number,
        account=order.account_id,
        customer=order.customer_id,
        status=order.status,
        locks=tuple(order.locks),
        placed_at=order.placed_at,
        total=order.money(total),
        paid=order.money(order.paid),
        refunded=order.money(order.refunded),
        items=tuple(item(line, order.currency) for line in order.lines.all()),
    )


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
        external_id=row.external_id,
        account=row.account_id,
        kind=row.kind,
        brand=row.brand,
        last_four=row.last_four,
        label=row.label,
        balance=None if row.balance is None else Money(row.balance, row.currency),
    )
