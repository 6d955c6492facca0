"""Entering many at once: a handful of statements for as many rows as are given. What is wrong in one refuses all."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.orders.entering import NewMethod, NewMovement, NewOrder, NewProduct
from liaison.orders.models import (
    Charge,
    Fulfilled,
    Fulfilment,
    Line,
    Link,
    Location,
    Movement,
    Order,
    PaymentMethod,
    Product,
    Stock,
    Variant,
)
from liaison.orders.words import Kind


def open_location(name: str) -> Location:
    """A place where goods lie."""
    return Location.objects.create(name=name[:120])


@transaction.atomic
def enter_products(rows: Sequence[NewProduct]) -> list[Product]:
    """Enter products with their variants and stock, in this order."""
    at = now()
    products = Product.objects.bulk_create(
        Product(
            name=row.name,
            text=row.text,
            category=row.category,
            source=row.source,
            external_id=row.external_id,
            created_at=at,
        )
        for row in rows
    )
    pairs = [(new, made) for made, row in zip(products, rows, strict=True) for new in row.variants]
    variants = Variant.objects.bulk_create(
        Variant(
            product=product,
            sku=new.sku,
            options=dict(new.options),
            price=new.price,
            currency=new.currency,
            available=new.available,
            source=new.source,
            external_id=new.external_id,
        )
        for new, product in pairs
    )
    Stock.objects.bulk_create(
        Stock(variant=made, location_id=location, shelf=shelf, quantity=quantity)
        for (new, _), made in zip(pairs, variants, strict=True)
        for (location, shelf), quantity in new.stock.items()
    )
    return products


def link(product: Product, other: Product, kind: Kind) -> None:
    """Say that one product leads to another. What was said before is not said twice."""
    Link.objects.get_or_create(product=product, other=other, kind=kind)


def enter_methods(rows: Sequence[NewMethod]) -> list[PaymentMethod]:
    """Enter payment methods, in this order."""
    at = now()
    return PaymentMethod.objects.bulk_create(_method(row, at) for row in rows)


def _method(row: NewMethod, at: datetime) -> PaymentMethod:
    values = dict(vars(row))
    return PaymentMethod(account_id=values.pop("account"), created_at=at, **values)


@transaction.atomic
def enter_orders(rows: Sequence[NewOrder], *, by: Actor) -> list[Order]:
    """Enter orders with their lines, charges, parcels and movements. by: who is said to have moved it."""
    orders = Order.objects.bulk_create(_order(row) for row in rows)
    pairs = list(zip(orders, rows, strict=True))
    lines = Line.objects.bulk_create(line for order, row in pairs for line in _lines(order, row))
    at = {(line.order_id, line.position): line for line in lines}
    Charge.objects.bulk_create(
        Charge(order=order, **vars(charge)) for order, row in pairs for charge in row.charges
    )
    _parcels(pairs, at)
    Movement.objects.bulk_create(_movement(order, new, by) for order, row in pairs for new in row.movements)
    return orders


def _order(row: NewOrder) -> Order:
    return Order(
        number=row.number,
        account_id=row.account,
        customer_id=row.customer,
        status=row.status,
        locks=list(row.locks),
        address=row.address.plain(),
        currency=row.currency,
        placed_at=row.placed_at,
        delivered_at=row.delivered_at,
        cancelled_at=row.cancelled_at,
        cancelled_for=row.cancelled_for,
        source=row.source,
        external_id=row.external_id,
    )


def _lines(order: Order, row: NewOrder) -> list[Line]:
    return [
        Line(
            order=order,
            position=position,
            variant_id=line.variant,
            name=line.name,
            options=dict(line.options),
            price=line.price,
            quantity=line.quantity,
        )
        for position, line in enumerate(row.lines)
    ]


def _parcels(pairs: list[tuple[Order, NewOrder]], lines: dict[tuple[int, int], Line]) -> None:
    news = [(order, new) for order, row in pairs for new in row.parcels]
    made = Fulfilment.objects.bulk_create(
        Fulfilment(
            order=order,
            carrier=new.carrier,
            tracking=list(new.tracking),
            shipped_at=new.shipped_at,
            delivered_at=new.delivered_at,
        )
        for order, new in news
    )
    Fulfilled.objects.bulk_create(
        Fulfilled(fulfilment=fulfilment, line=lines[(order.pk, position)], quantity=quantity)
        for fulfilment, (order, new) in zip(made, news, strict=True)
        for position, quantity in new.lines.items()
    )


def _movement(order: Order, new: NewMovement, by: Actor) -> Movement:
    values = dict(vars(new))
    return Movement(order=order, method_id=values.pop("method"), currency=order.currency, by=by.ref, **values)
