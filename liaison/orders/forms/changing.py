"""Cancelling an order, and changing where it goes, how it is paid and what is in it."""

from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.customers.words import Postal
from liaison.orders import facts
from liaison.orders.cases import Case
from liaison.orders.commands import Cancel, ChangeAddress, ChangeItems, ChangePayment, Exchange
from liaison.orders.forms.wish import KEEP, WithAddress, WithMethod, WithReason, own_methods
from liaison.orders.models import Line, Variant
from liaison.orders.shown import line_name, options_name, reasons_of
from liaison.orders.wishes import Change
from liaison.orders.words import Asked


class CancelForm(WithReason):
    """Cancelling."""

    asks, icon, about = Cancel, "ban", Asked.CANCELLATION

    def build(self) -> None:
        self.reason_field()

    def wished(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        return {"reason": next(iter(reasons_of(cls.about)))}

    def details(self, spent: Decimal) -> list[str]:
        order = self.case.order
        return [
            _("Order %(number)s is cancelled: %(reason)s.")
            % {"number": order.number, "reason": self.reason()},
            _("%(amount)s goes back to: %(method)s.")
            % {"amount": self.money(spent), "method": self.back_to()},
        ]


class ChangeAddressForm(WithAddress):
    """Another place to deliver to."""

    asks, icon = ChangeAddress, "map-pin"

    def build(self) -> None:
        self.address_fields(self.case.order.postal)

    def wished(self) -> dict[str, Any]:
        return {"address": asdict(self.address())}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        whole = Postal(line1="1", city="A", postcode="1", country="A", line2=f"{case.order.pk}")
        return {"address": asdict(replace(whole, name=case.order.postal.name))}

    def details(self, spent: Decimal) -> list[str]:
        told = {"number": self.case.order.number, "address": ", ".join(self.address().plain().values())}
        return [_("Order %(number)s goes to: %(address)s.") % told]


class ChangePaymentForm(WithMethod):
    """Another way to pay."""

    asks, icon = ChangePayment, "credit-card"
    as_it_was = False

    def wished(self) -> dict[str, Any]:
        return {"method": self.method()}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        others = [id_ for id_ in own_methods(case) if id_ not in case.originals]
        return {"method": others[0]} if others else None

    def details(self, spent: Decimal) -> list[str]:
        told = {"number": self.case.order.number, "method": self.by(), "before": self.back_to()}
        return [
            _("Order %(number)s is paid by: %(method)s.") % told,
            _("What was paid goes back to: %(before)s.") % told,
        ]


class _Changes(WithMethod):
    """Lines that become other variants of the same product."""

    method_label = gettext_lazy("The difference by")

    def build(self) -> None:
        self.others = self.case.beside
        for line in self.case.lines.values():
            offered = [(str(one.pk), self._worded(line, one)) for one in self.others.get(line.pk, ())]
            self.fields[f"line-{line.pk}"] = forms.ChoiceField(
                label=line_name(line), choices=[(KEEP, _("Stays as it is")), *offered], required=False
            )
        super().build()

    def _worded(self, line: Line, variant: Variant) -> str:
        difference = variant.price - line.price
        words = options_name(variant.options) or variant.sku
        if not difference:
            return words
        sign = "+" if difference > 0 else ""
        return f"{words} ({sign}{self.money(difference)})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(name.startswith("line-") and value for name, value in cleaned.items()):
            raise forms.ValidationError(_("Choose what becomes what."))
        return cleaned

    def _changes(self) -> list[Change]:
        chosen = {line: self.cleaned_data.get(f"line-{line}") for line in self.case.lines}
        return [Change(line=line, variant=int(to)) for line, to in chosen.items() if to]

    def wished(self) -> dict[str, Any]:
        return {"changes": [asdict(one) for one in self._changes()], "method": self.method()}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        for line, others in case.beside.items():
            for other in others:
                if case.is_available(other, case.lines[line].quantity):
                    change = {"line": line, "variant": other.pk}
                    return {"changes": [change], "method": next(iter(case.originals), None)}
        return None

    def details(self, spent: Decimal) -> list[str]:
        changes = self._changes()
        told = []
        for change in changes:
            line = self.case.lines[change.line]
            to = next(one for one in self.others[line.pk] if one.pk == change.variant)
            told.append(
                _("%(item)s becomes %(other)s.")
                % {"item": line_name(line), "other": options_name(to.options) or to.sku}
            )
        difference = facts.difference(self.case, changes)
        if difference > 0:
            told.append(
                _("%(amount)s more is paid by: %(method)s.")
                % {"amount": self.money(difference), "method": self.by()}
            )
        elif difference < 0:
            told.append(
                _("%(amount)s goes back to: %(method)s.")
                % {"amount": self.money(-difference), "method": self.by()}
            )
        return told


class ChangeItemsForm(_Changes):
    """Other variants before anything was sent."""

    asks, icon = ChangeItems, "shuffle"


class ExchangeForm(_Changes):
    """Other variants for what was delivered."""

    asks, icon = Exchange, "repeat-2"
