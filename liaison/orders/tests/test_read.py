"""Reading orders: all of an order by few questions, and what rules see of it."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.authority.catalogue import COMMANDS, make
from liaison.authority.words import FactType
from liaison.customers.actions import change_address, meet, open_account
from liaison.kit.actor import SYSTEM
from liaison.orders.models import Order
from liaison.orders.queries import file, on_ticket, orders_of_person, search
from liaison.orders.tests.shop import ELSEWHERE, HOME, Shop
from liaison.orders.words import Status
from liaison.team.models import Member
from liaison.tickets.models import Message
from liaison.tickets.tests.asking import done

KINDS = {
    FactType.TEXT: str,
    FactType.NUMBER: int,
    FactType.MONEY: int,
    FactType.FLAG: bool,
    FactType.TEXTS: list,
}


def seen(shop: Shop, name: str, **params: Any) -> dict[str, Any]:
    """What rules see of a command."""
    command = make(name, params)
    subject = command.find(by=shop.cast.bo, lock=False)
    return command.see(subject, by=shop.cast.bo)


def test_all_of_an_order_is_read_at_once(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    pick = {"line": shop.line(order), "quantity": 1}
    done(
        "orders.return",
        shop.cast.bo,
        order=order.pk,
        lines=[pick],
        method=shop.gift.pk,
        ticket=shop.ticket.pk,
    )

    with CaptureQueriesContext(
        connection,
    ) as asked:
        (found,) = on_ticket(shop.ticket.pk, for_=Member.objects.get(pk=shop.cast.bo.pk))

    assert len(asked) <= 7  # Two of them are for the member and what they may.
    assert found == file(order.pk, for_=shop.cast.bo)
    assert (found.total.amount, found.paid.amount, found.refundable.amount) == (
        Decimal("75.50"),
        Decimal("75.50"),
        Decimal("55.50"),
    )
    assert found.address == HOME
    assert found.parcels[0].tracking == ("T1", "T2")
    assert [n for _, n in found.parcels[0].items] == [2, 1]
    assert found.movements[0].method is not None
    assert (found.movements[0].method.brand, found.movements[0].method.balance) == ("visa", None)
    assert found.requests[0].lines == ((shop.line(order), 1, None, None),)
    assert found.requests[0].ticket == shop.ticket.pk
    assert found.items[0].product == shop.shirt.pk


def test_a_person_sees_the_orders_of_every_account_they_act_for(shop: Shop) -> None:
    first = shop.order()
    firm = open_account(shop.mira, kind="company", name="Kask", by=SYSTEM)
    second = shop.order(account=firm.pk)
    foreign = open_account(meet("email", "jonas@example.org"), kind="private", by=SYSTEM)
    shop.order(account=foreign.pk)

    found = [one.id for one in orders_of_person(shop.mira.pk, for_=shop.cast.bo)]

    assert sorted(found) == [first.pk, second.pk]


def test_goods_are_found_by_need(shop: Shop) -> None:
    (found,) = search("shirt blue", for_=shop.cast.bo)

    assert found.id == shop.shirt.pk
    assert [c.available for c in found.choices] == [True, True, False]
    assert [(s.location, s.shelf, s.quantity) for s in found.choices[1].shelves] == [("Tallinn", "A1", 3)]
    assert search("shirt lamp", for_=shop.cast.bo) == []


@pytest.mark.parametrize(
    "name", sorted(n for n, c in COMMANDS.items() if n.startswith("orders.") and c.ruled)
)
def test_every_declared_fact_has_a_plain_value(shop: Shop, name: str) -> None:
    order = shop.order(Status.DELIVERED)
    pick = {"line": shop.line(order), "quantity": 1}
    request = done("orders.return", shop.cast.bo, order=order.pk, lines=[pick])["request"]
    given = {
        "reason": "late",
        "address": HOME.plain(),
        "changes": [{"line": 0, "variant": 0}],
        "lines": [pick],
        "method": shop.gift.pk,
        "amount": "1",
        "request": request,
        "invoice": 0,
        "order": order.pk,
        "account": shop.account.pk,
        "items": [{"variant": shop.blue.pk}],
    }
    fields = COMMANDS[name].__dataclass_fields__

    facts = seen(shop, name, **{k: v for k, v in given.items() if k in fields})

    declared = {fact.name: fact.type for fact in COMMANDS[name].facts}
    assert set(facts) == set(declared)
    assert [n for n, type_ in declared.items() if type(facts[n]) is not KINDS[type_]] == []


def test_who_was_recognised_and_said_yes_is_a_fact(shop: Shop) -> None:
    order = shop.order()
    foreign = open_account(meet("email", "jonas@example.org"), kind="private", by=SYSTEM)
    other = shop.order(account=foreign.pk)
    theirs = {"customer": shop.mira.pk, "ticket": shop.ticket.pk}
    message = Message.objects.get(ticket=shop.ticket).pk
    asked = {"reason": "x", "ticket": shop.ticket.pk, "yes": {"message": message}}

    before = seen(shop, "orders.cancel", order=order.pk, **asked)
    done("customers.verify", shop.cast.bo, means="email", email="mira@example.com", **theirs)
    after = seen(shop, "orders.cancel", order=order.pk, **asked)
    strange = seen(shop, "orders.cancel", order=other.pk, **asked)

    names = ("customer.verified", "order.theirs", "conversation.one_customer", "yes.given", "customer.level")
    assert [before[n] for n in names] == [False, False, True, True, 0]
    assert [after[n] for n in names] == [True, True, True, True, 1]
    assert [strange[n] for n in names] == [True, False, False, True, 1]


def test_what_changes_would_do_is_a_fact(shop: Shop) -> None:
    order = shop.order(Status.DELIVERED)
    line, lamp = shop.line(order), shop.line(order, 1)

    def facts(*changes: dict[str, int], **more: Any) -> dict[str, Any]:
        return seen(shop, "orders.exchange", order=order.pk, changes=list(changes), **more)

    good = facts({"line": line, "variant": shop.blue.pk}, method=shop.gift.pk)
    assert (good["lines.count"], good["lines.within_order"], good["lines.delivered"]) == (2, True, True)
    assert (good["changes.same_product"], good["changes.available"], good["difference"]) == (True, True, 1000)
    assert (good["method.kind"], good["method.theirs"], good["method.covers"]) == ("gift_card", True, True)
    assert (good["method.is_original"], good["method.balance"]) == (False, 8000)
    assert facts({"line": line, "variant": shop.light.pk})["changes.same_product"] is False
    assert facts({"line": line, "variant": shop.gone.pk})["changes.available"] is False
    assert facts({"line": line, "variant": shop.red.pk})["changes.same_variant"] is True
    assert facts({"line": lamp, "variant": shop.blue.pk, "quantity": 4})["changes.available"] is False
    twice = facts({"line": lamp, "variant": shop.light.pk}, {"line": lamp, "variant": shop.light.pk})
    assert (twice["lines.within_order"], twice["changes.one_for_one"]) == (False, False)
    unknown = facts({"line": 0, "variant": 0})
    assert (unknown["lines.within_order"], unknown["changes.available"], unknown["difference"]) == (
        False,
        False,
        0,
    )


def test_how_it_was_paid_is_a_fact(shop: Shop) -> None:
    order = shop.order()
    change_address(shop.mira, ELSEWHERE, by=SYSTEM)

    same = seen(shop, "orders.change_payment", order=order.pk, method=shop.card.pk)
    done("orders.change_payment", shop.cast.bo, order=order.pk, method=shop.gift.pk)
    empty = seen(shop, "orders.change_payment", order=order.pk, method=shop.gift.pk)
    card = seen(shop, "orders.change_payment", order=order.pk, method=shop.card.pk)

    assert (same["method.same_as_original"], same["method.is_original"], same["order.methods"]) == (
        True,
        True,
        1,
    )
    assert (empty["method.same_as_original"], empty["method.covers"]) == (True, False)
    assert (card["method.is_original"], card["order.paid"], card["order.refunded"]) == (False, 15100, 7550)


def test_what_was_delivered_is_told_by_the_order_or_else_by_its_parcels(shop: Shop) -> None:
    came, half, coming = (
        shop.order(Status.DELIVERED),
        shop.order(Status.PROCESSED),
        shop.order(Status.PROCESSED),
    )
    came.fulfilments.update(delivered_at=None)
    half.fulfilments.update(delivered_at=half.placed_at)

    def delivered(order: Order) -> object:
        picks = [{"line": shop.line(order), "quantity": 2}]
        return seen(shop, "orders.return", order=order.pk, lines=picks)["lines.delivered"]

    assert [delivered(one) for one in (came, half, coming)] == [True, True, False]
