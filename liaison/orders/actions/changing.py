"""Cancelling an order, and changing where it goes, what is in it and how it is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from liaison.customers.words import Postal
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.orders import events
from liaison.orders.actions import asking, ledger, shelves
from liaison.orders.actions.ledger import Why
from liaison.orders.cases import Case
from liaison.orders.errors import (
    AlreadyCancelled,
    AlreadyDelivered,
    NoSuchVariant,
    NotAnAddress,
    NothingChosen,
    OtherCurrency,
    SameAsBefore,
)
from liaison.orders.facts import difference, picks_of
from liaison.orders.models import Line, Order, Request, RequestLine, Variant
from liaison.orders.wishes import Change
from liaison.orders.words import ASKED_FOR, Asked, Due, Lock, Moved, Status


@dataclass(frozen=True, kw_only=True)
class For:
    """For whom and where something is done. ticket: id of the conversation."""

    by: Actor
    ticket: int | None = None


def must_be_open(order: Order) -> None:
    """Raises AlreadyCancelled, AlreadyDelivered: what has come or will never come cannot be made otherwise."""
    if order.status == Status.CANCELLED:
        raise AlreadyCancelled
    if order.status == Status.DELIVERED:
        raise AlreadyDelivered


@transaction.atomic
def cancel(case: Case, *, reason: str, who: For) -> Request:
    """Cancel the order: the goods go back to the shelves and the whole amount back the way it came.

    reason: key from the list. Raises AlreadyCancelled, AlreadyDelivered.
    """
    order = case.order
    must_be_open(order)
    asking.end_all(case)
    back = order.refundable
    request = asking.ask_for(
        case, Asked.CANCELLATION, by=who.by, ticket=who.ticket, reason=reason, amount=back
    )
    if back > 0:
        ledger.give_back(case, back, why=Why(by=who.by, reason=reason, request=request))
    for line in sorted(case.lines.values(), key=lambda line: line.stock_id or 0):
        shelves.put_back(line, line.quantity)
    order.status, order.cancelled_at, order.cancelled_for = str(Status.CANCELLED), now(), reason[:80]
    order.save(update_fields=["status", "cancelled_at", "cancelled_for"])
    order.invoices.filter(due__in=ASKED_FOR).update(due=Due.WITHDRAWN)
    said = events.Cancelled(
        **about(case, who), request_id=request.pk, reason=reason, amount=order.money(back).kept
    )
    record(said, by=who.by)
    return request


@transaction.atomic
def change_address(case: Case, postal: Postal, *, who: For) -> Request:
    """Have the order go elsewhere; the customer's own address stays. Raises NotAnAddress, SameAsBefore, …"""
    order = case.order
    must_be_open(order)
    if not postal.is_complete:
        raise NotAnAddress
    before, after = order.postal.plain(), postal.plain()
    if before == after:
        raise SameAsBefore
    order.address = after
    order.save(update_fields=["address"])
    details = {"from": before, "to": after}
    request = asking.ask_for(case, Asked.ADDRESS, by=who.by, ticket=who.ticket, details=details)
    record(events.AddressChanged(**about(case, who), request_id=request.pk), by=who.by)
    return request


@transaction.atomic
def change_payment(case: Case, *, method: int, who: For) -> Request:
    """Have the order be paid by another method: it pays the whole, and the others get theirs back.

    Raises SameAsBefore, NoSuchMethod, OtherCurrency, NotEnoughBalance.
    """
    order = case.order
    must_be_open(order)
    new = ledger.find_method(case, method)
    if case.originals == [method]:
        raise SameAsBefore
    amount = order.refundable
    before = case.originals
    details = {"from": before, "to": [method]}
    request = asking.ask_for(
        case, Asked.PAYMENT, by=who.by, ticket=who.ticket, method=new, amount=amount, details=details
    )
    if amount > 0:
        why = Why(by=who.by, reason="payment_changed", request=request)
        parts = ledger.original_way(case, amount)  # As it is now: the new payment would count among them.
        ledger.take(case, amount, method=method, kind=Moved.PAYMENT, why=why)
        ledger.give_back(case, amount, parts=parts, why=why)
    said = events.PaymentChanged(**about(case, who), request_id=request.pk, amount=order.money(amount).kept)
    record(said, by=who.by)
    return request


@transaction.atomic
def change_items(case: Case, changes: Sequence[Change], *, method: int | None, who: For) -> Request:
    """Have pieces become other variants, once; the difference is charged to or given back by the method.

    method: id; None for the way the order was paid. Raises NothingChosen, NoSuchLine, TooMany, NoSuchVariant,
    NotForSale, NotInStock, OtherCurrency, AlreadyAskedFor, NotEnoughBalance.
    """
    order = case.order
    must_be_open(order)
    more = must_be_possible(case, changes)
    asking.lock(order, Lock.ITEMS_CHANGED)
    payer = ledger.find_method(case, method) if method is not None else None
    request = asking.ask_for(case, Asked.ITEMS, by=who.by, ticket=who.ticket, method=payer, amount=-more)
    asking.keep_lines(request, lines_of(case, changes))
    pay_difference(case, more, method=method, why=Why(by=who.by, reason="items_changed", request=request))
    picks = picks_of(case, changes)
    pieces = sum(pick.quantity for pick in picks)
    shelves.hold([one.variant for one in changes], [case.lines[one.line] for one in changes])
    for change, pick in zip(changes, picks, strict=True):
        replace(case, case.lines[change.line], pick.quantity, variant=change.variant)
    said = events.ItemsChanged(
        **about(case, who), request_id=request.pk, pieces=pieces, difference=order.money(more).kept
    )
    record(said, by=who.by)
    return request


def must_be_possible(case: Case, changes: Sequence[Change]) -> Decimal:
    """What the customer pays more for these changes. Raises NothingChosen, NoSuchLine, TooMany, NoSuchVariant, …"""
    if not changes:
        raise NothingChosen
    asking.chosen(case, picks_of(case, changes))
    variants = case.variants(change.variant for change in changes)
    if {change.variant for change in changes} - set(variants):
        raise NoSuchVariant
    if any(variant.currency != case.order.currency for variant in variants.values()):
        raise OtherCurrency
    return difference(case, changes)


def lines_of(case: Case, changes: Sequence[Change]) -> list[RequestLine]:
    """The pieces of changes as a request keeps them, with the price of the new variant."""
    variants = case.variants(change.variant for change in changes)
    return [
        RequestLine(
            line_id=change.line,
            quantity=pick.quantity,
            variant_id=change.variant,
            price=variants[change.variant].price,
        )
        for change, pick in zip(changes, picks_of(case, changes), strict=True)
    ]


def pay_difference(case: Case, more: Decimal, *, method: int | None, why: Why) -> None:
    """Move what the goods cost more or less. Of an order that nobody has paid yet only its total changes."""
    order = case.order
    paid = order.paid - order.refunded
    if more > 0 and paid > 0:
        originals = case.originals
        payer = method if method is not None else (originals[0] if originals else None)
        ledger.take(case, more, method=payer, kind=Moved.CHARGE, why=why)
    elif more < 0 and order.refundable > 0:
        back = min(-more, order.refundable)
        parts = None if method is None else ledger.all_to(case, back, method=method)
        ledger.give_back(case, back, parts=parts, why=why)


def replace(case: Case, line: Line, quantity: int, *, variant: int, price: Decimal | None = None) -> Line:
    """Have so many of a line be another variant. A part of a line becomes a line of its own.

    price: what was agreed; None for the price of now.
    """
    new = Variant.objects.select_related("product").get(pk=variant)
    shelf = shelves.take(new, quantity)
    shelves.put_back(line, quantity)
    changed = line if quantity == line.quantity else _split(case, line, quantity)
    changed.variant, changed.name, changed.options = new, new.product.name, new.options
    changed.price, changed.stock = new.price if price is None else price, shelf
    changed.save(update_fields=["variant", "name", "options", "price", "stock"])
    return changed


def _split(case: Case, line: Line, quantity: int) -> Line:
    last = max(one.position for one in case.lines.values())
    line.quantity -= quantity
    line.save(update_fields=["quantity"])
    part = Line.objects.create(
        order=case.order,
        position=last + 1,
        variant=line.variant,
        name=line.name,
        options=line.options,
        price=line.price,
        quantity=quantity,
    )
    case.lines[part.pk] = part
    return part


def about(case: Case, who: For) -> dict[str, Any]:
    """What an event about an order is about."""
    return {"order_id": case.order.pk, "ticket_id": who.ticket, "customer_id": case.order.customer_id}
