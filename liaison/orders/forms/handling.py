"""Bringing a return or an exchange further: one form for each step."""

from dataclasses import asdict
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from liaison.orders.cases import Case
from liaison.orders.commands import (
    ApproveRequest,
    InspectReturn,
    ReceiveReturn,
    RefuseRequest,
    SettleRequest,
)
from liaison.orders.forms.wish import Wish
from liaison.orders.models import Request, RequestLine
from liaison.orders.shown import line_name, method_name, options_name
from liaison.orders.wishes import Pick
from liaison.orders.words import Asked, State


class RequestWish(Wish):
    """A step of what was asked for. at: the states in which it is offered."""

    at: ClassVar[tuple[State, ...]]

    def __init__(self, *args: Any, case: Case, about: Request, **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, case=case, **kwargs)

    @cached_property
    def goods(self) -> list[RequestLine]:
        """What it is about, line by line."""
        rows = self.about.lines.select_related("line", "variant").order_by("line__position")
        return list(rows)

    def wished(self) -> dict[str, Any]:
        return {"request": self.about.pk}

    def named(self) -> str:
        """What it is about, in words."""
        return ", ".join(f"{row.quantity} × {line_name(row.line)}" for row in self.goods)


class ApproveForm(RequestWish):
    """Agreeing."""

    asks, icon, at = ApproveRequest, "thumbs-up", (State.ASKED, State.APPROVED)

    def build(self) -> None:
        first = self.about.state == State.ASKED
        self.fields["with_label"] = forms.BooleanField(
            label=_("The label for sending it back goes out"), required=not first, initial=True
        )

    def wished(self) -> dict[str, Any]:
        return super().wished() | {"with_label": bool(self.cleaned_data["with_label"])}

    def details(self, spent: Decimal) -> list[str]:
        return [_("They may send this back: %(items)s.") % {"items": self.named()}]


class ReceiveForm(RequestWish):
    """The goods came back."""

    asks, icon, at = ReceiveReturn, "package-open", (State.ASKED, State.APPROVED, State.LABEL_SENT)

    def details(self, spent: Decimal) -> list[str]:
        return [_("This came back: %(items)s.") % {"items": self.named()}]


class InspectForm(RequestWish):
    """What of the goods is as it should be."""

    asks, icon, at = InspectReturn, "search-check", (State.RECEIVED,)

    def build(self) -> None:
        for row in self.goods:
            name = line_name(row.line)
            self.fields[f"line-{row.line_id}"] = forms.IntegerField(
                label=_("%(item)s: how many of %(count)s are as they should be")
                % {"item": name, "count": row.quantity},
                min_value=0,
                max_value=row.quantity,
                initial=row.quantity,
                widget=forms.NumberInput(attrs={"min": 0, "max": row.quantity, "inputmode": "numeric"}),
            )
        if self.about.kind == Asked.RETURN:
            self.fields["restock"] = forms.BooleanField(
                label=_("Put them back on the shelf"), required=False, initial=True
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(self._good(row, cleaned) for row in self.goods):
            raise forms.ValidationError(_("When nothing is as it should be, refuse what was asked for."))
        return cleaned

    def _good(self, row: RequestLine, cleaned: dict[str, Any]) -> int:
        return int(cleaned.get(f"line-{row.line_id}") or 0)

    def wished(self) -> dict[str, Any]:
        picks = [Pick(line=row.line_id, quantity=self._good(row, self.cleaned_data)) for row in self.goods]
        more = {"accepted": [asdict(one) for one in picks if one.quantity]}
        return super().wished() | more | {"restock": bool(self.cleaned_data.get("restock"))}

    def details(self, spent: Decimal) -> list[str]:
        told = []
        for row in self.goods:
            values = {
                "item": line_name(row.line),
                "good": self._good(row, self.cleaned_data),
                "count": row.quantity,
            }
            told.append(_("%(item)s: %(good)s of %(count)s as they should be.") % values)
        return told


class SettleForm(RequestWish):
    """Doing what was asked for."""

    asks, icon, at = SettleRequest, "circle-check-big", (State.INSPECTED,)

    def details(self, spent: Decimal) -> list[str]:
        return self._returned() if self.about.kind == Asked.RETURN else self._exchanged()

    def _returned(self) -> list[str]:
        good = sum((row.line.price * (row.accepted or 0) for row in self.goods), Decimal(0))
        told = {"amount": self.money(min(good, self.about.amount)), "method": self._by()}
        return [_("%(amount)s goes back to: %(method)s.") % told]

    def _exchanged(self) -> list[str]:
        told = [
            _("%(item)s becomes %(other)s.")
            % {
                "item": line_name(row.line),
                "other": options_name(row.variant.options) or row.variant.sku if row.variant else "",
            }
            for row in self.goods
            if row.accepted
        ]
        more = sum(
            (((row.price or Decimal(0)) - row.line.price) * (row.accepted or 0) for row in self.goods),
            Decimal(0),
        )
        amount = {"amount": self.money(abs(more)), "method": self._by()}
        if more < 0:
            told.append(_("%(amount)s goes back to: %(method)s.") % amount)
        elif more > 0:
            told.append(_("%(amount)s more is paid by: %(method)s.") % amount)
        return told

    def _by(self) -> str:
        chosen = self.case.methods.get(self.about.method_id or 0)
        return method_name(chosen) if chosen else self.back_to()


class RefuseForm(RequestWish):
    """Saying no."""

    asks, icon = RefuseRequest, "ban"
    at = (State.ASKED, State.APPROVED, State.LABEL_SENT, State.RECEIVED, State.INSPECTED)

    def build(self) -> None:
        self.fields["reason"] = forms.CharField(
            label=_("Why not"),
            max_length=80,
            help_text=_("A few words that are kept with it, for whoever is asked about it later."),
        )

    def wished(self) -> dict[str, Any]:
        return super().wished() | {"reason": self.cleaned_data["reason"]}

    def details(self, spent: Decimal) -> list[str]:
        told = [_("This is not taken back: %(items)s.") % {"items": self.named()}]
        if self.about.amount > 0:
            told.append(_("%(amount)s is not given back.") % {"amount": self.money(self.about.amount)})
        return told
