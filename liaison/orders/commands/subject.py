"""What all commands on an order share: whose it is, in which conversation, and what came of it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from liaison.authority import catalogue
from liaison.authority.words import Command, Fact, Spend, Subject
from liaison.customers.verified import Standing
from liaison.customers.words import Yes
from liaison.kit.actor import Actor
from liaison.kit.money import minor
from liaison.orders import facts
from liaison.orders.actions import For, outside
from liaison.orders.actions.outside import Asking, must_be_possible
from liaison.orders.cases import Case
from liaison.orders.models import Order, Request, Shop
from liaison.orders.shops.words import Verb
from liaison.orders.words import State


@dataclass(frozen=True)
class OrderSubject:
    """An order as a command finds it, and how we stand with who speaks."""

    case: Case
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class OrderCommand(Command):
    """A command on one order. order: id. ticket: id of the conversation. yes: the customer's explicit yes.

    Its facts are those of every order with its own beside them, which `see_more` gives. Of an order that is kept in a
    shop outside, the shop is asked to do it (`outside`: the verb), and our copy follows when it has.
    """

    ruled: ClassVar[bool] = True
    consequence: ClassVar[bool] = True
    facts: ClassVar[tuple[Fact, ...]] = facts.ORDER
    outside: ClassVar[Verb | None] = None
    order: int
    ticket: int | None = None
    yes: Yes | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return self.subject(Case.find(self.order, by=by, lock=lock), by=by)

    def subject(self, case: Case, *, by: Actor) -> Subject:
        standing = Standing(self.ticket, self.yes, customer=case.order.customer_id, by=by)
        refs = [*standing.refs, case.order.ref, f"account:{case.order.account_id}"]
        if case.order.customer_id is not None:
            refs.append(f"customer:{case.order.customer_id}")
        return Subject(OrderSubject(case, standing), standing.department, tuple(refs))

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        found: OrderSubject = subject.row
        self.must_be_possible_there(found.case)
        return facts.of_order(found.case, found.standing) | self.see_more(found.case)

    def see_more(self, case: Case) -> dict[str, Any]:
        """The values of its own facts."""
        return {}

    def run(self, subject: Subject, *, by: Actor) -> Any:
        case: Case = subject.row.case
        if case.shop is None or self.verb(case) is None:
            return self.act(case, who=self.who(case, by=by))
        return self._ask_shop(case, case.shop, by=by)

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        """Do it here: to an order of ours, and to our copy of another when its shop has done it."""
        raise NotImplementedError

    def verb(self, case: Case) -> Verb | None:
        """What a shop outside is asked for; None for what concerns our side alone."""
        return self.outside

    def terms(self, case: Case) -> dict[str, Any]:
        """What the shop must know besides the amount: fields of a `Deed`."""
        return {}

    def must_be_possible_there(self, case: Case) -> None:
        """Raises OutsideUnderWay, ShopGone, NotDoneThere: known before anybody asks."""
        if case.shop is not None:
            must_be_possible(case, case.shop, self.verb(case))

    def _ask_shop(self, case: Case, shop: Shop, *, by: Actor) -> dict[str, Any]:
        who = self.who(case, by=by)
        verb = self.verb(case)
        assert verb is not None
        wish = Asking(verb=verb, command=self.name, parameters=catalogue.params(self), terms=self.terms(case))
        made = outside.ask(case, shop, wish, act=lambda: self.act(case, who=who), who=who)
        now = Case(Order.objects.get(pk=case.order.pk))
        return answer(now, None, outside={"id": made.pk, "state": made.state, "shop": shop.name})

    def decided(self, subject: Subject, *, decision: int) -> None:
        if subject.row.case.shop is not None:
            outside.link(subject.row.case.order, decision=decision)

    def who(self, case: Case, *, by: Actor) -> For:
        """For whom and where it is done."""
        return For(by=by, ticket=self.ticket)

    def spend(self, kind: str, subject: Subject, amount: Any) -> tuple[Spend, ...]:
        """What it adds to the running totals."""
        order = subject.row.case.order
        about = tuple(ref for ref in subject.refs if not ref.startswith("account:"))
        units = max(minor(amount, order.currency), 0)
        return (Spend(kind=kind, amount=units, currency=order.currency, about=about),)


def answer(case: Case, request: Request | None, **more: Any) -> dict[str, Any]:
    """What a command gives back: the order as it is now, the request, and the money that moved with it.

    request: None for what a shop outside was asked to do.
    """
    order = case.order
    money = {
        name: str(order.money(getattr(order, name)).amount) for name in ("paid", "refunded", "compensated")
    }
    moved = [
        {
            "movement": row.pk,
            "kind": row.kind,
            "amount": str(order.money(row.amount).amount),
            "method": row.method_id,
            "settled": row.settled_at is not None,
        }
        for row in (request.movements.order_by("id") if request else ())
    ]
    return {
        "order": order.pk,
        "number": order.number,
        "status": order.status,
        "locks": list(order.locks),
        "currency": order.currency,
        "total": str(case.total),
        **money,
        "refundable": str(order.refundable),
        "request": request.pk if request else None,
        "state": request.state if request else str(State.ASKED),
        "moved": moved,
        **more,
    }
