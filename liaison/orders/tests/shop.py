"""A small shop for tests: Mira's account, a shirt in three forms, a lamp, and her orders."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from liaison.authority.actions import create_rule
from liaison.authority.words import Provision, Says
from liaison.customers.actions import change_address, meet, open_account
from liaison.customers.models import Account, Customer
from liaison.customers.words import Postal
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.orders.actions import enter_methods, enter_orders, enter_products, open_location
from liaison.orders.entering import (
    NewLine,
    NewMethod,
    NewMovement,
    NewOrder,
    NewParcel,
    NewProduct,
    NewVariant,
)
from liaison.orders.models import Order, PaymentMethod, Product, Stock, Variant
from liaison.orders.words import MethodKind, Moved, Status
from liaison.tickets.models import Ticket
from tests.cast import Cast, ticket

HOME = Postal(name="Mira Kask", line1="Pikk 1", city="Tallinn", postcode="10123", country="EE")
ELSEWHERE = Postal(name="Mira Kask", line1="Lai 7", city="Tartu", postcode="51005", country="EE")


@dataclass
class Shop:
    """Everything there is; `order` makes one more order."""

    cast: Cast
    mira: Customer
    account: Account
    ticket: Ticket
    shirt: Product
    lamp: Product
    red: Variant
    blue: Variant
    gone: Variant
    light: Variant
    stock: Stock
    card: PaymentMethod
    gift: PaymentMethod
    paypal: PaymentMethod
    numbers: list[str] = field(default_factory=list)

    def order(self, status: Status = Status.PENDING, **more: Any) -> Order:
        """An order of two red shirts for 20 each and a lamp for 35.50, paid by card."""
        number = f"#W{len(self.numbers) + 1:07}"
        self.numbers.append(number)
        placed = now() - timedelta(days=5)
        shipped = status in (Status.PROCESSED, Status.DELIVERED)
        parcel = NewParcel(
            lines={0: 2, 1: 1},
            tracking=("T1", "T2"),
            shipped_at=placed,
            delivered_at=placed if status == Status.DELIVERED else None,
        )
        given: dict[str, Any] = {
            "number": number,
            "account": self.account.pk,
            "customer": self.mira.pk,
            "status": status,
            "currency": "EUR",
            "placed_at": placed,
            "address": HOME,
            "lines": (
                NewLine(
                    name="Shirt", price=Decimal(20), quantity=2, variant=self.red.pk, options=self.red.options
                ),
                NewLine(name="Lamp", price=Decimal("35.50"), variant=self.light.pk),
            ),
            "parcels": (parcel,) if shipped else (),
            "movements": (
                NewMovement(kind=Moved.PAYMENT, amount=Decimal("75.50"), at=placed, method=self.card.pk),
            ),
        }
        (made,) = enter_orders([NewOrder(**(given | more))], by=SYSTEM)
        return Order.objects.get(pk=made.pk)

    def line(self, order: Order, position: int = 0) -> int:
        """The id of the line at a position."""
        return order.lines.get(position=position).pk


def open_shop(cast: Cast) -> Shop:
    """Make it, and allow everything: what the company limits is told elsewhere."""
    one = ticket(cast)
    mira = meet("email", "mira@example.com")
    account = open_account(mira, kind="private", by=SYSTEM)
    change_address(mira, HOME, by=SYSTEM)
    place = open_location("Tallinn")
    variants = (
        NewVariant(price=Decimal(20), currency="EUR", options={"colour": "red"}),
        NewVariant(
            price=Decimal(25), currency="EUR", options={"colour": "blue"}, stock={(place.pk, "A1"): 3}
        ),
        NewVariant(price=Decimal(15), currency="EUR", options={"colour": "green"}, available=False),
    )
    light = NewVariant(price=Decimal("35.50"), currency="EUR")
    shirt, lamp = enter_products(
        [NewProduct(name="Shirt", variants=variants), NewProduct(name="Lamp", variants=(light,))]
    )
    card, gift, paypal = enter_methods(
        [
            NewMethod(account=account.pk, kind=MethodKind.CARD, brand="visa", last_four="1111"),
            NewMethod(account=account.pk, kind=MethodKind.GIFT_CARD, currency="EUR", balance=Decimal(80)),
            NewMethod(account=account.pk, kind=MethodKind.PAYPAL),
        ]
    )
    red, blue, gone = shirt.variants.order_by("id")
    return Shop(
        cast,
        mira,
        account,
        one,
        shirt,
        lamp,
        red,
        blue,
        gone,
        lamp.variants.get(),
        blue.stock.get(),
        card,
        gift,
        paypal,
    )


def allow(command: str = "orders.*", when: str = "") -> None:
    """Have the company allow it."""
    create_rule(Provision(key=f"test.{command}", command=command, says=Says.ALLOW, condition=when), by=SYSTEM)
