"""What became of the orders of the demo: refunds on their way, returns at every step, vouchers, open invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from liaison.config.demo import goods
from liaison.config.demo.company import ANSWERS, Company
from liaison.config.demo.story import DAY, HOUR, Matter
from liaison.customers.words import Postal
from liaison.kit import clock
from liaison.kit.clock import now
from liaison.orders import actions, queries
from liaison.orders.cases import Case
from liaison.orders.models import Order, PaymentMethod, Request, Variant
from liaison.orders.wishes import Change, Pick, Wanted
from liaison.orders.words import Asked

LATE, RETURNED, REFUNDED, EXCHANGED = 0, 1, 5, 6
"""The places of the talks: a parcel that does not come, goods that go back, money that has not come, another size."""

STEPS = 5
UNPAID = 26 * DAY

Goods = dict[tuple[str, int], list[Variant]]


@dataclass(frozen=True)
class Buyer:
    """A customer as the shop knows them. methods: the usual one first."""

    customer: int
    account: int
    home: Postal
    methods: Sequence[PaymentMethod]


def follow_up(order: int, matter: Matter, company: Company, known: Goods, *, place: int) -> None:
    """Do what was asked for since. order: id. place: that of the talk."""
    if place == REFUNDED:
        with clock.standing_at(matter.begins - 4 * DAY):
            _refund(Case(Order.objects.get(pk=order)), _agent(company, "billing"))
    elif matter.fate == "settled" and place == LATE:
        with clock.standing_at(matter.begins + 2 * HOUR):
            gift = actions.Gift(kind=Asked.VOUCHER, amount=Decimal(10), reason="late", method=None)
            actions.compensate(Case(Order.objects.get(pk=order)), gift, who=_agent(company, "orders"))
    elif matter.fate == "settled" and place in (RETURNED, EXCHANGED):
        _come_back(order, matter, _agent(company, "returns"), known)


def _agent(company: Company, department: str) -> actions.For:
    return actions.For(by=company.agents[ANSWERS[department]])


def _refund(case: Case, who: actions.For) -> None:
    line = next(iter(case.lines.values()))
    actions.refund(case, actions.Back(lines=(Pick(line=line.pk),)), to=(), reason="not_as_described", who=who)


def _come_back(order: int, matter: Matter, who: actions.For, known: Goods) -> None:
    """A return or an exchange, as far as it came since: up to a step a day."""
    asked_at = matter.begins + 2 * HOUR
    with clock.standing_at(asked_at):
        case = Case(Order.objects.get(pk=order))
        line = next(iter(case.lines.values()))
        if matter.seed % 2:
            asked = actions.ask_return(case, [Pick(line=line.pk)], method=None, reason="damaged", who=who)
        else:
            change = _other(line.pk, line.variant_id or 0, known)
            asked = actions.ask_exchange(case, [change], method=None, who=who)
    for step in range(1, 1 + matter.seed % STEPS):
        at = asked_at + step * timedelta(hours=20)
        if at < now():
            with clock.standing_at(at):
                _go_on(Case(Order.objects.get(pk=order)), asked, step, who)


def _go_on(case: Case, asked: Request, step: int, who: actions.For) -> None:
    if step == 1:
        actions.approve(case, asked, label=True, who=who)
    elif step == 2:
        actions.receive(case, asked, who=who)
    elif step == 3:
        actions.inspect(case, asked, (), restock=True, who=who)
    else:
        actions.settle(case, asked, who=who)


def _other(line: int, variant: int, known: Goods) -> Change:
    family = next(variants for variants in known.values() if variant in {one.pk for one in variants})
    return Change(line=line, variant=next(one.pk for one in family if one.pk != variant), quantity=1)


def order_by_invoice(matter: Matter, buyer: Buyer, known: Goods, company: Company) -> Order:
    """An order of four weeks ago whose invoice nobody has paid."""
    who = _agent(company, "orders")
    lamp = known[("desk_lamp", matter.seed % len(goods.MODELS))][0]
    with clock.standing_at(matter.begins - UNPAID):
        quoted = queries.quote([Wanted(variant=lamp.pk, quantity=2)], delivered=True, for_=who.by)
        taken = actions.Taken(
            account=buyer.account, customer=buyer.customer, quoted=quoted, address=buyer.home, method=None
        )
        case, _ = actions.place(taken, who=who)
    return case.order
