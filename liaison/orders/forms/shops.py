"""What people type about a shop outside: what all have, and what its adapter declares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.orders.models import Shop
from liaison.orders.shops import protocol
from liaison.orders.shops.words import Field


class ShopForm(forms.Form):
    """The connection of a shop."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("What you call the shop among yourselves.")
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Where the shop is reached, such as https://shop.example.com."),
    )

    def __init__(self, *args: Any, kind: type[protocol.Shop], shop: Shop | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.own = tuple(f"own_{field.name}" for field in kind.fields)
        for field in kind.fields:
            self.fields[f"own_{field.name}"] = _field(field, known=shop is not None)
            kept = shop.settings.get(field.name, "") if shop and not field.secret else ""
            self.initial[f"own_{field.name}"] = kept or field.default
        if shop is not None:
            self.initial.update(title=shop.name, address=shop.address)

    def wished(self) -> dict[str, Any]:
        """The parameters for the command."""
        said = self.cleaned_data
        own = {name.removeprefix("own_"): said[name] for name in self.own}
        return {"title": said["title"], "settings": {"address": said["address"], **own}}

    def part(self, names: tuple[str, ...]) -> list[Any]:
        """The fields of one part of the page."""
        return [self[name] for name in names]


def _field(field: Field, *, known: bool) -> forms.Field:
    kept = field.secret and known
    required = field.required and not kept
    words = str(_("Leave it empty to keep the one you entered.")) if kept else str(field.help)
    if field.choices:
        return forms.ChoiceField(
            label=str(field.label), help_text=words, required=required, choices=field.choices
        )
    widget: forms.Widget = forms.TextInput()
    if field.secret:
        widget = forms.PasswordInput({"autocomplete": "off"})
    elif field.text:
        widget = forms.Textarea({"rows": 12, "spellcheck": "false"})
    made = forms.CharField(
        label=str(field.label), help_text=words, required=required, max_length=10_000, widget=widget
    )
    made.is_kept = kept  # type: ignore[attr-defined]
    return made
