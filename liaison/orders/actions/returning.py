"""Returns and exchanges: asked for now, their money moves when the goods have come and were looked at."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from liaison.journal.actions import record
from liaison.orders import events
from liaison.orders.actions import asking, ledger, shelves
from liaison.orders.actions.changing import For, about, lines_of, must_be_possible, pay_difference, replace
from liaison.orders.actions.ledger import Parts, Why
from liaison.orders.cases import Case
from liaison.orders.errors import AlreadyCancelled, NotAtThisPoint, NotEnoughBalance, TooMany
from liaison.orders.facts import covers
from liaison.orders.models import Line, Request, RequestLine
from liaison.orders.wishes import Change, Pick
from liaison.orders.words import Asked, Lock, State, Status

BEFORE_RECEIVED = (State.ASKED, State.APPROVED, State.LABEL_SENT)


@transaction.atomic
def ask_return(case: Case, picks: Sequence[Pick], *, method: int | None, reason: str, who: For) -> Request:
    """Ask to give goods back. What they cost is promised, and given back when they have come.

    method: id of the method that gets the money; None for the way it was paid. Raises AlreadyCancelled, NothingChosen,
    NoSuchLine, TooMany, AlreadyAskedFor, NoSuchMethod, OtherCurrency.
    """
    order = case.order
    _must_be_there(case)
    asking.lock(order, Lock.RETURN_REQUESTED)
    wanted = asking.chosen(case, picks)
    amount = min(worth(wanted), order.refundable)
    receiver = ledger.find_method(case, method) if method is not None else None
    request = asking.ask_for(
        case,
        Asked.RETURN,
        by=who.by,
        state=State.ASKED,
        ticket=who.ticket,
        reason=reason,
        method=receiver,
        amount=amount,
    )
    asking.keep_lines(request, [RequestLine(line=line, quantity=n) for line, n in wanted])
    asking.promise(order, amount)
    said = events.ReturnAsked(
        **about(case, who),
        request_id=request.pk,
        pieces=sum(n for _, n in wanted),
        amount=order.money(amount).kept,
    )
    record(said, by=who.by)
    return request


def worth(wanted: Sequence[tuple[Line, int]]) -> Decimal:
    """What these pieces cost."""
    return sum((line.price * n for line, n in wanted), Decimal(0))


@transaction.atomic
def ask_exchange(case: Case, changes: Sequence[Change], *, method: int | None, who: For) -> Request:
    """Ask to have goods replaced by other variants. The difference moves by the method when the goods have come.

    Raises what `ask_return` does, and NoSuchVariant, NotEnoughBalance.
    """
    order = case.order
    _must_be_there(case)
    asking.lock(order, Lock.EXCHANGE_REQUESTED)
    more = must_be_possible(case, changes)
    payer = ledger.find_method(case, method) if method is not None else None
    if payer is not None and more > 0 and not covers(payer, more, case):
        raise NotEnoughBalance
    back = min(max(-more, Decimal(0)), order.refundable)
    request = asking.ask_for(
        case,
        Asked.EXCHANGE,
        by=who.by,
        state=State.ASKED,
        ticket=who.ticket,
        method=payer,
        amount=back if more <= 0 else -more,
    )
    lines = lines_of(case, changes)
    asking.keep_lines(request, lines)
    asking.promise(order, back)
    said = events.ExchangeAsked(
        **about(case, who),
        request_id=request.pk,
        pieces=sum(line.quantity for line in lines),
        difference=order.money(more).kept,
    )
    record(said, by=who.by)
    return request


def _must_be_there(case: Case) -> None:
    if case.order.status == Status.CANCELLED:
        raise AlreadyCancelled


@transaction.atomic
def approve(case: Case, request: Request, *, label: bool, who: For) -> Request:
    """Say yes to a return or exchange. label: the label for sending it back went out with it. Raises NotAtThisPoint."""
    before = (State.ASKED, State.APPROVED) if label else (State.ASKED,)
    asking.advance(request, among=before, to=State.LABEL_SENT if label else State.APPROVED)
    record(events.RequestApproved(**about(case, who), request_id=request.pk, label=label), by=who.by)
    return request


@transaction.atomic
def receive(case: Case, request: Request, *, who: For) -> Request:
    """The goods came back. Raises NotAtThisPoint."""
    _must_be_of_goods(request)
    asking.advance(request, among=BEFORE_RECEIVED, to=State.RECEIVED)
    record(events.GoodsReceived(**about(case, who), request_id=request.pk), by=who.by)
    return request


@transaction.atomic
def inspect(case: Case, request: Request, accepted: Sequence[Pick], *, restock: bool, who: For) -> Request:
    """The goods were looked at: so many of each line are as they should be; empty means all of them.

    restock: put what was accepted back on the shelves. Raises NotAtThisPoint, TooMany.
    """
    _must_be_of_goods(request)
    asking.advance(request, among=(State.RECEIVED,), to=State.INSPECTED)
    good = {pick.line: pick.quantity for pick in accepted}
    for row in request.lines.select_related("line").order_by("line__stock", "id"):
        number = good.get(row.line_id, 0) if good else row.quantity
        if not 0 <= number <= row.quantity:
            raise TooMany(what=row.line.name)
        RequestLine.objects.filter(pk=row.pk).update(accepted=number)
        if restock and number and request.kind == Asked.RETURN:
            shelves.put_back(row.line, number)
    record(events.GoodsInspected(**about(case, who), request_id=request.pk), by=who.by)
    return request


@transaction.atomic
def settle(case: Case, request: Request, *, who: For) -> Request:
    """Do what was asked for: the money moves, exchanged goods are replaced.

    Raises NotAtThisPoint, NotEnoughBalance, NotInStock.
    """
    _must_be_of_goods(request)
    asking.advance(request, among=(State.INSPECTED,), to=State.SETTLED)
    if request.amount > 0:
        asking.promise(case.order, -request.amount)
    why = Why(by=who.by, reason=request.reason or request.kind, request=request)
    moved = (
        _pay_return(case, request, why) if request.kind == Asked.RETURN else _carry_out(case, request, why)
    )
    amount = case.order.money(moved).kept
    record(events.RequestSettled(**about(case, who), request_id=request.pk, amount=amount), by=who.by)
    return request


def _pay_return(case: Case, request: Request, why: Why) -> Decimal:
    rows = list(request.lines.select_related("line"))
    good = sum((row.line.price * (row.accepted or 0) for row in rows), Decimal(0))
    back = min(good, request.amount)
    if back > 0:
        ledger.give_back(case, back, parts=_way(case, request, back), why=why)
    return back


def _way(case: Case, request: Request, amount: Decimal) -> Parts | None:
    return None if request.method_id is None else ledger.all_to(case, amount, method=request.method_id)


def _carry_out(case: Case, request: Request, why: Why) -> Decimal:
    rows = [row for row in request.lines.select_related("line") if row.accepted]
    more = sum(
        (((row.price or Decimal(0)) - row.line.price) * (row.accepted or 0) for row in rows), Decimal(0)
    )
    pay_difference(case, more, method=request.method_id, why=why)
    shelves.hold([row.variant_id or 0 for row in rows], [case.lines[row.line_id] for row in rows])
    for row in rows:
        replace(
            case, case.lines[row.line_id], row.accepted or 0, variant=row.variant_id or 0, price=row.price
        )
    return -more


@transaction.atomic
def refuse(case: Case, request: Request, *, reason: str, who: For) -> Request:
    """Say no to what was asked for; what was promised is not given. Raises NotAtThisPoint."""
    asking.advance(request, among=(*BEFORE_RECEIVED, State.RECEIVED, State.INSPECTED), to=State.REFUSED)
    if request.amount > 0 and request.kind in (Asked.RETURN, Asked.EXCHANGE):
        asking.promise(case.order, -request.amount)
    record(events.RequestRefused(**about(case, who), request_id=request.pk, reason=reason), by=who.by)
    return request


def _must_be_of_goods(request: Request) -> None:
    if request.kind not in (Asked.RETURN, Asked.EXCHANGE):
        raise NotAtThisPoint
