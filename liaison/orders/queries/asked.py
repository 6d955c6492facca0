"""Reading what was asked for about orders and is not settled, for those who deal with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Prefetch

from liaison.authority.queries import extent_of
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.money import Money
from liaison.orders.models import Request, RequestLine
from liaison.orders.permissions import HANDLE
from liaison.orders.words import Asked, State

OF_GOODS: Final = (Asked.RETURN, Asked.EXCHANGE)
STEPS: Final = (State.ASKED, State.APPROVED, State.LABEL_SENT, State.RECEIVED, State.INSPECTED)


@dataclass(frozen=True, kw_only=True)
class Waits:
    """A request in the list. order, customer: ids. goods: what it is about, as (how many, name, options)."""

    id: int
    order: int
    number: str
    customer: int | None
    kind: str
    state: str
    amount: Money
    moved_at: datetime
    goods: tuple[tuple[int, str, dict[str, str]], ...]


def must_handle(by: Actor) -> None:
    """Raise NotFound for whoever does not deal with returns."""
    if not extent_of(HANDLE, by=by):
        raise NotFound


def waiting(for_: Actor, *, states: Iterable[State] = STEPS, limit: int = 100) -> list[Waits]:
    """Returns and exchanges that are not settled, the longest waiting first. Raises NotFound to a stranger."""
    must_handle(for_)
    lines = Prefetch("lines", RequestLine.objects.select_related("line").order_by("line__position"))
    rows = Request.objects.filter(state__in=list(states), kind__in=OF_GOODS).order_by("moved_at", "id")
    return [_waits(row) for row in rows.select_related("order").prefetch_related(lines)[:limit]]


def _waits(row: Request) -> Waits:
    return Waits(
        id=row.pk,
        order=row.order_id,
        number=row.order.number,
        customer=row.order.customer_id,
        kind=row.kind,
        state=row.state,
        amount=Money(row.amount, row.order.currency),
        moved_at=row.moved_at,
        goods=tuple((one.quantity, one.line.name, one.line.options) for one in row.lines.all()),
    )


def in_order(order: int) -> list[Request]:
    """What was asked for about an order and is not settled, as rows that a command takes."""
    return list(Request.objects.filter(order=order, state__in=STEPS, kind__in=OF_GOODS).order_by("id"))
