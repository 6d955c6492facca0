"""Giving back what was paid, and giving more."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Fact, FactType, Spend, Subject
from liaison.orders import actions, facts
from liaison.orders.actions import Back, For, Gift
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand, answer
from liaison.orders.errors import NoChoiceThere
from liaison.orders.reasons import WhyBack, WhyMore
from liaison.orders.shops.words import Verb
from liaison.orders.wishes import Pick, Share
from liaison.orders.words import REASONS, Asked


@command
@dataclass(frozen=True, kw_only=True)
class Refund(OrderCommand):
    """Give back what was paid, at once: lines, what the delivery cost, or an amount.

    lines: line (id) and quantity. amount: in the order's currency, such as 12.50. to: methods (ids) and amounts, one of
    which may be left open; empty for the way it was paid. reason: a key from the list.
    """

    name = "orders.refund"
    label = _("Refund")
    kinds = ("refund",)
    facts = (*facts.ORDER, *facts.LINES, *facts.METHOD, *facts.AMOUNT, *facts.REASON)
    outside = Verb.REFUND
    lines: tuple[Pick, ...] = ()
    delivery: bool = False
    amount: Decimal | None = None
    to: tuple[Share, ...] = ()
    reason: WhyBack

    def must_be_possible_there(self, case: Case) -> None:
        super().must_be_possible_there(case)
        if case.shop is not None and self.to:
            raise NoChoiceThere(shop=case.shop.name)

    def terms(self, case: Case) -> dict[str, Any]:
        places = [
            (case.lines[one.line].position, one.quantity) for one in self.lines if one.line in case.lines
        ]
        return {"reason": self.reason, "lines": tuple(places)}

    def back(self) -> Back:
        """What is given back."""
        return Back(lines=self.lines, delivery=self.delivery, amount=self.amount)

    def see_more(self, case: Case) -> dict[str, Any]:
        methods = [share.method for share in self.to]
        return {
            **facts.of_lines(case, self.lines),
            **facts.of_methods(case, methods, takes=Decimal(0)),
            **facts.of_amount(case, actions.amount_of(case, self.back())),
            **facts.of_reason(self.reason, REASONS[Asked.REFUND]),
        }

    def spends(self, subject: Subject) -> tuple[Spend, ...]:
        return self.spend("refund", subject, actions.amount_of(subject.row.case, self.back()))

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        request = actions.refund(case, self.back(), to=self.to, reason=self.reason, who=who)
        return answer(case, request, amount=str(case.order.money(request.amount).amount))


@command
@dataclass(frozen=True, kw_only=True)
class Compensate(OrderCommand):
    """Give more than was paid: `goodwill` by a method, `credit` to spend here, or a `voucher` with a code.

    kind: which. amount: in the order's currency. method: id; null for the way it was paid, or for a store credit of the
    account. reason: a key from the list.
    """

    name = "orders.compensate"
    label = _("Compensate")
    kinds = ("compensation",)
    facts = (
        *facts.ORDER,
        *facts.METHOD,
        *facts.AMOUNT,
        *facts.REASON,
        Fact(name="kind", type=FactType.TEXT, label=_("What is given (goodwill, credit, voucher)")),
    )
    outside = Verb.COMPENSATE
    kind: Literal["goodwill", "credit", "voucher"] = "goodwill"
    amount: Decimal
    method: int | None = None
    reason: WhyMore

    def terms(self, case: Case) -> dict[str, Any]:
        return {"reason": self.reason, "kind": self.kind}

    def see_more(self, case: Case) -> dict[str, Any]:
        return {
            "kind": self.kind,
            **facts.of_methods(case, facts.chosen(self.method), takes=Decimal(0)),
            **facts.of_amount(case, self.amount),
            **facts.of_reason(self.reason, REASONS[Asked.GOODWILL]),
        }

    def spends(self, subject: Subject) -> tuple[Spend, ...]:
        return self.spend("compensation", subject, self.amount)

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        gift = Gift(kind=Asked(self.kind), amount=self.amount, reason=self.reason, method=self.method)
        request, voucher = actions.compensate(case, gift, who=who)
        code = {"voucher": voucher.code, "expires": f"{voucher.expires_at:%Y-%m-%d}"} if voucher else {}
        return answer(case, request, amount=str(case.order.money(request.amount).amount), **code)
