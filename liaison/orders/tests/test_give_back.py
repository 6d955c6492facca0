"""Returns, exchanges, refunds and compensation: to the cent, and never more back than was paid."""

from decimal import Decimal

from liaison.orders.models import Order, Voucher
from liaison.orders.queries import file
from liaison.orders.tests.shop import Shop
from liaison.orders.tests.test_change import moved
from liaison.orders.words import Status
from liaison.tickets.tests.asking import done, refused


def handle(shop: Shop, order: Order, request: int, *steps: str, **more: object) -> dict[str, object]:
    told: dict[str, object] = {}
    for step in steps:
        extra = more if step == "inspect" else {}
        told = done(f"orders.{step}", shop.cast.bo, order=order.pk, request=request, **extra)
    return told


def test_a_return_moves_money_when_the_goods_were_looked_at(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    line = shop.line(order)
    pick = {"line": line, "quantity": 2}

    told = done("orders.return", shop.cast.bo, order=order.pk, lines=[pick], method=shop.gift.pk)

    assert (told["locks"], told["promised"], told["refundable"]) == (["return requested"], "40.00", "35.50")
    assert len(moved(order)) == 1
    again = {"order": order.pk, "lines": [pick]}
    assert refused("orders.return", shop.cast.bo, **again) == "AlreadyAskedFor"
    early = {"order": order.pk, "request": told["request"]}
    assert refused("orders.settle", shop.cast.bo, **early) == "NotAtThisPoint"
    accepted = [{"line": line, "quantity": 1}]
    end = handle(shop, order, told["request"], "receive_return", "inspect", "settle", accepted=accepted)
    assert (end["refunded"], end["refundable"], end["state"]) == ("20.00", "55.50", "settled")
    assert moved(order)[1:] == [("refund", Decimal(-20), shop.gift.pk)]
    shop.gift.refresh_from_db()
    assert shop.gift.balance == 100
    assert refused("orders.settle", shop.cast.bo, **early) == "NotAtThisPoint"


def test_what_a_return_promises_is_not_refunded_besides(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    done("orders.return", shop.cast.bo, order=order.pk, lines=[{"line": shop.line(order), "quantity": 2}])

    refund = {"order": order.pk, "reason": "late"}

    assert refused("orders.refund", shop.cast.bo, amount="35.51", **refund) == "MoreThanPaid"
    assert done("orders.refund", shop.cast.bo, amount="35.50", **refund)["refundable"] == "0.00"


def test_what_came_back_is_not_replaced_as_well(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    line = shop.line(order)
    told = done("orders.return", shop.cast.bo, order=order.pk, lines=[{"line": line, "quantity": 2}])
    change = {"line": line, "variant": shop.blue.pk, "quantity": 1}

    assert refused("orders.exchange", shop.cast.bo, order=order.pk, changes=[change]) == "TooMany"
    handle(shop, order, told["request"], "receive_return", "inspect", "settle")
    assert refused("orders.exchange", shop.cast.bo, order=order.pk, changes=[change]) == "TooMany"


def test_a_refused_return_gives_its_promise_back(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    pick = {"line": shop.line(order), "quantity": 2}
    told = done("orders.return", shop.cast.bo, order=order.pk, lines=[pick])

    end = handle(shop, order, told["request"], "approve_request", "refuse_request")

    assert (end["state"], end["refundable"]) == ("refused", "75.50")


def test_an_exchange_replaces_the_goods_and_charges_the_difference_at_the_end(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    change = {"line": shop.line(order), "variant": shop.blue.pk}

    told = done("orders.exchange", shop.cast.bo, order=order.pk, changes=[change], method=shop.gift.pk)

    assert (told["locks"], told["difference"], told["total"]) == (["exchange requested"], "10.00", "75.50")
    assert len(moved(order)) == 1
    end = handle(shop, order, told["request"], "receive_return", "inspect", "settle")
    assert (end["total"], end["paid"]) == ("85.50", "85.50")
    assert moved(order)[1:] == [("charge", Decimal(10), shop.gift.pk)]
    assert file(order.pk, for_=shop.cast.bo).items[0].options == {"colour": "blue"}
    shop.stock.refresh_from_db()
    assert shop.stock.quantity == 1


def test_an_exchange_for_more_than_the_balance_is_not_entered(shop: Shop) -> None:
    first, order = shop.order(), shop.order(Status.DELIVERED)
    done("orders.change_payment", shop.cast.bo, order=first.pk, method=shop.gift.pk)  # 4.50 are left.
    change = {"line": shop.line(order), "variant": shop.blue.pk}

    asked = {"order": order.pk, "changes": [change], "method": shop.gift.pk}

    assert refused("orders.exchange", shop.cast.bo, **asked) == "NotEnoughBalance"
    order.refresh_from_db()
    assert order.locks == []


def test_a_refund_goes_to_several_methods_as_it_is_said(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    refund = {"order": order.pk, "reason": "damaged", "lines": [{"line": shop.line(order, 1)}]}
    parts = [{"method": shop.gift.pk, "amount": "5.50"}, {"method": shop.card.pk}]

    told = done("orders.refund", shop.cast.bo, to=parts, **refund)

    assert told["amount"] == "35.50"
    assert moved(order)[1:] == [
        ("refund", Decimal("-5.5"), shop.gift.pk),
        ("refund", Decimal(-30), shop.card.pk),
    ]
    wrong = [{"method": shop.gift.pk, "amount": "5.50"}]
    assert refused("orders.refund", shop.cast.bo, to=wrong, **refund) == "NotMade"
    assert refused("orders.refund", shop.cast.bo, to=[{"method": 0}], **refund) == "NoSuchMethod"
    assert refused("orders.refund", shop.cast.bo, order=order.pk, reason="late", amount="0") == "NotAnAmount"
    assert refused("orders.refund", shop.cast.bo, order=order.pk, reason="late", amount="-1") == "NotAnAmount"
    assert (
        refused("orders.refund", shop.cast.bo, order=order.pk, reason="late", amount="40.01")
        == "MoreThanPaid"
    )


def test_a_compensation_is_no_refund(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    give = {"order": order.pk, "reason": "late", "amount": "100"}

    goodwill = done("orders.compensate", shop.cast.bo, **give)
    credit = done("orders.compensate", shop.cast.bo, kind="credit", **give)
    voucher = done("orders.compensate", shop.cast.bo, kind="voucher", **give)

    assert goodwill["moved"][0]["method"] == shop.card.pk
    assert credit["moved"][0]["settled"] is True
    assert Voucher.objects.get(code=voucher["voucher"]).remainder == 100
    assert (voucher["compensated"], voucher["refunded"], voucher["refundable"]) == ("300.00", "0.00", "75.50")
