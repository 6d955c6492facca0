"""What the retail pack refuses, asked for by REST: the reason names the rule, and nothing has changed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from liaison.customers.actions import meet, open_account
from liaison.kit.actor import SYSTEM
from liaison.orders.entering import NewMovement
from liaison.orders.models import Order
from liaison.orders.words import Lock, Moved, Status
from tests.cast import Cast
from tests.journeys.retail import KINDS, YES, Stage, everything, set_the_stage

Asked = tuple[str, dict[str, Any]]
Case = tuple[str, str, Callable[[Stage, Order], Asked]]

NEW = {"line1": "Lai 7", "city": "Tartu", "postcode": "51005", "country": "EE"}


@pytest.fixture(params=KINDS)
def stage(cast: Cast, request: pytest.FixtureRequest) -> Stage:
    return set_the_stage(cast, request.param)


def every_command(s: Stage, order: Order, **more: Any) -> list[Asked]:
    """Each thing that can be done for a customer, as it would be allowed, but for `more`."""
    line = s.shop.line(order)
    given = s.on(order) | more
    return [
        ("orders.cancel", given | {"reason": "no_longer_needed"}),
        ("orders.change_address", given | {"address": NEW}),
        ("orders.change_items", given | {"changes": [{"line": line, "variant": s.shop.blue.pk}]}),
        ("orders.change_payment", given | {"method": s.shop.paypal.pk}),
        ("orders.return", given | {"lines": [{"line": line}]}),
        ("orders.exchange", given | {"changes": [{"line": line, "variant": s.shop.blue.pk}]}),
        ("orders.refund", given | {"amount": "5.00", "reason": "damaged"}),
        ("orders.compensate", given | {"amount": "5.00", "reason": "late"}),
    ]


def must_refuse(s: Stage, rule: str, command: str, params: dict[str, Any]) -> None:
    """It is refused by this rule, with its two sentences, and every row of orders and customers is as it was."""
    before = everything()
    answer = s.ask(command, **params)
    said = answer.json()
    assert (answer.status_code, said.get("rule")) == (409, f"retail.{rule}"), (rule, command, said)
    assert len({said["detail"].strip(), said["say"].strip(), ""}) == 3
    assert everything() == before, (rule, command)


def pending(s: Stage) -> Order:
    return s.shop.order()


def delivered(s: Stage) -> Order:
    return s.shop.order(Status.DELIVERED)


def fitting(s: Stage, command: str) -> Order:
    """An order with which this could be done."""
    is_pending = command in (
        "orders.cancel",
        "orders.change_address",
        "orders.change_items",
        "orders.change_payment",
    )
    return pending(s) if is_pending else delivered(s)


def each(s: Stage, **more: Any) -> list[Asked]:
    names = [name for name, _ in every_command(s, pending(s))]
    found = []
    for name in names:
        order = fitting(s, name)
        found.append((name, dict(every_command(s, order, **more))[name]))
    return found


def test_nothing_is_done_before_somebody_was_recognised(stage: Stage) -> None:
    for command, params in [*each(stage, ticket=stage.empty.pk), *each(stage, ticket=None)]:
        must_refuse(stage, "customer_identified_first", command, params)


def test_nothing_is_done_without_a_yes(stage: Stage) -> None:
    ours = stage.ask("tickets.reply", ticket=stage.ticket.pk, text="Shall I?").json()["result"]["message"]
    for yes in (None, {"read_aloud": "Shall I?", "answered": ""}, {"message": ours}):
        for command, params in each(stage, yes=yes):
            must_refuse(stage, "yes_before_every_write", command, params)


def test_another_customers_order_stays_untouched(stage: Stage) -> None:
    theirs = {"account": stage.jonas_account.pk, "customer": stage.jonas.pk}
    for status in Status:
        for command, params in every_command(stage, stage.shop.order(status, **theirs)):
            must_refuse(stage, "customer_own_orders_only", command, params)


def test_a_second_customer_is_not_served_in_the_same_conversation_and_the_first_still_is(
    stage: Stage,
) -> None:
    both = stage.conversation((stage.shop.mira, "mira@example.com"), (stage.jonas, "jonas@example.org"))
    theirs = {"account": stage.jonas_account.pk, "customer": stage.jonas.pk}
    for command, params in every_command(stage, stage.shop.order(**theirs), ticket=both.pk):
        must_refuse(stage, "customer_one_per_conversation", command, params)
    done = stage.ask("orders.cancel", **stage.on(pending(stage), ticket=both.pk, reason="ordered_by_mistake"))
    assert done.status_code == 200


def test_nobody_serves_their_own_account(stage: Stage) -> None:
    own = meet("email", stage.member.email, name=stage.member.name)
    account = open_account(own, kind="private", by=SYSTEM)
    talk = stage.conversation((own, stage.member.email))
    order = stage.shop.order(account=account.pk, customer=own.pk)
    for command, params in every_command(stage, order, ticket=talk.pk):
        must_refuse(stage, "account_not_ones_own", command, params)
    where = {"customer": own.pk, "ticket": talk.pk, "yes": YES, "address": NEW}
    must_refuse(stage, "customer_address_not_ones_own", "customers.change_address", where)


def test_what_is_done_with_an_order_depends_on_how_far_it_is(stage: Stage) -> None:
    for status in (Status.PROCESSED, Status.DELIVERED, Status.CANCELLED):
        asked = dict(every_command(stage, stage.shop.order(status)))
        must_refuse(stage, "order_cancel_only_pending", "orders.cancel", asked["orders.cancel"])
        for command in ("orders.change_address", "orders.change_items", "orders.change_payment"):
            must_refuse(stage, "order_change_only_pending", command, asked[command])
    for status in (Status.PENDING, Status.PROCESSED, Status.CANCELLED):
        asked = dict(every_command(stage, stage.shop.order(status)))
        for verb in ("return", "exchange", "refund"):
            must_refuse(stage, f"order_{verb}_only_delivered", f"orders.{verb}", asked[f"orders.{verb}"])


def test_items_are_changed_once_and_then_nothing_more(stage: Stage) -> None:
    order = stage.shop.order(locks=(Lock.ITEMS_CHANGED,))
    asked = dict(every_command(stage, order))
    must_refuse(stage, "order_cancel_not_after_item_change", "orders.cancel", asked["orders.cancel"])
    for command in ("orders.change_address", "orders.change_items", "orders.change_payment"):
        must_refuse(stage, "order_change_not_after_item_change", command, asked[command])


def test_a_return_and_an_exchange_are_asked_for_once_and_not_both(stage: Stage) -> None:
    for lock, verb in ((Lock.RETURN_REQUESTED, "return"), (Lock.EXCHANGE_REQUESTED, "exchange")):
        other = "exchange" if verb == "return" else "return"
        asked = dict(every_command(stage, stage.shop.order(Status.DELIVERED, locks=(lock,))))
        must_refuse(stage, f"order_{verb}_once", f"orders.{verb}", asked[f"orders.{verb}"])
        must_refuse(stage, f"order_{other}_not_beside_{verb}", f"orders.{other}", asked[f"orders.{other}"])


def test_reasons_come_from_the_list(stage: Stage) -> None:
    for reason in ("found_cheaper", "takes_too_long", "because", ""):
        asked = stage.on(pending(stage), reason=reason)
        must_refuse(stage, "order_cancel_reason_from_list", "orders.cancel", asked)
    for command, rule in (("orders.refund", "refund"), ("orders.compensate", "compensation")):
        asked = stage.on(delivered(stage), amount="5.00", reason="because")
        must_refuse(stage, f"order_{rule}_reason_from_list", command, asked)


@pytest.mark.parametrize(
    ("verb", "command", "make"), [("items", "change_items", pending), ("exchange", "exchange", delivered)]
)
def test_items_become_other_variants_of_the_same_product(
    stage: Stage, verb: str, command: str, make: Callable[[Stage], Order]
) -> None:
    shop, order = stage.shop, make(stage)
    line, blue = shop.line(order), shop.blue.pk
    strange = shop.line(shop.order())

    def no(rule: str, *changes: dict[str, Any], **more: Any) -> None:
        asked = stage.on(order, changes=list(changes), **more)
        must_refuse(stage, f"order_{verb}_{rule}", f"orders.{command}", asked)

    no("same_product", {"line": line, "variant": shop.light.pk})
    no("same_product", {"line": line, "variant": blue}, {"line": shop.line(order, 1), "variant": blue})
    no("available", {"line": line, "variant": shop.gone.pk})
    no("one_for_one")
    no("one_for_one", {"line": strange, "variant": blue})
    no("one_for_one", {"line": line, "variant": blue, "quantity": 3})
    no("one_for_one", {"line": line, "variant": blue}, {"line": line, "variant": blue, "quantity": 1})
    no("one_for_one", {"line": line, "variant": blue, "quantity": 0})
    no("payer", {"line": line, "variant": blue}, method=stage.jonas_card.pk)
    no("covered", {"line": line, "variant": blue}, method=stage.small_gift.pk)
    if verb == "items":
        no("other_variant", {"line": line, "variant": shop.red.pk})


def test_the_difference_of_an_order_paid_by_two_methods_needs_one_that_is_chosen(stage: Stage) -> None:
    shop = stage.shop
    for verb, command, status in (
        ("items", "change_items", Status.PENDING),
        ("exchange", "exchange", Status.DELIVERED),
    ):
        paid = [
            NewMovement(kind=Moved.PAYMENT, amount=Decimal(amount), at=shop.card.created_at, method=method.pk)
            for amount, method in (("40.00", shop.card), ("35.50", shop.paypal))
        ]
        order = shop.order(status, movements=tuple(paid))
        changes = [{"line": shop.line(order), "variant": shop.blue.pk, "quantity": 1}]
        asked = stage.on(order, changes=changes)
        must_refuse(stage, f"order_{verb}_payer", f"orders.{command}", asked)
        if verb == "items":
            asked = stage.on(order, method=shop.card.pk)
            must_refuse(stage, "order_payment_different", "orders.change_payment", asked)
        done = stage.ask(f"orders.{command}", **stage.on(order, changes=changes, method=shop.card.pk))
        assert done.status_code == 200, done.content


def test_an_order_is_paid_by_one_other_method_that_suffices(stage: Stage) -> None:
    order = pending(stage)
    for rule, method in (
        ("different", stage.shop.card),
        ("theirs", stage.jonas_card),
        ("covered", stage.small_gift),
    ):
        asked = stage.on(order, method=method.pk)
        must_refuse(stage, f"order_payment_{rule}", "orders.change_payment", asked)


def test_only_delivered_pieces_of_the_order_come_back_and_their_money_goes_where_it_may(stage: Stage) -> None:
    order, other = delivered(stage), delivered(stage)
    line = stage.shop.line(order)
    for lines in ([], [{"line": stage.shop.line(other)}], [{"line": line, "quantity": 3}], [{"line": 10**9}]):
        asked = stage.on(order, lines=lines)
        must_refuse(stage, "order_return_items_delivered", "orders.return", asked)
    for method in (stage.shop.paypal, stage.jonas_card):
        asked = stage.on(order, lines=[{"line": line}], method=method.pk)
        must_refuse(stage, "order_return_receiver", "orders.return", asked)


def test_no_more_is_refunded_than_was_paid_and_only_where_it_may_go(stage: Stage) -> None:
    order = delivered(stage)
    said = {"reason": "damaged"}
    must_refuse(
        stage, "order_refund_more_than_paid", "orders.refund", stage.on(order, amount="75.51", **said)
    )
    for method in (stage.shop.paypal, stage.jonas_card):
        asked = stage.on(order, amount="5.00", to=[{"method": method.pk}], **said)
        must_refuse(stage, "order_refund_receiver", "orders.refund", asked)
    strange = {"line": stage.shop.line(delivered(stage))}
    must_refuse(
        stage, "order_refund_items_of_order", "orders.refund", stage.on(order, lines=[strange], **said)
    )
    asked = stage.on(order, amount="5.00", reason="late", method=stage.jonas_card.pk)
    must_refuse(stage, "order_compensation_receiver", "orders.compensate", asked)


def test_an_address_is_whole_and_the_customers_own(stage: Stage) -> None:
    order, half = pending(stage), NEW | {"postcode": ""}
    must_refuse(stage, "order_new_address_complete", "orders.change_address", stage.on(order, address=half))
    mira = {"customer": stage.shop.mira.pk, "ticket": stage.ticket.pk, "yes": YES, "address": NEW}
    command = "customers.change_address"
    must_refuse(stage, "person_address_complete", command, mira | {"address": half})
    must_refuse(stage, "yes_before_address", command, mira | {"yes": None})
    must_refuse(stage, "customer_address_identified_first", command, mira | {"ticket": stage.empty.pk})
    must_refuse(stage, "customer_address_theirs_only", command, mira | {"customer": stage.jonas.pk})
    both = stage.conversation((stage.shop.mira, "mira@example.com"), (stage.jonas, "jonas@example.org"))
    asked = mira | {"customer": stage.jonas.pk, "ticket": both.pk}
    must_refuse(stage, "customer_address_one_per_conversation", command, asked)
