"""Asking a shop: rehearsed on our copy, written down with the decision, and sent only after the commit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.clock import now
from liaison.orders import queries
from liaison.orders.actions import asking
from liaison.orders.actions.changing import For
from liaison.orders.actions.waking import wake
from liaison.orders.cases import Case
from liaison.orders.errors import NotDoneThere, OutsideUnderWay, ShopGone
from liaison.orders.events import OutsideAsked
from liaison.orders.models import Order, OutsideAction, Shop
from liaison.orders.shops.words import Deed, Verb
from liaison.orders.words import OUTSIDE_OPEN, Outside


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is wished. command, parameters: as it was asked for here. terms: fields of the deed besides its amount."""

    verb: Verb
    command: str
    parameters: Mapping[str, Any]
    terms: Mapping[str, Any]


class _Enough(Exception):
    """It was only tried."""


def must_be_possible(case: Case, shop: Shop, verb: Verb | None) -> None:
    """Raises OutsideUnderWay, ShopGone, NotDoneThere. verb: None for what concerns our side alone."""
    if OutsideAction.objects.filter(order=case.order, state__in=OUTSIDE_OPEN).exists():
        raise OutsideUnderWay(shop=shop.name)
    if verb is None:
        return
    if shop.closed_at is not None:
        raise ShopGone(shop=shop.name)
    if verb not in queries.adapter(shop).can:
        raise NotDoneThere(shop=shop.name)


@transaction.atomic
def ask(case: Case, shop: Shop, wish: Asking, *, act: Callable[[], Any], who: For) -> OutsideAction:
    """Have a shop be asked once this transaction is committed. The caller has locked the order.

    act: does it to our copy. It is rehearsed and taken back: what it raises is raised now, and what it gives back is
    what the shop is asked to give. Meanwhile that is promised, so nobody gives it once more.
    """
    must_be_possible(case, shop, wish.verb)
    before, after = _rehearsed(case.order, act)
    deed = Deed(
        verb=wish.verb,
        key=str(uuid4()),
        order=str(case.order.external_id),
        number=case.order.number,
        amount=(after.refunded - before.refunded) + (after.compensated - before.compensated),
        currency=case.order.currency,
        **wish.terms,
    )
    promised = max(before.refundable - after.refundable, Decimal(0))
    if promised:
        asking.promise(before, promised)
    at = now()
    made = OutsideAction.objects.create(
        order=before, shop=shop, command=wish.command, parameters=dict(wish.parameters), verb=wish.verb,
        deed=deed.plain(), key=deed.key, promised=promised, state=Outside.ASKED, due_at=at, by=who.by.ref,
        ticket_id=who.ticket, asked_at=at, moved_at=at,
    )  # fmt: skip
    record(OutsideAsked(**about(made)), by=who.by)
    wake()
    return made


def _rehearsed(order: Order, act: Callable[[], Any]) -> tuple[Order, Order]:
    """The order as it is, and as it is once it was done."""
    try:
        with transaction.atomic():
            act()
            after = Order.objects.get(pk=order.pk)
            raise _Enough
    except _Enough:
        return Order.objects.get(pk=order.pk), after


def link(order: Order, *, decision: int) -> None:
    """Let what is asked for an order know by which decision: what does not come to pass is taken back from it."""
    OutsideAction.objects.filter(order=order, state=Outside.ASKED, decision=None).update(decision=decision)


def about(action: OutsideAction) -> dict[str, Any]:
    """What every event about it says."""
    return {
        "order_id": action.order_id,
        "ticket_id": action.ticket_id,
        "customer_id": action.order.customer_id,
        "shop_id": action.shop_id,
        "action_id": action.pk,
        "verb": str(action.verb),
    }
