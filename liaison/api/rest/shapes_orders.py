"""The shapes of orders. Amounts are decimals as texts, in the currency of the order."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import WithJsonSchema

from liaison.api.rest.shapes import Shape, when
from liaison.orders import words
from liaison.orders.queries import Costs, File, Item, Method, Moved, Parcels, Wished


def _one_of(some: type[StrEnum]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [one.value for one in some]})


# By their values, not by their classes: a document has one name for each schema, and tickets have a status too.
Status = Annotated[str, _one_of(words.Status)]
State = Annotated[str, _one_of(words.State)]
Asked = Annotated[str, _one_of(words.Asked)]
Charged = Annotated[str, _one_of(words.Charged)]
Kind = Annotated[str, _one_of(words.Moved)]
MethodKind = Annotated[str, _one_of(words.MethodKind)]


class PostalShape(Shape):
    """Where something goes."""

    name: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str


class LineShape(Shape):
    """One place of an order. price: of one, as it was when bought. variant, product: ids of what is sold now."""

    id: int
    position: int
    variant: int | None
    product: int | None
    name: str
    options: dict[str, Any]
    price: str
    quantity: int


class ChargeShape(Shape):
    """What is charged besides the goods. included: it is part of the prices already."""

    kind: Charged
    label: str
    why: str
    amount: str
    included: bool


class PieceShape(Shape):
    """So many of a line."""

    line: int
    quantity: int


class FulfilmentShape(Shape):
    """A part of the order on its way."""

    id: int
    external_id: str | None
    carrier: str
    tracking: list[str]
    shipped_at: datetime | None
    delivered_at: datetime | None
    items: list[PieceShape]


class MovementShape(Shape):
    """A line of the ledger; what we gave is negative. settled_at: none while it is on its way. by: `member:7`."""

    id: int
    external_id: str | None
    kind: Kind
    amount: str
    method: int | None
    request: int | None
    reason: str
    by: str
    at: datetime
    settled_at: datetime | None


class AskedShape(Shape):
    """So many of a line are asked for. variant: for what they are exchanged. accepted: how many passed inspection."""

    line: int
    quantity: int
    variant: int | None
    accepted: int | None


class RequestShape(Shape):
    """What was asked for afterwards. amount: what moves; what the customer still pays is negative."""

    id: int
    kind: Asked
    state: State
    reason: str
    method: int | None
    amount: str
    ticket: int | None
    by: str
    asked_at: datetime
    moved_at: datetime
    lines: list[AskedShape]


class OrderShape(Shape):
    """What an account bought at once. number: as the shop writes it. locks: what can be asked for once, and was."""

    id: int
    number: str
    source: str
    external_id: str | None
    account: int
    customer: int | None
    status: Status
    locks: list[str]
    address: PostalShape
    currency: str
    placed_at: datetime
    delivered_at: datetime | None
    cancelled_at: datetime | None
    cancelled_for: str
    total: str
    paid: str
    refunded: str
    compensated: str
    refundable: str
    lines: list[LineShape]
    charges: list[ChargeShape]
    fulfilments: list[FulfilmentShape]
    movements: list[MovementShape]
    requests: list[RequestShape]


class MethodShape(Shape):
    """By what an account pays. balance: of a gift card or store credit, in `currency`."""

    id: int
    account: int
    external_id: str | None
    kind: MethodKind
    brand: str
    last_four: str
    label: str
    balance: str | None
    currency: str


def order(one: File) -> dict[str, Any]:
    """An order with all that belongs to it."""
    return {
        **_head(one),
        "total": str(one.total.amount),
        "paid": str(one.paid.amount),
        "refunded": str(one.refunded.amount),
        "compensated": str(one.compensated.amount),
        "refundable": str(one.refundable.amount),
        "lines": [_line(line) for line in one.items],
        "charges": [_charge(costs) for costs in one.costs],
        "fulfilments": [_fulfilment(part) for part in sorted(one.parcels, key=lambda part: part.id)],
        "movements": [_movement(moved) for moved in one.movements],
        "requests": [_request(wished) for wished in one.requests],
    }


def _head(one: File) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "source": one.source,
        "external_id": one.external_id,
        "account": one.account,
        "customer": one.customer,
        "status": one.status,
        "locks": list(one.locks),
        "address": vars(one.address),
        "currency": one.total.currency,
        "placed_at": when(one.placed_at),
        "delivered_at": when(one.delivered_at),
        "cancelled_at": when(one.cancelled_at),
        "cancelled_for": one.cancelled_for,
    }


def _line(one: Item) -> dict[str, Any]:
    return {
        "id": one.id,
        "position": one.position,
        "variant": one.variant,
        "product": one.product,
        "name": one.name,
        "options": one.options,
        "price": str(one.price.amount),
        "quantity": one.quantity,
    }


def _charge(one: Costs) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "label": one.label,
        "why": one.why,
        "amount": str(one.amount.amount),
        "included": one.included,
    }


def _fulfilment(one: Parcels) -> dict[str, Any]:
    return {
        "id": one.id,
        "external_id": one.external_id,
        "carrier": one.carrier,
        "tracking": list(one.tracking),
        "shipped_at": when(one.shipped_at),
        "delivered_at": when(one.delivered_at),
        "items": [{"line": line, "quantity": quantity} for line, quantity in sorted(one.items)],
    }


def _movement(one: Moved) -> dict[str, Any]:
    return {
        "id": one.id,
        "external_id": one.external_id,
        "kind": one.kind,
        "amount": str(one.amount.amount),
        "method": one.method.id if one.method else None,
        "request": one.request,
        "reason": one.reason,
        "by": one.by,
        "at": when(one.at),
        "settled_at": when(one.settled_at),
    }


def _request(one: Wished) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "state": one.state,
        "reason": one.reason,
        "method": one.method,
        "amount": str(one.amount.amount),
        "ticket": one.ticket,
        "by": one.by,
        "asked_at": when(one.asked_at),
        "moved_at": when(one.moved_at),
        "lines": [
            {"line": line, "quantity": quantity, "variant": variant, "accepted": accepted}
            for line, quantity, variant, accepted in one.lines
        ],
    }


def method(one: Method) -> dict[str, Any]:
    """A payment method."""
    return {
        "id": one.id,
        "account": one.account,
        "external_id": one.external_id,
        "kind": one.kind,
        "brand": one.brand,
        "last_four": one.last_four,
        "label": one.label,
        "balance": None if one.balance is None else str(one.balance.amount),
        "currency": one.balance.currency if one.balance else "",
    }
