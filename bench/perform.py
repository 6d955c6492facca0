"""What the gate costs: a refund under fifty rules and running totals, beside the same without rules and decision.

Both run in this process on one connection, in turn, and what is counted is processor time: ours and the database's for
this connection. Then ten thousand decisions are weighed again against a draft.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bench.desk import opened, seconds
from bench.figure import Figure

ORDERS = 100
ROUNDS = 3
RULES = 50
MOST = 2.0
DECISIONS = 10_000
SOON = 10.0


def measure() -> Iterator[Figure]:
    """The processor time of a command through the gate over that of its statements alone, and a replay."""
    with opened():
        orders, member = _orders(), _member()
        _rules()
        gated, bare = _both(orders, member)
        yield Figure(
            f"refund through the gate, {RULES} rules ({gated:.2f} ms of processor beside {bare:.2f} ms)",
            gated / bare,
            "times",
            MOST,
        )
        taken, changed = _replay()
        yield Figure(f"replay of {DECISIONS} decisions ({changed} would change)", taken, "s", SOON)


def _member() -> Any:
    from liaison.api.queries import acting

    return acting()


def _orders() -> list[int]:
    """Orders of a hundred each, paid by card."""
    from liaison.customers.actions import meet, open_account
    from liaison.kit.actor import SYSTEM
    from liaison.kit.clock import now
    from liaison.orders.actions import enter_methods, enter_orders
    from liaison.orders.entering import NewLine, NewMethod, NewMovement, NewOrder
    from liaison.orders.words import MethodKind, Moved, Status

    person = meet("email", "mira@example.com")
    account = open_account(person, kind="private", by=SYSTEM).pk
    (card,) = enter_methods(
        [NewMethod(account=account, kind=MethodKind.CARD, brand="visa", last_four="1111")]
    )
    paid = NewMovement(kind=Moved.PAYMENT, amount=Decimal(100), at=now(), method=card.pk)
    wanted = [
        NewOrder(
            number=f"#B{number}",
            account=account,
            customer=person.pk,
            status=Status.DELIVERED,
            currency="EUR",
            placed_at=now(),
            lines=(NewLine(name="Lamp", price=Decimal(100)),),
            movements=(paid,),
        )
        for number in range(ORDERS)
    ]
    return [one.pk for one in enter_orders(wanted, by=SYSTEM)]


def _rules() -> None:
    """Fifty rules about refunds in place of those that the desk began with."""
    from liaison.authority.actions import create_rule, end_rule
    from liaison.authority.queries import rules
    from liaison.authority.words import Provision, Says
    from liaison.kit.actor import SYSTEM

    for rule in rules():
        end_rule(rule, by=SYSTEM)
    half = RULES // 2 - 1
    refuse = [f'order.status == "pending" && amount > {n} && reason == "other"' for n in range(half)]
    approve = [f"amount > {10_000_000 + n} && spent.refund.customer.month.amount > {n}" for n in range(half)]
    refuse.append("spent.refund.order.ever.amount + amount > order.paid")
    written = [
        *((Says.REFUSE, condition) for condition in refuse),
        *((Says.APPROVE, condition) for condition in approve),
        (Says.ALLOW, "spent.refund.by.day.amount + amount <= 1000000000 && order.refundable >= amount"),
    ]
    for number, (says, condition) in enumerate(written):
        draft = Provision(key=f"bench.{number}", command="orders.refund", says=says, condition=condition)
        create_rule(draft, by=SYSTEM)


def _both(orders: list[int], member: Any) -> tuple[float, float]:
    """Milliseconds of processor for one refund through the gate, and for its statements alone; taken in turn."""
    from django.db import connection, transaction

    from liaison.authority.actions import perform
    from liaison.authority.words import Done
    from liaison.orders.commands import Refund

    def through(order: int) -> None:
        done = perform(Refund(order=order, amount=Decimal(1), reason="late"), by=member)
        assert isinstance(done, Done), done

    def alone(order: int) -> None:
        with transaction.atomic():
            wanted = Refund(order=order, amount=Decimal(1), reason="late")
            wanted.run(wanted.find(by=member, lock=True), by=member)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
        for order in orders[:20]:
            through(order)
            alone(order)
        spent: dict[Callable[[int], None], float] = {through: 0.0, alone: 0.0}
        for _round in range(ROUNDS):
            for act in spent:
                spent[act] += _processor(act, orders, backend)
    each = len(orders) * ROUNDS / 1000
    return spent[through] / each, spent[alone] / each


def _processor(act: Callable[[int], None], orders: list[int], backend: int) -> float:
    ours, theirs = time.thread_time(), seconds(backend)
    for order in orders:
        act(order)
    return time.thread_time() - ours + seconds(backend) - theirs


def _replay() -> tuple[float, int]:
    """Seconds for a replay, and how many decisions it would change."""
    from django.db import connection

    from liaison.authority.queries import replay
    from liaison.authority.words import Provision, Says
    from liaison.kit.clock import now

    columns = (
        "at, command, by, because_of, outcome, reason, department, facts, refs, rule_id, missed, spends, says"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM authority_decision WHERE command = 'orders.refund'")
        missing = max(DECISIONS - cursor.fetchone()[0], 0)
        cursor.execute(
            f"INSERT INTO authority_decision ({columns}) SELECT {columns} FROM authority_decision"
            " CROSS JOIN generate_series(1, %s) WHERE id = (SELECT max(id) FROM authority_decision)",
            [missing],
        )
    stricter = "amount >= 100 && spent.refund.order.ever.amount >= 200"
    draft = Provision(key="bench.draft", command="orders.refund", says=Says.REFUSE, condition=stricter)
    begun = time.monotonic()
    found = replay(draft, since=now() - timedelta(days=1), until=now() + timedelta(days=1))
    assert found.asked >= DECISIONS, found.asked
    assert not found.unknown, found.unknown
    return time.monotonic() - begun, found.changed
