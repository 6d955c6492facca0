"""Taking an order: what, how many, where it goes and how it is paid."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from liaison.customers.words import Postal
from liaison.kit.actor import Actor
from liaison.orders.commands import Place
from liaison.orders.forms.wish import KEEP, WithAddress, WithMethod, own_methods
from liaison.orders.models import Variant
from liaison.orders.queries import Quoted, quote, voucher_of
from liaison.orders.shown import method_name, options_name
from liaison.orders.wishes import Wanted

SENT, TAKEN = "sent", "taken"


class PlaceForm(WithMethod, WithAddress):
    """Taking an order. basket: the variants that are wanted with how many, in the order in which they were chosen."""

    asks, icon = Place, "shopping-cart"

    def __init__(
        self,
        *args: Any,
        basket: Mapping[int, int],
        variants: Mapping[int, Variant],
        home: Postal,
        by: Actor,
        **kwargs: Any,
    ) -> None:
        self.basket = {id_: number for id_, number in basket.items() if id_ in variants}
        self.variants, self.home, self.by_whom = variants, home, by
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        for id_, number in self.basket.items():
            self.fields[f"quantity-{id_}"] = forms.IntegerField(
                label=_("How many"),
                min_value=1,
                max_value=9999,
                initial=number,
                widget=forms.NumberInput(attrs={"min": 1, "max": 9999, "inputmode": "numeric"}),
            )
        self.fields["delivery"] = forms.ChoiceField(
            label=_("How they get it"),
            choices=[(SENT, _("It is sent")), (TAKEN, _("They take it along"))],
            initial=SENT,
            widget=forms.RadioSelect,
        )
        self.address_fields(self.home, needed=False)
        offered = [(str(id_), self._payer(id_)) for id_ in own_methods(self.case)]
        self.fields["voucher"] = forms.CharField(
            label=_("Voucher"),
            max_length=40,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )
        self.fields["method"] = forms.ChoiceField(
            label=_("How it is paid"), choices=[*offered, (KEEP, _("By invoice"))], required=False
        )

    def _payer(self, id_: int) -> str:
        row = self.case.methods[id_]
        name = method_name(row)
        if row.balance is None:
            return name
        return _("%(method)s, %(amount)s left") % {"method": name, "amount": self.money(row.balance)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.basket:
            raise forms.ValidationError(_("Choose what is ordered."))
        if self.is_sent and not self.errors and not self.address().is_complete:
            raise forms.ValidationError(
                _("The address is not complete: street, city, postal code and country are needed.")
            )
        return cleaned

    @property
    def is_sent(self) -> bool:
        """Whether it is sent, not taken along."""
        return bool(self.cleaned_data.get("delivery") != TAKEN)

    def wanted(self) -> tuple[Wanted, ...]:
        """So many of each."""
        return tuple(
            Wanted(variant=id_, quantity=self.cleaned_data.get(f"quantity-{id_}") or number)
            for id_, number in self.basket.items()
        )

    def wished(self) -> dict[str, Any]:
        return {
            "items": [asdict(one) for one in self.wanted()],
            "delivered": self.is_sent,
            "address": asdict(self.address()) if self.is_sent else None,
            "method": self.method(),
            "voucher": self.cleaned_data.get("voucher", ""),
        }

    def quoted(self) -> Quoted:
        """What it would cost. Raises what `queries.quote` does."""
        return quote(self.wanted(), delivered=self.is_sent, for_=self.by_whom)

    def details(self, spent: Decimal) -> list[str]:
        quoted = self.quoted()
        told = [
            _("%(count)s × %(item)s: %(amount)s.")
            % {"count": number, "item": self.called(variant.pk), "amount": self.money(variant.price * number)}
            for variant, number in quoted.pieces
        ]
        told += [
            f"{one.label}: {self.money(one.amount)}. {one.why}".strip()
            for one in quoted.charges
            if not one.included
        ]
        told.append(_("Together %(amount)s.") % {"amount": str(quoted.total)})
        told.append(
            _("It goes to: %(address)s.") % {"address": ", ".join(self.address().plain().values())}
            if self.is_sent
            else _("You take it along.")
        )
        rest = quoted.total.amount - self._by_voucher(quoted, told)
        if not rest:
            return told
        payer = self.case.methods.get(self.method() or 0)
        told.append(
            _("It is paid by: %(method)s.") % {"method": method_name(payer)}
            if payer
            else _("You get an invoice, to be paid within 14 days.")
        )
        return told

    def _by_voucher(self, quoted: Quoted, told: list[str]) -> Decimal:
        """What the voucher pays, which is told along. Raises what `queries.voucher_of` does."""
        code = self.cleaned_data.get("voucher", "")
        if not code:
            return Decimal(0)
        found = voucher_of(self.case.order.account_id, code, currency=quoted.currency)
        part = min(found.remainder, quoted.total.amount)
        words = {"amount": self.money(part), "rest": self.money(found.remainder - part)}
        told.append(_("The voucher pays %(amount)s; %(rest)s is left of it.") % words)
        return part

    def called(self, id_: int) -> str:
        """A variant in words."""
        variant = self.variants[id_]
        options = options_name(variant.options)
        return f"{variant.product.name} ({options})" if options else variant.product.name
