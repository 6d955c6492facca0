"""Cancelling an order, and changing where it goes, what is in it and how it is paid."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.journal.models import Entry
from liaison.kit.errors import NotFound
from liaison.orders.models import Movement, Order
from liaison.orders.queries import file
from liaison.orders.tests.shop import ELSEWHERE, HOME, Shop
from liaison.orders.words import Status
from liaison.tickets.tests.asking import ask, done, refused


def moved(order: Order) -> list[tuple[str, Decimal, int | None]]:
    rows = Movement.objects.filter(order=order).order_by("id")
    return [(row.kind, row.amount, row.method_id) for row in rows]


def test_a_cancelled_order_gives_the_whole_amount_back_the_way_it_came(shop: Shop) -> None:
    order = shop.order()

    told = done(
        "orders.cancel", shop.cast.bo, order=order.pk, reason="no_longer_needed", ticket=shop.ticket.pk
    )

    assert (told["status"], told["refunded"], told["refundable"]) == ("cancelled", "75.50", "0.00")
    assert moved(order)[1:] == [("refund", Decimal("-75.5"), shop.card.pk)]
    assert told["moved"][0]["settled"] is False
    said = Entry.objects.get(kind="orders.cancelled")
    assert said.facts["amount"] == "75.50 EUR"
    assert (
        refused("orders.cancel", shop.cast.bo, order=order.pk, reason="no_longer_needed")
        == "AlreadyCancelled"
    )
    assert len(moved(order)) == 2


def test_what_was_delivered_is_not_cancelled(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)

    assert refused("orders.cancel", shop.cast.bo, order=order.pk, reason="x") == "AlreadyDelivered"
    assert len(moved(order)) == 1


def test_the_address_of_an_order_is_its_own(shop: Shop) -> None:
    order, other = shop.order(), shop.order()

    done("orders.change_address", shop.cast.bo, order=order.pk, address=ELSEWHERE.plain())

    assert file(order.pk, for_=shop.cast.bo).address == ELSEWHERE
    assert file(other.pk, for_=shop.cast.bo).address == HOME
    assert shop.mira.addresses.get(is_default=True).line1 == HOME.line1
    half = {"line1": "Lai 7"}
    assert refused("orders.change_address", shop.cast.bo, order=order.pk, address=half) == "NotAnAddress"
    again = ELSEWHERE.plain()
    assert refused("orders.change_address", shop.cast.bo, order=order.pk, address=again) == "SameAsBefore"


def test_another_method_pays_the_whole_and_the_first_gets_its_money_back(shop: Shop) -> None:
    order = shop.order()

    told = done("orders.change_payment", shop.cast.bo, order=order.pk, method=shop.gift.pk)

    assert moved(order)[1:] == [
        ("payment", Decimal("75.5"), shop.gift.pk),
        ("refund", Decimal("-75.5"), shop.card.pk),
    ]
    assert (told["paid"], told["refunded"], told["refundable"]) == ("151.00", "75.50", "75.50")
    shop.gift.refresh_from_db()
    assert shop.gift.balance == Decimal("4.5")
    assert (
        refused("orders.change_payment", shop.cast.bo, order=order.pk, method=shop.gift.pk) == "SameAsBefore"
    )


def test_a_gift_card_that_does_not_cover_it_pays_nothing(shop: Shop) -> None:
    first, second = shop.order(), shop.order()
    done("orders.change_payment", shop.cast.bo, order=first.pk, method=shop.gift.pk)

    why = refused("orders.change_payment", shop.cast.bo, order=second.pk, method=shop.gift.pk)

    assert why == "NotEnoughBalance"
    assert len(moved(second)) == 1


def test_one_of_two_pieces_becomes_another_variant_and_the_difference_is_charged(shop: Shop) -> None:
    order = shop.order()
    change = {"line": shop.line(order), "variant": shop.blue.pk, "quantity": 1}

    told = done("orders.change_items", shop.cast.bo, order=order.pk, changes=[change], method=shop.card.pk)

    assert (told["total"], told["paid"], told["locks"]) == ("80.50", "80.50", ["items changed"])
    assert moved(order)[1:] == [("charge", Decimal(5), shop.card.pk)]
    lines = [(i.name, i.options, i.price.amount, i.quantity) for i in file(order.pk, for_=shop.cast.bo).items]
    assert lines == [
        ("Shirt", {"colour": "red"}, 20, 1),
        ("Lamp", {}, Decimal("35.50"), 1),
        ("Shirt", {"colour": "blue"}, 25, 1),
    ]
    shop.stock.refresh_from_db()
    assert shop.stock.quantity == 2
    again = {"order": order.pk, "changes": [change], "method": shop.card.pk}
    assert refused("orders.change_items", shop.cast.bo, **again) == "AlreadyAskedFor"


def test_shelves_are_locked_in_one_order_before_any_is_touched(shop: Shop) -> None:
    order = shop.order()
    change = {"line": shop.line(order), "variant": shop.blue.pk, "quantity": 1}
    with CaptureQueriesContext(connection) as asked:
        done("orders.change_items", shop.cast.bo, order=order.pk, changes=[change], method=shop.card.pk)
    shelves = [one["sql"] for one in asked if '"orders_stock"' in one["sql"]]
    locks = [at for at, sql in enumerate(shelves) if "FOR UPDATE" in sql]
    writes = [at for at, sql in enumerate(shelves) if sql.startswith("UPDATE")]
    assert locks[0] < writes[0]
    assert 'ORDER BY "orders_stock"."id" ASC' in shelves[locks[0]]


def test_what_is_not_for_sale_or_not_there_is_not_chosen(shop: Shop) -> None:
    order = shop.order()
    line = shop.line(order)

    def why(**change: int) -> str:
        return refused(
            "orders.change_items", shop.cast.bo, order=order.pk, changes=[{"line": line, **change}]
        )

    assert why(variant=shop.gone.pk) == "NotForSale"
    assert why(variant=0) == "NoSuchVariant"
    assert why(variant=shop.blue.pk, quantity=3) == "TooMany"
    assert why(variant=shop.blue.pk, quantity=0) == "TooMany"
    assert why(variant=shop.blue.pk, line=0) == "NoSuchLine"
    shop.stock.quantity = 1
    shop.stock.save()
    assert why(variant=shop.blue.pk) == "NotInStock"
    order.refresh_from_db()
    assert order.locks == []
    assert len(moved(order)) == 1


def test_orders_are_nothing_to_a_stranger(shop: Shop) -> None:
    order = shop.order()
    from liaison.kit.actor import SYSTEM
    from liaison.team.actions import create_member

    nobody = create_member("nemo@northwind.example", name="Nemo", password="x" * 12, by=SYSTEM)

    with pytest.raises(NotFound):
        ask("orders.cancel", nobody, order=order.pk, reason="x")
    with pytest.raises(NotFound):
        file(order.pk, for_=nobody)
    with pytest.raises(NotFound):
        ask("orders.cancel", shop.cast.bo, order=0, reason="x")
