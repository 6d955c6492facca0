"""Requests: what was asked for, how far it is, and what is promised until it is settled."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import F

from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.orders.cases import Case
from liaison.orders.errors import AlreadyAskedFor, NoSuchLine, NotAtThisPoint, NothingChosen, TooMany
from liaison.orders.facts import summed
from liaison.orders.models import Line, Order, PaymentMethod, Request, RequestLine
from liaison.orders.wishes import Pick
from liaison.orders.words import UNDER_WAY, Asked, Lock, State


def ask_for(
    case: Case,
    kind: Asked,
    *,
    by: Actor,
    state: State = State.SETTLED,
    ticket: int | None = None,
    reason: str = "",
    method: PaymentMethod | None = None,
    amount: Decimal = Decimal(0),
    details: dict[str, Any] | None = None,
) -> Request:
    """Keep what was asked for. state: settled for what is done with the asking."""
    at = now()
    return Request.objects.create(
        order=case.order,
        kind=kind,
        state=state,
        ticket_id=ticket,
        reason=reason[:80],
        method=method,
        amount=amount,
        details=details or {},
        by=by.ref,
        asked_at=at,
        moved_at=at,
    )


def keep_lines(request: Request, lines: Iterable[RequestLine]) -> None:
    """Keep about which pieces it is."""
    RequestLine.objects.bulk_create([_of(request, line) for line in lines])


def _of(request: Request, line: RequestLine) -> RequestLine:
    line.request = request
    return line


def chosen(case: Case, picks: Iterable[Pick]) -> list[tuple[Line, int]]:
    """The lines that are meant with their numbers. Raises NothingChosen, NoSuchLine, TooMany."""
    wanted = summed(picks)
    if not wanted:
        raise NothingChosen
    return [(must_have(case, line, number), number) for line, number in wanted.items()]


def must_have(case: Case, line: int, number: int) -> Line:
    """The line of the order, if so many of it are still with the customer. Raises NoSuchLine, TooMany."""
    found = case.lines.get(line)
    if found is None:
        raise NoSuchLine(line=line)
    if not 0 < number <= found.quantity - case.bound.get(line, 0):
        raise TooMany(what=found.name)
    return found


def lock(order: Order, name: Lock) -> None:
    """Pass a lock, which can be passed once. Raises AlreadyAskedFor."""
    locked = [*order.locks, str(name)]
    rows = Order.objects.filter(pk=order.pk).exclude(locks__contains=[str(name)])
    if not rows.update(locks=locked):
        raise AlreadyAskedFor
    order.locks = locked


def promise(order: Order, amount: Decimal) -> None:
    """So much of what was paid will be given back; negative takes a promise back."""
    Order.objects.filter(pk=order.pk).update(promised=F("promised") + amount)
    order.refresh_from_db(fields=["promised"])


def advance(request: Request, *, among: Iterable[State], to: State, **more: Any) -> None:
    """Bring a request further. Raises NotAtThisPoint when it is not at one of these points."""
    changes = {"state": to, "moved_at": now(), **more}
    if not swap(request, when={"state__in": list(among)}, to=changes):
        raise NotAtThisPoint


def end_all(case: Case) -> None:
    """Whatever is under way about the order ends without being done, and its promises with it."""
    for request in case.under_way:
        advance(request, among=UNDER_WAY, to=State.REFUSED)
        if request.amount > 0:
            promise(case.order, -request.amount)
    case.__dict__.pop("under_way", None)
