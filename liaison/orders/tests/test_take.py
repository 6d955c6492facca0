"""Taking an order: quoted with charges explained, then the goods leave the shelf and it is paid or invoiced."""

from decimal import Decimal

import pytest

from liaison.authority.models import Setting
from liaison.kit.errors import NotFound
from liaison.orders.models import Invoice, Order, Stock
from liaison.orders.queries import file
from liaison.orders.tests.shop import HOME, Shop
from liaison.orders.tests.test_change import moved
from liaison.tickets.tests.asking import ask, done, refused


@pytest.fixture
def priced(shop: Shop) -> Shop:
    """Delivery costs 4.90 under 100, and the prices hold 24 % of tax."""
    for name, value in (("delivery_price", 490), ("delivery_free_from", 10_000), ("tax_rate", 2400)):
        Setting.objects.create(name=name, type="number", value=value)
    from liaison.authority.queries import rulebook

    rulebook._last.clear()
    return shop


def order_of(shop: Shop, **more: object) -> dict[str, object]:
    items = [{"variant": shop.blue.pk, "quantity": 2}, {"variant": shop.light.pk}]
    return {"account": shop.account.pk, "customer": shop.mira.pk, "items": items, **more}


def test_a_quote_explains_every_charge_and_keeps_nothing(priced: Shop) -> None:
    told = done("orders.quote", priced.cast.bo, items=order_of(priced)["items"])

    assert told["total"] == "90.40"
    assert [(one["kind"], one["amount"], one["included"]) for one in told["charges"]] == [
        ("delivery", "4.90", False),
        ("tax", "17.50", True),
    ]
    assert "100" in told["charges"][0]["why"]
    assert "24" in told["charges"][1]["why"]
    many = [{"variant": priced.blue.pk, "quantity": 4}]
    assert done("orders.quote", priced.cast.bo, items=many)["total"] == "100.00"
    assert done("orders.quote", priced.cast.bo, items=many, delivered=False)["total"] == "100.00"
    assert not Order.objects.exists()


def test_an_order_that_was_taken_is_what_was_quoted(priced: Shop) -> None:
    told = done("orders.place", priced.cast.bo, **order_of(priced, method=priced.card.pk))

    found = file(told["order"], for_=priced.cast.bo)
    assert (found.number, str(found.total.amount), found.status) == (told["number"], "90.40", "pending")
    assert found.address == HOME
    assert [(i.name, i.price.amount, i.quantity) for i in found.items] == [
        ("Shirt", 25, 2),
        ("Lamp", Decimal("35.50"), 1),
    ]
    assert moved(Order.objects.get()) == [("payment", Decimal("90.4"), priced.card.pk)]
    assert (told["due"], Invoice.objects.get().due) == ("0.00", "paid")
    assert [line.amount for line in Invoice.objects.get().lines.order_by("position")] == [
        50,
        Decimal("35.5"),
        Decimal("4.9"),
        0,
    ]
    assert Stock.objects.get().quantity == 1


def test_what_is_not_there_is_not_sold_and_nothing_is_kept(shop: Shop) -> None:
    why = refused(
        "orders.place", shop.cast.bo, **order_of(shop, items=[{"variant": shop.blue.pk, "quantity": 4}])
    )
    assert why == "NotInStock"
    items = [{"variant": shop.blue.pk}, {"variant": shop.gone.pk}]
    assert refused("orders.place", shop.cast.bo, **order_of(shop, items=items)) == "NotForSale"
    assert refused("orders.place", shop.cast.bo, **order_of(shop, items=[])) == "NothingChosen"
    assert refused("orders.place", shop.cast.bo, **order_of(shop, items=[{"variant": 0}])) == "NoSuchVariant"
    assert refused("orders.place", shop.cast.bo, **order_of(shop, method=0)) == "NoSuchMethod"
    assert refused("orders.place", shop.cast.bo, **order_of(shop, method=shop.gift.pk)) == "NotEnoughBalance"
    half = {"line1": "Lai 7"}
    assert refused("orders.place", shop.cast.bo, **order_of(shop, address=half)) == "NotAnAddress"
    with pytest.raises(NotFound):
        ask("orders.place", shop.cast.bo, **order_of(shop, account=0))
    with pytest.raises(NotFound):
        ask("orders.place", shop.cast.bo, **order_of(shop, customer=0))
    assert not Order.objects.exists()
    assert not Invoice.objects.exists()
    assert Stock.objects.get().quantity == 3


def test_an_order_without_a_payer_is_asked_for_by_invoice_and_goes_back_when_cancelled(shop: Shop) -> None:
    told = done("orders.place", shop.cast.bo, **order_of(shop, delivered=False))

    assert (told["due"], told["paid"], Invoice.objects.get().due) == ("85.50", "0.00", "open")
    assert file(told["order"], for_=shop.cast.bo).address.plain() == {}
    done("orders.cancel", shop.cast.bo, order=told["order"], reason="ordered_by_mistake")
    assert Stock.objects.get().quantity == 3
    assert moved(Order.objects.get()) == []
