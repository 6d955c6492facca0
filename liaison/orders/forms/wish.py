"""What every form of a wish shares, and what several of them ask for."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.authority.words import Command
from liaison.customers.words import Postal
from liaison.kit.money import Money
from liaison.orders.cases import Case
from liaison.orders.models import PaymentMethod
from liaison.orders.shown import line_name, method_name, reasons_of
from liaison.orders.wishes import Pick
from liaison.orders.words import Asked

KEEP = ""


class Wish(forms.Form):
    """What is wished of an order. Subclasses name their command and read their fields into its parameters."""

    asks: ClassVar[type[Command]]
    icon: ClassVar[str]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "wish-%s")
        super().__init__(*args, **kwargs)
        self.case = case
        self.build()

    def build(self) -> None:
        """Make the fields that depend on the order."""

    def wished(self) -> dict[str, Any]:
        """The parameters, once the form is valid."""
        return {}

    @classmethod
    def example(cls, case: Case) -> dict[str, Any] | None:
        """A plausible wish, by which the button is drawn; None where nothing of the kind could be wished."""
        return {}

    def details(self, spent: Decimal) -> list[str]:
        """What will be done, line by line, for the customer's yes. spent: what it gives away."""
        return []

    def money(self, amount: Any) -> str:
        """An amount as the reader writes it."""
        return str(Money(amount, self.case.order.currency))

    def back_to(self) -> str:
        """By what the money goes back when nothing else is said."""
        names = [
            method_name(self.case.methods[id_]) for id_ in self.case.originals if id_ in self.case.methods
        ]
        return ", ".join(names) or _("the way it was paid")


class WithMethod(Wish):
    """With a choice among the payment methods of the account."""

    method_label: ClassVar[str | Promise] = gettext_lazy("By which payment method")
    as_it_was: ClassVar[bool] = True

    def build(self) -> None:
        offered = [(str(id_), method_name(row)) for id_, row in own_methods(self.case).items()]
        first = [(KEEP, _("The way it was paid"))] if self.as_it_was else []
        self.fields["method"] = forms.ChoiceField(
            label=str(self.method_label), choices=first + offered, required=not self.as_it_was
        )

    def method(self) -> int | None:
        """The chosen one; None for the way it was paid."""
        chosen = self.cleaned_data.get("method") or ""
        return int(chosen) if chosen else None

    def by(self) -> str:
        """The chosen one in words."""
        chosen = self.case.methods.get(self.method() or 0)
        return method_name(chosen) if chosen else self.back_to()


class WithAddress(Wish):
    """With an address."""

    def address_fields(self, present: Postal, *, needed: bool = True) -> None:
        """Ask for the address. present: what stands there. needed: False where it may stay empty."""
        labels = {
            "name": _("Name"),
            "line1": _("Street and house"),
            "line2": _("Flat, floor"),
            "city": _("City"),
            "region": _("Region"),
            "postcode": _("Postal code"),
            "country": _("Country"),
            "phone": _("Phone"),
        }
        values = asdict(present)
        for name, label in labels.items():
            self.fields[name] = forms.CharField(
                label=label,
                initial=values[name],
                max_length=200,
                required=needed and name in ("line1", "city", "postcode", "country"),
            )

    def address(self) -> Postal:
        """The one that was filled in."""
        return Postal(**{name: self.cleaned_data.get(name, "") for name in asdict(Postal())})


class WithReason(Wish):
    """With a reason from the list."""

    about: ClassVar[Asked]

    def reason_field(self) -> None:
        """Ask for the reason."""
        offered = [(key, str(words)) for key, words in reasons_of(self.about).items()]
        self.fields["reason"] = forms.ChoiceField(label=_("Reason"), choices=offered)

    def reason(self) -> str:
        """The reason in words."""
        return str(reasons_of(self.about).get(self.cleaned_data["reason"], ""))


class Picks(Wish):
    """So many of some lines."""

    def pick_fields(self) -> None:
        """Ask how many of each line."""
        for line in self.case.lines.values():
            self.fields[f"line-{line.pk}"] = forms.IntegerField(
                label=line_name(line),
                min_value=0,
                max_value=line.quantity,
                initial=line.quantity if len(self.case.lines) == 1 else 0,
                required=False,
                widget=forms.NumberInput(attrs={"min": 0, "max": line.quantity, "inputmode": "numeric"}),
            )

    def picks(self) -> list[Pick]:
        """What was chosen."""
        chosen = {line: self.cleaned_data.get(f"line-{line}") for line in self.case.lines}
        return [Pick(line=line, quantity=number) for line, number in chosen.items() if number]

    def picked(self) -> list[str]:
        """What was chosen, in words."""
        return [f"{one.quantity} × {line_name(self.case.lines[one.line])}" for one in self.picks()]


def own_methods(case: Case) -> dict[int, PaymentMethod]:
    return {
        id_: row
        for id_, row in case.methods.items()
        if row.account_id == case.order.account_id and row.removed_at is None
    }
