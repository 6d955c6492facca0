"""Finding orders, payment methods and requests. `find` is the permission to see."""

from collections.abc import Iterable, Mapping

from django.db.models import Prefetch, QuerySet

from liaison.authority.queries import extent_of
from liaison.customers import conversations
from liaison.customers.queries import accounts_of, people_of
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.orders.models import Line, Movement, Order, PaymentMethod, Request
from liaison.orders.permissions import SEE
from liaison.orders.queries.shown import Brief, File, Method, brief, method, whole

_LINES = Prefetch("lines", Line.objects.select_related("variant").order_by("position"))
_MOVES = Prefetch("movements", Movement.objects.select_related("method").order_by("id"))
_ASKED = Prefetch("requests", Request.objects.prefetch_related("lines").order_by("id"))


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
    must_see_orders(for_)
    return whole(_or_none(_whole().filter(pk=order).first()))


def files(orders: Iterable[int], *, for_: Actor) -> list[File]:
    """All of these orders, in this order; those which do not exist are left out."""
    must_see_orders(for_)
    wanted = list(orders)
    found = {row.pk: row for row in _whole().filter(pk__in=wanted)}
    return [whole(found[id_]) for id_ in wanted if id_ in found]


def _whole() -> QuerySet[Order]:
    return Order.objects.prefetch_related(_LINES, "charges", "fulfilments__lines", _MOVES, _ASKED)


def everything(for_: Actor, *, after: int = 0, limit: int = 50) -> list[Order]:
    """Orders in the order of their ids, those after the id `after`, for whoever may see orders."""
    if not extent_of(SEE, by=for_):
        return []
    return list(_whole().filter(pk__gt=after).order_by("pk")[:limit])


def orders_of(accounts: Iterable[int], *, for_: Actor, limit: int = 20) -> list[Brief]:
    """The orders of these accounts, the newest first."""
    must_see_orders(for_)
    rows = Order.objects.filter(account__in=list(accounts)).order_by("-placed_at", "-id")
    return [brief(row) for row in rows.prefetch_related(_LINES, "charges")[:limit]]


def orders_of_person(customer: int, *, for_: Actor, limit: int = 20) -> list[Brief]:
    """The orders of all accounts for which a person acts now, the newest first. customer: id."""
    return orders_of(accounts_of(people_of(customer)), for_=for_, limit=limit)


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
    if not accounts:
        return []
    rows = _whole().filter(account__in=accounts).order_by("-placed_at", "-id")
    return [whole(row) for row in rows[:limit]]
