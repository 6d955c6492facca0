"""What arrives for an invoice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.orders import actions, facts
from liaison.orders.actions import Arrived, For
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand


@command
@dataclass(frozen=True, kw_only=True)
class ConfirmPayment(OrderCommand):
    """Enter that money arrived for an invoice of an order.

    invoice: id. amount: in the order's currency, null for all that is owed. arrived: the day, null for today.
    reference: as the bank has it.
    """

    name = "orders.confirm_payment"
    label = _("Payment arrived")
    facts = (*facts.ORDER, *facts.AMOUNT)
    invoice: int
    amount: Decimal | None = None
    arrived: date | None = None
    reference: str = ""

    def see_more(self, case: Case) -> dict[str, Any]:
        return facts.of_amount(case, case.owed if self.amount is None else self.amount)

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        money = Arrived(amount=self.amount, on=self.arrived, reference=self.reference)
        invoice, movement = actions.confirm_payment(case, self.invoice, money, who=who)
        order = case.order
        return {
            "order": order.pk,
            "number": order.number,
            "invoice": invoice.number,
            "due": invoice.due,
            "movement": movement.pk,
            "amount": str(order.money(movement.amount).amount),
            "paid": str(order.money(order.paid).amount),
            "owed": str(order.money(case.owed).amount),
        }
