"""Taking goods back, giving back what was paid, and giving more."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.kit.money import KEPT_DECIMALS, major
from liaison.orders import facts
from liaison.orders.cases import Case
from liaison.orders.commands import Compensate, Refund, Return
from liaison.orders.forms.wish import Picks, WithMethod, WithReason
from liaison.orders.shown import reasons_of
from liaison.orders.words import Asked


class ReturnForm(Picks, WithMethod):
    """Giving goods back."""

    asks, icon = Return, "undo-2"
    method_label = gettext_lazy("The money goes back by")

    def build(self) -> None:
        self.pick_fields()
        super().build()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.picks():
            raise forms.ValidationError(_("Say how many of what come back."))
        return cleaned

    def wished(self) -> dict[str, Any]:
        return {"lines": [asdict(one) for one in self.picks()], "method": self.method()}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        lines = [{"line": line.pk, "quantity": line.quantity} for line in case.lines.values()]
        return {"lines": lines} if lines else None

    def details(self, spent: Decimal) -> list[str]:
        worth = facts.worth(self.case, self.picks())
        return [
            _("These come back: %(items)s.") % {"items": ", ".join(self.picked())},
            _("When they have come and were looked at, %(amount)s goes back to: %(method)s.")
            % {"amount": self.money(worth), "method": self.by()},
        ]


class RefundForm(Picks, WithMethod, WithReason):
    """Giving back what was paid."""

    asks, icon, about = Refund, "banknote-arrow-down", Asked.REFUND
    method_label = gettext_lazy("The money goes back by")

    def build(self) -> None:
        self.pick_fields()
        for line in self.case.lines:
            self.fields[f"line-{line}"].initial = 0
        self.fields["delivery"] = forms.BooleanField(label=_("What the delivery cost"), required=False)
        self.fields["amount"] = forms.DecimalField(
            label=_("Or an amount, in %(currency)s") % {"currency": self.case.order.currency},
            min_value=0,
            decimal_places=KEPT_DECIMALS,
            required=False,
            localize=True,
        )
        super().build()
        self.reason_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (self.picks() or cleaned.get("delivery") or cleaned.get("amount")):
            raise forms.ValidationError(_("Say what is given back: goods, the delivery, or an amount."))
        return cleaned

    def wished(self) -> dict[str, Any]:
        method, amount = self.method(), self.cleaned_data.get("amount")
        return {
            "lines": [asdict(one) for one in self.picks()],
            "delivery": bool(self.cleaned_data.get("delivery")),
            "amount": None if amount is None else str(amount),
            "to": [{"method": method}] if method else [],
            "reason": self.cleaned_data["reason"],
        }

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        reason = next(iter(reasons_of(cls.about)))
        return {"amount": str(major(1, case.order.currency)), "reason": reason}

    def details(self, spent: Decimal) -> list[str]:
        told = [_("For: %(items)s.") % {"items": ", ".join(self.picked())}] if self.picks() else []
        return [
            *told,
            _("%(amount)s goes back to: %(method)s. Reason: %(reason)s.")
            % {
                "amount": self.money(spent),
                "method": self.by(),
                "reason": self.reason(),
            },
        ]


class CompensateForm(WithReason):
    """Giving more than was paid."""

    asks, icon, about = Compensate, "gift", Asked.GOODWILL

    def build(self) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label=_("What is given"),
            choices=[
                ("voucher", _("A voucher with a code")),
                ("credit", _("Credit to spend with us")),
                ("goodwill", _("Money, the way it was paid")),
            ],
        )
        self.fields["amount"] = forms.DecimalField(
            label=_("Amount, in %(currency)s") % {"currency": self.case.order.currency},
            min_value=0,
            decimal_places=KEPT_DECIMALS,
            localize=True,
        )
        self.reason_field()

    def wished(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"kind": given["kind"], "amount": str(given["amount"]), "reason": given["reason"]}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        reason = next(iter(reasons_of(cls.about)))
        return {"kind": "voucher", "amount": str(major(1, case.order.currency)), "reason": reason}

    def details(self, spent: Decimal) -> list[str]:
        what = dict(self.fields["kind"].choices)[self.cleaned_data["kind"]]  # type: ignore[attr-defined]
        told = {"what": what, "amount": self.money(spent), "reason": self.reason()}
        return [_("%(what)s: %(amount)s. Reason: %(reason)s.") % told]
