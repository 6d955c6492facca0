"""Entering that money arrived."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from liaison.kit.clock import now
from liaison.kit.money import KEPT_DECIMALS
from liaison.kit.text import day
from liaison.orders.cases import Case
from liaison.orders.commands import ConfirmPayment
from liaison.orders.forms.wish import Wish


class ConfirmPaymentForm(Wish):
    """Money arrived for an invoice; offered while one is open."""

    asks, icon = ConfirmPayment, "hand-coins"

    def build(self) -> None:
        offered = [(str(one.pk), one.number) for one in self.case.invoices]
        self.fields["invoice"] = forms.ChoiceField(label=_("Invoice"), choices=offered)
        self.fields["amount"] = forms.DecimalField(
            label=_("Amount, in %(currency)s") % {"currency": self.case.order.currency},
            min_value=0,
            decimal_places=KEPT_DECIMALS,
            localize=True,
            initial=self.case.order.money(self.case.owed).amount,
        )
        self.fields["arrived"] = forms.DateField(
            label=_("It arrived on"),
            initial=now().date().isoformat(),
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        self.fields["reference"] = forms.CharField(
            label=_("Reference"),
            max_length=80,
            required=False,
            help_text=_("As it stands on the bank statement."),
        )

    def wished(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "invoice": int(given["invoice"]),
            "amount": str(given["amount"]),
            "arrived": given["arrived"].isoformat(),
            "reference": given["reference"],
        }

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        return {"invoice": case.invoices[0].pk} if case.invoices else None

    def details(self, spent: Decimal) -> list[str]:
        given = self.cleaned_data
        told = {
            "amount": self.money(given["amount"]),
            "day": day(given["arrived"]),
            "number": dict(self.fields["invoice"].choices)[given["invoice"]],  # type: ignore[attr-defined]
        }
        return [_("%(amount)s arrived on %(day)s for the invoice %(number)s.") % told]
