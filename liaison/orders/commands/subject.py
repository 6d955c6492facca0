"""What all commands on an order share: whose it is, in which conversation, and what came of it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from liaison.authority.words import Command, Fact, Spend, Subject
from liaison.customers.verified import Standing
from liaison.customers.words import Yes
from liaison.kit.actor import Actor
from liaison.kit.money import minor
from liaison.orders import facts
from liaison.orders.actions import For
from liaison.orders.cases import Case
from liaison.orders.models import Request


@dataclass(frozen=True)
class OrderSubject:
    """An order as a command finds it, and how we stand with who speaks."""

    case: Case
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class OrderCommand(Command):
    """A command on one order. order: id. ticket: id of the conversation. yes: the customer's explicit yes.

    Its facts are those of every order with its own beside them, which `see_more` gives.
    """

    ruled: ClassVar[bool] = True
    consequence: ClassVar[bool] = True
    facts: ClassVar[tuple[Fact, ...]] = facts.ORDER
    order: int
    ticket: int | None = None
    yes: Yes | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return self.subject(Case.find(self.order, by=by, lock=lock), by=by)

    def subject(self, case: Case, *, by: Actor) -> Subject:
        standing = Standing(self.ticket, self.yes, by=by)
        refs = [*standing.refs, case.order.ref, f"account:{case.order.account_id}"]
        if case.order.customer_id is not None:
            refs.append(f"customer:{case.order.customer_id}")
        return Subject(OrderSubject(case, standing), standing.department, tuple(refs))

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        found: OrderSubject = subject.row
        return facts.of_order(found.case, found.standing) | self.see_more(found.case)

    def see_more(self, case: Case) -> dict[str, Any]:
        """The values of its own facts."""
        return {}

    def who(self, by: Actor) -> For:
        """For whom and where it is done."""
        return For(by=by, ticket=self.ticket)

    def spend(self, kind: str, subject: Subject, amount: Any) -> tuple[Spend, ...]:
        """What it adds to the running totals."""
        order = subject.row.case.order
        about = tuple(ref for ref in subject.refs if not ref.startswith("account:"))
        units = max(minor(amount, order.currency), 0)
        return (Spend(kind=kind, amount=units, currency=order.currency, about=about),)


def answer(case: Case, request: Request, **more: Any) -> dict[str, Any]:
    """What a command gives back: the order as it is now, the request, and the money that moved with it."""
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
        for row in request.movements.order_by("id")
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
        "request": request.pk,
        "state": request.state,
        "moved": moved,
        **more,
    }
