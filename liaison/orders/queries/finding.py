"""Finding orders, payment methods and requests. `find` is the permission to see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch

from liaison.authority.queries import extent_of
from liaison.customers import conversations
from liaison.customers.queries import accounts_of, people_of
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.money import Money
from liaison.orders.models import Line, Order, PaymentMethod, Request
from liaison.orders.permissions import SEE
from liaison.orders.queries.shown import Brief, File, Method, brief, method
from liaison.orders.queries.whole import of_accounts, these, those_after

_LINES = Prefetch("lines", Line.objects.select_related("variant").order_by("position"))


def find(order: int, *, for_: Actor, lock: bool = False) -> Order:
    """Return the order if `for_` may see orders; to a stranger it does not exist (NotFound).

    Whoever holds `orders.see` anywhere sees all: an order belongs to the company, not to a department.
    """
    must_see_orders(for_)
    rows = Order.objects.select_for_update() if lock else Order.objects.all()
    return _or_none(rows.filter(pk=order).first())


def find_number(number: str, *, for_: Actor) -> Order:
    """Return the order with this number, verbatim. Raises NotFound, as `find` does."""
    must_see_orders(for_)
    return _or_none(Order.objects.filter(number=number).first())


def numbered(words: str, *, for_: Actor, limit: int = 4) -> list[tuple[int, str, str]]:
    """Orders whose number begins with these words, as (id, number, status); none to whoever may see no orders."""
    if not extent_of(SEE, by=for_) or not any_orders():
        return []
    rows = Order.objects.filter(number__startswith=words.lstrip("#") if words[1:] else words)
    alike = Order.objects.filter(number__startswith=words)
    return list((rows | alike).order_by("number").values_list("pk", "number", "status")[:limit])


def must_see_orders(by: Actor) -> None:
    """Raise NotFound for whoever may see no orders: not even whether one exists."""
    if not extent_of(SEE, by=by):
        raise NotFound


def _or_none(found: Order | None) -> Order:
    if found is None:
        raise NotFound
    return found


def file(order: int, *, for_: Actor) -> File:
    """All of one order. Raises NotFound to a stranger."""
    found = files([order], for_=for_)
    if not found:
        raise NotFound
    return found[0]


def files(orders: Iterable[int], *, for_: Actor) -> list[File]:
    """All of these orders, in this order; those which do not exist are left out."""
    must_see_orders(for_)
    wanted = list(orders)
    found = these(wanted)
    return [found[id_] for id_ in wanted if id_ in found]


def everything(for_: Actor, *, after: int = 0, limit: int = 50) -> list[File]:
    """All of the orders in the order of their ids, those after the id `after`, for whoever may see orders."""
    return those_after(after, limit=limit) if extent_of(SEE, by=for_) else []


def orders_of(accounts: Iterable[int], *, for_: Actor, limit: int = 20) -> list[Brief]:
    """The orders of these accounts, the newest first."""
    must_see_orders(for_)
    rows = Order.objects.filter(account__in=list(accounts)).order_by("-placed_at", "-id")
    return [brief(row) for row in rows.prefetch_related(_LINES, "charges")[:limit]]


def orders_of_person(customer: int, *, for_: Actor, limit: int = 20) -> list[Brief]:
    """The orders of all accounts for which a person acts now, the newest first. customer: id."""
    return orders_of(accounts_of(people_of(customer)), for_=for_, limit=limit)


def of_customers(people: Iterable[int], *, limit: int = 50) -> list[File]:
    """All of the orders of the accounts for which these people act now: for themselves, who have come in."""
    accounts = accounts_of(people)
    return of_accounts(sorted(accounts), limit=limit) if accounts else []


def account_of_newest(accounts: Iterable[int]) -> int | None:
    """For which of these accounts the newest order was placed; None when none was."""
    rows = Order.objects.filter(account__in=list(accounts)).order_by("-placed_at", "-id")
    return rows.values_list("account", flat=True).first()


def methods_of(account: int, *, for_: Actor) -> list[Method]:
    """The payment methods of an account, the oldest first."""
    must_see_orders(for_)
    rows = PaymentMethod.objects.filter(account=account, removed_at=None).order_by("id")
    return [method(row) for row in rows]


def find_request(request: int, *, of: int, for_: Actor) -> Request:
    """Return the request about the order `of`. Raises NotFound to a stranger."""
    must_see_orders(for_)
    found = Request.objects.filter(pk=request, order=of).first()
    if found is None:
        raise NotFound
    return found


@sight("order")
@sight("request")
@sight("method")
@sight("variant")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(SEE, by=for_) else set()


@names("order")
def _numbers(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Order.objects.filter(pk__in=list(ids)).values_list("pk", "number"))


def on_ticket(ticket: int, *, for_: Actor, limit: int = 20) -> list[File]:
    """All of the orders which whoever speaks on a ticket may ask about, the newest first.

    Raises NotFound to a stranger. They are those of the ticket's account, and of all accounts for
    which its customer acts now.
    """
    must_see_orders(for_)
    conversation = conversations.read(ticket, for_=for_)
    accounts = set(accounts_of(people_of(conversation.customer))) if conversation.customer else set()
    accounts |= {conversation.account} if conversation.account else set()
    return of_accounts(sorted(accounts), limit=limit) if accounts else []


@dataclass(frozen=True, kw_only=True)
class Beside:
    """An order as it stands in a row beside a conversation."""

    id: int
    number: str
    status: str
    total: Money


_BESIDE: Final = """
SELECT o.id, o.number, o.status, o.currency,
  (SELECT coalesce(sum(l.price * l.quantity), 0) FROM orders_line l WHERE l.order_id = o.id)
  + (SELECT coalesce(sum(c.amount), 0) FROM orders_charge c WHERE c.order_id = o.id AND NOT c.included)
FROM orders_order o WHERE o.account_id = ANY(%(accounts)s::bigint[])
ORDER BY o.placed_at DESC, o.id DESC LIMIT %(limit)s::int
"""


def beside(accounts: Iterable[int], *, for_: Actor, limit: int) -> list[Beside]:
    """The newest orders of these accounts, in one question: they stand beside every conversation."""
    must_see_orders(for_)
    return [
        Beside(id=id_, number=number, status=status, total=Money(total, currency))
        for id_, number, status, currency, total in ask(_BESIDE, {"accounts": list(accounts), "limit": limit})
    ]


@kept("order")
def any_orders() -> bool:
    """Whether there is an order at all: a desk without a shop asks for nobody's."""
    return Order.objects.exists()
