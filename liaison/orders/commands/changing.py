"""Cancelling an order, and changing where it goes, what is in it and how it is paid."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Spend, Subject
from liaison.customers.words import Postal
from liaison.orders import actions, facts
from liaison.orders.actions import For
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand, answer
from liaison.orders.reasons import WhyCancel
from liaison.orders.shops.words import Verb
from liaison.orders.wishes import Change
from liaison.orders.words import REASONS, Asked


@command
@dataclass(frozen=True, kw_only=True)
class Cancel(OrderCommand):
    """Cancel an order and give the whole amount back the way it came. reason: a key from the list."""

    name = "orders.cancel"
    label = _("Cancel the order")
    kinds = ("cancellation",)  # A limit for refunds shall not keep anybody from cancelling.
    facts = (*facts.ORDER, *facts.REASON, *facts.AMOUNT)
    outside = Verb.CANCEL
    reason: WhyCancel

    def terms(self, case: Case) -> dict[str, Any]:
        return {"reason": self.reason}

    def see_more(self, case: Case) -> dict[str, Any]:
        known = REASONS[Asked.CANCELLATION]
        return facts.of_reason(self.reason, known) | facts.of_amount(case, case.order.refundable)

    def spends(self, subject: Subject) -> tuple[Spend, ...]:
        return self.spend("cancellation", subject, subject.row.case.order.refundable)

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        return answer(case, actions.cancel(case, reason=self.reason, who=who))


@command
@dataclass(frozen=True, kw_only=True)
class ChangeAddress(OrderCommand):
    """Have an order go elsewhere; the customer's own address stays. address: the whole new one."""

    name = "orders.change_address"
    label = _("Change the delivery address")
    facts = (*facts.ORDER, *facts.ADDRESS)
    outside = Verb.ADDRESS
    address: Postal

    def terms(self, case: Case) -> dict[str, Any]:
        return {"address": self.address.plain()}

    def see_more(self, case: Case) -> dict[str, Any]:
        return {
            "address.complete": self.address.is_complete,
            "address.same": self.address.plain() == case.order.postal.plain(),
        }

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        request = actions.change_address(case, self.address, who=who)
        return answer(case, request, address=case.order.address)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeItems(OrderCommand):
    """Have items of an order become other variants, once; the difference moves by the method.

    changes: line, variant (ids) and quantity, null for all of the line. method: id; null for the way it was paid.
    """

    name = "orders.change_items"
    label = _("Change items")
    facts = (*facts.ORDER, *facts.CHANGES, *facts.METHOD)
    outside = Verb.ITEMS
    changes: tuple[Change, ...]
    method: int | None = None

    def see_more(self, case: Case) -> dict[str, Any]:
        return facts.of_changes(case, self.changes) | facts.of_methods(
            case, facts.chosen(self.method), takes=facts.difference(case, self.changes)
        )

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        return answer(case, actions.change_items(case, self.changes, method=self.method, who=who))


@command
@dataclass(frozen=True, kw_only=True)
class ChangePayment(OrderCommand):
    """Have an order be paid by another method: it pays the whole, the others get theirs back. method: id."""

    name = "orders.change_payment"
    label = _("Change the payment method")
    facts = (*facts.ORDER, *facts.METHOD)
    outside = Verb.PAYMENT
    method: int

    def see_more(self, case: Case) -> dict[str, Any]:
        takes: Decimal = case.order.refundable
        return facts.of_methods(case, [self.method], takes=takes)

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        return answer(case, actions.change_payment(case, method=self.method, who=who))
