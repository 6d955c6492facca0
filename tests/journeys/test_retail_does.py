"""What the retail pack allows, asked for by REST: done, with the right state to the cent."""

from decimal import Decimal
from typing import Any

import pytest

from liaison.authority.actions import change_setting
from liaison.authority.models import Setting
from liaison.customers.models import Address
from liaison.kit.actor import SYSTEM
from liaison.orders.entering import NewLine, NewMovement
from liaison.orders.models import Movement, Order
from liaison.orders.queries import counted
from liaison.orders.words import Moved, Status
from tests.cast import Cast
from tests.journeys.retail import KINDS, YES, Stage, set_the_stage

NEW = {"line1": "Lai 7", "city": "Tartu", "postcode": "51005", "country": "EE"}


@pytest.fixture(params=KINDS)
def stage(cast: Cast, request: pytest.FixtureRequest) -> Stage:
    return set_the_stage(cast, request.param)


def done(s: Stage, command: str, **params: Any) -> dict[str, Any]:
    answer = s.ask(command, **params)
    assert answer.status_code == 200, answer.content.decode()
    return dict(answer.json()["result"])


def moved(order: Order) -> list[tuple[str, Decimal, int | None, bool]]:
    """What moved after the order was paid: kind, amount, method, and whether it arrived at once."""
    rows = Movement.objects.filter(order=order).order_by("id")[1:]
    return [(row.kind, row.amount, row.method_id, row.settled_at is not None) for row in rows]


@pytest.mark.parametrize("reason", ["no_longer_needed", "ordered_by_mistake"])
def test_a_pending_order_is_cancelled_and_all_goes_back_the_way_it_came(stage: Stage, reason: str) -> None:
    order = stage.shop.order()

    told = done(stage, "orders.cancel", **stage.on(order, reason=reason))

    assert (told["status"], told["paid"], told["refunded"]) == ("cancelled", "75.50", "75.50")
    assert moved(order) == [("refund", Decimal("-75.50"), stage.shop.card.pk, False)]


def test_what_a_gift_card_paid_is_on_it_again_at_once(stage: Stage) -> None:
    gift = stage.shop.gift
    paid = NewMovement(kind=Moved.PAYMENT, amount=Decimal("75.50"), at=gift.created_at, method=gift.pk)
    order = stage.shop.order(movements=(paid,))
    gift.refresh_from_db()
    before = gift.balance

    done(stage, "orders.cancel", **stage.on(order, reason="no_longer_needed"))

    gift.refresh_from_db()
    assert gift.balance - before == Decimal("75.50")
    assert moved(order) == [("refund", Decimal("-75.50"), gift.pk, True)]


def test_a_pending_order_goes_elsewhere_and_the_customer_stays_where_they_live(stage: Stage) -> None:
    order = stage.shop.order()

    done(stage, "orders.change_address", **stage.on(order, address=NEW))

    order.refresh_from_db()
    assert order.address == NEW
    assert Address.objects.get(customer=stage.shop.mira, is_default=True).postcode == "10123"


def test_the_customers_own_address_changes_and_their_orders_keep_theirs(stage: Stage) -> None:
    orders = [stage.shop.order(status) for status in Status]

    done(
        stage,
        "customers.change_address",
        customer=stage.shop.mira.pk,
        ticket=stage.ticket.pk,
        yes=YES,
        address=NEW,
    )

    assert Address.objects.get(customer=stage.shop.mira, is_default=True).postcode == "51005"
    for order in orders:
        order.refresh_from_db()
        assert order.postal.postcode == "10123"


def test_items_are_changed_the_difference_is_paid_and_the_stock_moves(stage: Stage) -> None:
    shop, order = stage.shop, stage.shop.order()
    change = {"line": shop.line(order), "variant": shop.blue.pk, "quantity": 2}

    told = done(stage, "orders.change_items", **stage.on(order, changes=[change], method=shop.gift.pk))

    assert (told["total"], told["paid"], told["locks"]) == ("85.50", "85.50", ["items changed"])
    assert moved(order) == [("charge", Decimal(10), shop.gift.pk, True)]
    shop.gift.refresh_from_db()
    assert shop.gift.balance == 70
    assert counted([shop.blue.pk]) == {shop.blue.pk: 1}


def test_what_became_cheaper_goes_back(stage: Stage) -> None:
    shop = stage.shop
    dear = NewLine(name="Shirt", price=Decimal(30), variant=shop.blue.pk)
    paid = NewMovement(kind=Moved.PAYMENT, amount=Decimal(30), at=shop.card.created_at, method=shop.card.pk)
    order = shop.order(lines=(dear,), movements=(paid,))

    told = done(
        stage,
        "orders.change_items",
        **stage.on(order, changes=[{"line": shop.line(order), "variant": shop.red.pk}]),
    )

    assert (told["total"], told["refunded"]) == ("20.00", "10.00")
    assert moved(order) == [("refund", Decimal(-10), shop.card.pk, False)]


def test_another_method_pays_the_whole_and_the_first_gets_its_money_back(stage: Stage) -> None:
    shop = stage.shop
    for method, at_once in ((shop.paypal, False), (shop.gift, True)):
        order = shop.order()
        told = done(stage, "orders.change_payment", **stage.on(order, method=method.pk))
        assert (told["paid"], told["refunded"]) == ("151.00", "75.50")
        assert moved(order) == [
            ("payment", Decimal("75.50"), method.pk, at_once),
            ("refund", Decimal("-75.50"), shop.card.pk, False),
        ]
    shop.gift.refresh_from_db()
    assert shop.gift.balance == Decimal("4.50")


@pytest.mark.parametrize("to", [None, "card", "gift"])
def test_delivered_goods_are_returned_and_paid_for_once_they_were_seen(stage: Stage, to: str | None) -> None:
    shop, order = stage.shop, stage.shop.order(Status.DELIVERED)
    method = getattr(shop, to).pk if to else None

    told = done(
        stage,
        "orders.return",
        **stage.on(order, lines=[{"line": shop.line(order), "quantity": 2}], method=method),
    )

    assert (told["locks"], told["promised"], told["refunded"]) == (["return requested"], "40.00", "0.00")
    assert moved(order) == []


def test_delivered_goods_are_exchanged_also_for_the_very_same(stage: Stage) -> None:
    shop = stage.shop
    for variant, difference in ((shop.blue, "5.00"), (shop.red, "0.00")):
        order = shop.order(Status.DELIVERED)
        change = {"line": shop.line(order), "variant": variant.pk, "quantity": 1}
        told = done(stage, "orders.exchange", **stage.on(order, changes=[change], method=shop.gift.pk))
        assert (told["locks"], told["difference"], moved(order)) == (["exchange requested"], difference, [])


def test_whether_the_very_same_is_an_exchange_is_a_setting(stage: Stage) -> None:
    assert Setting.objects.get(name="like_for_like_is_an_exchange").value is True
    change_setting("like_for_like_is_an_exchange", False, by=SYSTEM)
    order = stage.shop.order(Status.DELIVERED)
    change = {"line": stage.shop.line(order), "variant": stage.shop.red.pk}

    said = stage.ask("orders.exchange", **stage.on(order, changes=[change]))

    assert (said.status_code, said.json()["rule"]) == (409, "retail.order_exchange_other_variant")


def test_a_customers_own_message_is_a_yes(stage: Stage) -> None:
    theirs = stage.ticket.messages.get(direction="in").pk
    order = stage.shop.order()

    done(stage, "orders.cancel", **stage.on(order, reason="no_longer_needed") | {"yes": {"message": theirs}})

    order.refresh_from_db()
    assert order.status == "cancelled"


def test_what_oneself_may_not_do_is_handed_over_with_a_summary(stage: Stage) -> None:
    told = done(stage, "tickets.hand_over", ticket=stage.ticket.pk, summary="Wants a discount on #W0000001.")

    stage.ticket.refresh_from_db()
    note = stage.ticket.messages.get(pk=told["message"])
    assert (note.direction, note.text, stage.ticket.assignee_id) == (
        "note",
        "Wants a discount on #W0000001.",
        None,
    )
