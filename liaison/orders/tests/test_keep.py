"""What may never break, whatever asks for it: the database itself refuses."""

from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, connection, transaction

from liaison.customers.actions import meet, open_account
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.orders.models import Location, Movement, Order, PaymentMethod, Product, Stock, Variant


@pytest.fixture
def order(db: None) -> Order:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    account = open_account(mira, kind="private", by=SYSTEM)
    return Order.objects.create(
        number="#1", account=account, customer=mira, status="pending", currency="EUR", placed_at=now()
    )


@pytest.fixture
def card(order: Order) -> PaymentMethod:
    return PaymentMethod.objects.create(
        account=order.account, kind="gift_card", currency="EUR", balance=Decimal(50), created_at=now()
    )


def move(order: Order, kind: str, amount: str, **more: object) -> Movement:
    return Movement.objects.create(
        order=order, kind=kind, amount=Decimal(amount), currency="EUR", by="system", at=now(), **more
    )


def test_the_ledger_moves_the_sums_and_the_balance(order: Order, card: PaymentMethod) -> None:
    move(order, "payment", "30", method=card)
    move(order, "refund", "-10.50", method=card)
    move(order, "compensation", "-5", method=card)

    order.refresh_from_db()
    card.refresh_from_db()
    assert (order.paid, order.refunded, order.compensated) == (30, Decimal("10.5"), 5)
    assert card.balance == Decimal("35.5")


def test_no_more_goes_back_than_was_paid(order: Order) -> None:
    move(order, "payment", "30")

    with pytest.raises(IntegrityError), transaction.atomic():
        move(order, "refund", "-30.01")

    order.refresh_from_db()
    assert order.refunded == 0


def test_a_balance_does_not_fall_below_nought(order: Order, card: PaymentMethod) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        move(order, "payment", "50.01", method=card)

    card.refresh_from_db()
    assert card.balance == 50


def test_money_moves_in_the_currency_of_its_order(order: Order) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(
            order=order, kind="payment", amount=Decimal(1), currency="USD", by="system", at=now()
        )


def test_the_ledger_is_only_added_to_but_for_the_moment_of_arrival(order: Order) -> None:
    made = move(order, "payment", "30")
    rows = Movement.objects.filter(pk=made.pk)

    for change in ({"amount": Decimal(1)}, {"reason": "x", "settled_at": now()}):
        with pytest.raises(Error, match="only added to"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(Error, match="only added to"), transaction.atomic():
        rows.delete()
    rows.update(settled_at=now())
    with pytest.raises(Error, match="only added to"), transaction.atomic():
        rows.update(settled_at=None)


def test_stock_does_not_fall_below_nought(db: None) -> None:
    shirt = Product.objects.create(name="Shirt", created_at=now())
    red = Variant.objects.create(product=shirt, price=Decimal(9), currency="EUR")
    place = Location.objects.create(name="Riga")
    stock = Stock.objects.create(variant=red, location=place, quantity=1)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE orders_stock SET quantity = quantity - 2 WHERE id = %s", [stock.pk])
