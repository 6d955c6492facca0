"""Whatever is asked for in whatever order: what may never break holds, and what was refused changed nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from liaison.authority.actions import create_rule, perform
from liaison.authority.catalogue import make
from liaison.authority.words import Done, Outcome, Provision, Says
from liaison.kit.actor import SYSTEM
from liaison.orders.models import Line, Movement, Order, PaymentMethod, Request, RequestLine, Stock
from liaison.orders.tests.shop import Shop, allow, open_shop
from liaison.orders.words import UNDER_WAY, Status
from liaison.tickets.tests.asking import again
from tests.cast import Cast, assemble

GIFTS = 5000
"""No more than so much, in cents, is given beyond what was paid for one order."""

TABLES = (Order, Line, Movement, PaymentMethod, Request, RequestLine, Stock)
DIGEST = "SELECT md5(string_agg(row, ' ' ORDER BY row)) FROM ({}) AS rows (row)".format(
    " UNION ALL ".join(f"SELECT t::text FROM {table._meta.db_table} t" for table in TABLES)
)
SUMS = """
SELECT o.id, o.paid, o.refunded, o.compensated, o.promised,
  coalesce((SELECT sum(amount) FROM orders_movement m WHERE m.order_id = o.id AND kind IN ('payment', 'charge')), 0),
  coalesce((SELECT -sum(amount) FROM orders_movement m WHERE m.order_id = o.id AND kind = 'refund'), 0),
  coalesce((SELECT -sum(amount) FROM orders_movement m WHERE m.order_id = o.id AND kind = 'compensation'), 0),
  coalesce((SELECT sum(amount) FROM orders_request r WHERE r.order_id = o.id AND amount > 0 AND state = ANY(%s)), 0)
FROM orders_order o
"""
BALANCE = """
SELECT balance, 80 - coalesce((SELECT sum(amount) FROM orders_movement WHERE method_id = p.id AND NOT told), 0)
FROM orders_payment_method p WHERE id = %s
"""
GOODS = """
SELECT quantity, quantity
  + coalesce((SELECT sum(l.quantity) FROM orders_line l JOIN orders_order o ON o.id = l.order_id
              WHERE l.stock_id = s.id AND o.status <> 'cancelled'), 0)
  - coalesce((SELECT sum(q.accepted) FROM orders_request_line q JOIN orders_request r ON r.id = q.request_id
              JOIN orders_line l ON l.id = q.line_id WHERE l.stock_id = s.id AND r.kind = 'return'), 0)
FROM orders_stock s WHERE id = %s
"""
WHICH = st.integers(0, 1)
PLACES = st.sampled_from([0, 0, 0, 1, 1, 2])
PIECES = st.sampled_from([1, 1, 1, 2, 2, 0, 3])
CENTS = st.integers(-100, 9000).map(lambda cents: Decimal(cents) / 100)
METHODS = st.sampled_from(["card", "gift", "paypal", ""])
VARIANTS = st.sampled_from(["blue", "blue", "red", "light", "gone"])


def limit() -> None:
    """The company gives only so much."""
    create_rule(
        Provision(
            key="test.gifts",
            command="orders.compensate",
            says=Says.REFUSE,
            condition=f"spent.compensation.order.ever.amount + amount > {GIFTS}",
            reason={"en": "Too much."},
            say={"en": "I am sorry."},
        ),
        by=SYSTEM,
    )


def asked(sql: str, *values: Any) -> list[Any]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def everything() -> list[Any]:
    """All rows that a command could change, as one word."""
    return asked(DIGEST)


class Desk(RuleBasedStateMachine):
    """Somebody who asks for anything. shop: set before a run."""

    shop: Shop

    def __init__(self) -> None:
        super().__init__()
        self.begun = transaction.atomic()
        self.begun.__enter__()
        self.orders = [self.shop.order(), self.shop.order(Status.DELIVERED)]
        self.locks: dict[tuple[int, str], int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.begun.__exit__(None, None, None)

    def ask(self, name: str, which: int, **params: Any) -> Outcome:
        """Ask the gate; what is refused changes nothing."""
        before = everything()
        order = self.orders[which]
        told = perform(make(name, {"order": order.pk, **params}), by=self.shop.cast.bo)
        if isinstance(told, Done):
            once = {"orders.change_items", "orders.return", "orders.exchange"}
            self.locks[(which, name)] = self.locks.get((which, name), 0) + (name in once)
        else:
            assert everything() == before, name
        return told

    def line(self, which: int, at: int) -> int:
        """Some line of an order, or of the other one."""
        lines = list(Line.objects.filter(order=self.orders[which]).order_by("position"))
        return lines[at].pk if at < len(lines) else Line.objects.exclude(order=self.orders[which])[0].pk

    def method(self, name: str) -> dict[str, int]:
        """A chosen method, or none."""
        return {"method": getattr(self.shop, name).pk} if name else {}

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        self.ask("orders.cancel", which, reason="no_longer_needed")

    @rule(which=WHICH, method=METHODS)
    def change_payment(self, which: int, method: str) -> None:
        self.ask("orders.change_payment", which, **(self.method(method) or {"method": 0}))

    @rule(
        name=st.sampled_from(["orders.change_items", "orders.exchange"]),
        which=WHICH,
        at=PLACES,
        quantity=PIECES,
        variant=VARIANTS,
        method=METHODS,
    )
    def change(self, name: str, which: int, at: int, quantity: int, variant: str, method: str) -> None:
        change = {
            "line": self.line(which, at),
            "variant": getattr(self.shop, variant).pk,
            "quantity": quantity,
        }
        self.ask(name, which, changes=[change], **self.method(method))

    @rule(which=WHICH, at=PLACES, quantity=PIECES, method=METHODS)
    def give_goods_back(self, which: int, at: int, quantity: int, method: str) -> None:
        pick = {"line": self.line(which, at), "quantity": quantity}
        self.ask("orders.return", which, lines=[pick], **self.method(method))

    @rule(which=WHICH, amount=CENTS, method=METHODS)
    def refund(self, which: int, amount: Decimal, method: str) -> None:
        to = [self.method(method)] if method else []
        self.ask("orders.refund", which, amount=amount, to=to, reason="late")

    @rule(which=WHICH, amount=CENTS, kind=st.sampled_from(["goodwill", "credit", "voucher"]))
    def compensate(self, which: int, amount: Decimal, kind: str) -> None:
        self.ask("orders.compensate", which, amount=amount, kind=kind, reason="late")

    @rule(which=WHICH, step=st.sampled_from(["receive_return", "inspect", "settle", "refuse_request"]))
    def handle(self, which: int, step: str) -> None:
        request = Request.objects.filter(order=self.orders[which]).order_by("pk").last()
        self.ask(f"orders.{step}", which, request=request.pk if request else 0) if request else None

    @rule(which=WHICH, at=PLACES, back=st.booleans(), method=METHODS)
    def goods_come_back(self, which: int, at: int, back: bool, method: str) -> None:
        if back:
            self.give_goods_back(which, at, 1, method)
        else:
            self.change("orders.exchange", which, at, 1, "blue", method)
        for step in ("receive_return", "inspect", "settle"):
            self.handle(which, step)

    @invariant()
    def no_more_goes_back_than_was_paid(self) -> None:
        """The first three sums stand on the order, the last four are those of its ledger and requests."""
        for _, paid, refunded, compensated, promised, *sums in asked(SUMS, [str(one) for one in UNDER_WAY]):
            assert [paid, refunded, compensated, promised] == sums
            assert 0 <= refunded + promised <= paid
            assert compensated <= Decimal(GIFTS) / 100

    @invariant()
    def a_balance_is_what_its_ledger_says(self) -> None:
        ((balance, sums),) = asked(BALANCE, self.shop.gift.pk)
        assert balance == sums >= 0

    @invariant()
    def no_piece_is_lost_or_made(self) -> None:
        """The pieces on the shelf, and those in orders that were taken from it and not put back."""
        ((there, all_of_them),) = asked(GOODS, self.shop.stock.pk)
        assert there >= 0
        assert all_of_them == 3

    @invariant()
    def a_lock_is_passed_once(self) -> None:
        assert all(times <= 1 for times in self.locks.values())


@pytest.mark.django_db
def test_what_may_never_break_holds_in_any_sequence(cast: Cast) -> None:
    Desk.shop = open_shop(cast)
    allow()
    limit()

    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=300,
            stateful_step_count=4,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@contextmanager
def four_at_once() -> Iterator[Callable[[Callable[[int], Outcome]], list[Outcome]]]:
    with ThreadPoolExecutor(4) as pool:

        def ask(one: Callable[[int], Outcome]) -> list[Outcome]:
            def alone(number: int) -> Outcome:
                try:
                    return one(number)
                finally:
                    connection.close()

            return list(pool.map(alone, range(4)))

        yield ask


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["orders.cancel", "orders.change_items", "orders.refund", "orders.return"])
def test_of_four_at_once_on_one_order_exactly_one_wins(name: str) -> None:
    shop = open_shop(assemble())
    allow()
    order = shop.order()
    line = shop.line(order)
    given: dict[str, dict[str, Any]] = {
        "orders.cancel": {"reason": "no_longer_needed"},
        "orders.change_items": {"changes": [{"line": line, "variant": shop.blue.pk}]},
        "orders.refund": {"reason": "late", "amount": "40"},
        "orders.return": {"lines": [{"line": line, "quantity": 2}]},
    }
    who = [shop.cast.bo, shop.cast.ana, shop.cast.ada, shop.cast.bo]

    with four_at_once() as ask:
        told = ask(lambda n: perform(make(name, {"order": order.pk, **given[name]}), by=again(who[n])))

    assert sum(isinstance(one, Done) for one in told) == 1
    reasons = {one.name for one in told if not isinstance(one, Done)}
    assert reasons <= {"AlreadyCancelled", "AlreadyAskedFor", "MoreThanPaid"}
    order.refresh_from_db()
    assert order.refunded <= order.paid
    assert Request.objects.filter(order=order).count() == 1
