"""What may never break, asked of the tables themselves and not of the code which keeps it."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from liaison.authority.actions import create_rule
from liaison.authority.words import Provision, Says
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.orders.models import Line, Movement, Order, PaymentMethod, Request, RequestLine, Stock
from liaison.orders.words import UNDER_WAY

GIFTS = 5000
"""No more than so much, in cents, is given beyond what was paid for one order."""
GIFTS_A_DAY = 3
"""So often a day may one person give something beyond it."""
REFUNDS_A_DAY = 10_000
"""So much, in cents, may one person give back in a day."""
GIFT_WAITS, REFUND_WAITS = 1000, 4000
"""Above so much, in cents, it waits for a release."""
WITHIN = 120
"""Minutes for an answer; the administrator stands in after half of them."""

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
MOVED = """
SELECT m.kind, -sum(m.amount) FROM orders_movement m JOIN orders_request r ON r.id = m.request_id
WHERE m.kind = 'refund' AND r.kind = 'refund' OR m.kind = 'compensation' GROUP BY m.kind
"""
AS_IT_STANDS = """
SELECT status, locks, paid, refunded, compensated,
  (SELECT array_agg((l.id, l.quantity, l.price) ORDER BY l.id)::text FROM orders_line l WHERE l.order_id = o.id),
  (SELECT count(*) FROM orders_request r WHERE r.order_id = o.id AND r.state = ANY(%s))
FROM orders_order o WHERE id = %s
"""
TOTALS = """
SELECT ref, kind, ever_amount FROM authority_total
WHERE ref LIKE 'member:%%' AND ever_amount > 0 AND currency = 'EUR'
"""
DONE_TWICE = """
SELECT approval_id FROM authority_decision
WHERE outcome = 'done' AND approval_id IS NOT NULL GROUP BY approval_id HAVING count(*) > 1
"""
OPEN = [str(one) for one in UNDER_WAY]


def limit() -> None:
    """The company gives only so much, and more than a little only when somebody else says so."""
    who: dict[str, Any] = {"ask": "supervisor", "stand_in": "administrator", "within": WITHIN}
    provisions: list[tuple[str, str, Says, str, dict[str, Any]]] = [
        (
            "gifts",
            "orders.compensate",
            Says.REFUSE,
            f"spent.compensation.order.ever.amount + amount > {GIFTS}",
            {},
        ),
        (
            "often",
            "orders.compensate",
            Says.REFUSE,
            f"spent.compensation.by.day.number >= {GIFTS_A_DAY}",
            {},
        ),
        (
            "a_day",
            "orders.refund",
            Says.REFUSE,
            f"spent.refund.by.day.amount + amount > {REFUNDS_A_DAY}",
            {},
        ),
        ("gift_waits", "orders.compensate", Says.APPROVE, f"amount > {GIFT_WAITS}", who),
        ("refund_waits", "orders.refund", Says.APPROVE, f"amount > {REFUND_WAITS}", who),
    ]
    for key, command, says, condition, more in provisions:
        sentences = {"reason": {"en": "Too much."}, "say": {"en": "I am sorry."}}
        draft = Provision(
            key=f"test.{key}", command=command, says=says, condition=condition, **sentences, **more
        )
        create_rule(draft, by=SYSTEM)


def asked(sql: str, *values: Any) -> list[Any]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def everything() -> list[Any]:
    """All rows that a command could change, as one word."""
    return asked(DIGEST)


def as_it_stands(order: int) -> list[Any]:
    """What matters of an order, apart from all code."""
    return asked(AS_IT_STANDS, OPEN, order)


def moved() -> Counter[str]:
    """What was given by a wish to give it, in cents by kind: refunds and compensations."""
    return Counter({kind: int(amount * 100) for kind, amount in asked(MOVED)})


def today() -> date:
    """The day of the desk which it is by the clock of the tests."""
    return timezone.localtime(now(), timezone.get_default_timezone()).date()


def sums_hold() -> None:
    """The first three sums stand on the order, the last four are those of its ledger and requests."""
    for _, paid, refunded, compensated, promised, *sums in asked(SUMS, OPEN):
        assert [paid, refunded, compensated, promised] == sums
        assert 0 <= refunded + promised <= paid
        assert compensated <= Decimal(GIFTS) / 100
