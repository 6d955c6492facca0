"""What is entered whole: products, payment methods and orders as another system or an import knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from liaison.customers.words import Postal
from liaison.orders.words import Charged, MethodKind, Moved, Status


@dataclass(frozen=True, kw_only=True)
class NewVariant:
    """A variant of a product. stock: how many lie where, by (id of the location, shelf); empty when not counted."""

    price: Decimal
    currency: str
    options: Mapping[str, Any] = field(default_factory=dict)
    sku: str = ""
    available: bool = True
    source: str = ""
    external_id: str | None = None
    stock: Mapping[tuple[int, str], int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewProduct:
    """A product with its variants."""

    name: str
    text: str = ""
    category: str = ""
    source: str = ""
    external_id: str | None = None
    variants: tuple[NewVariant, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewMethod:
    """A payment method of an account. balance: of a gift card or store credit, as it is now."""

    account: int
    kind: MethodKind
    brand: str = ""
    last_four: str = ""
    label: str = ""
    currency: str = ""
    balance: Decimal | None = None
    source: str = ""
    external_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line of an order. variant: id, None for what the catalogue does not know. price: of one."""

    name: str
    price: Decimal
    quantity: int = 1
    variant: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewParcel:
    """A part of an order on its way. lines: position of a line in the order, from nought, to how many of it."""

    lines: Mapping[int, int]
    tracking: tuple[str, ...] = ()
    carrier: str = ""
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NewCharge:
    """What an order costs besides its goods; negative for a discount, included for what prices hold already."""

    kind: Charged
    amount: Decimal
    label: str = ""
    why: str = ""
    rate: Decimal | None = None
    included: bool = False


@dataclass(frozen=True, kw_only=True)
class NewMovement:
    """Money that moved for an order; what came to us is positive. told: the balance of the method knows of it."""

    kind: Moved
    amount: Decimal
    at: datetime
    method: int | None = None
    settled_at: datetime | None = None
    told: bool = True
    source: str = ""
    external_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """An order with all that belongs to it. number: verbatim."""

    number: str
    account: int
    customer: int | None
    status: Status
    currency: str
    placed_at: datetime
    lines: tuple[NewLine, ...]
    address: Postal = field(default_factory=Postal)
    locks: tuple[str, ...] = ()
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_for: str = ""
    charges: tuple[NewCharge, ...] = ()
    parcels: tuple[NewParcel, ...] = ()
    movements: tuple[NewMovement, ...] = ()
    source: str = ""
    external_id: str | None = None
