"""Fields that several forms of this room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.complaints.words import Side

EURO = "EUR"


def lines(
    label: Any, *, rows: int = 4, needed: bool = True, hint: Any = "", initial: str = ""
) -> forms.CharField:
    """Several lines of words."""
    return forms.CharField(
        label=label, required=needed, help_text=hint, initial=initial, widget=forms.Textarea({"rows": rows})
    )


def day(label: Any, *, needed: bool = True, hint: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        required=needed,
        help_text=hint,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def moment(label: Any, *, needed: bool = True, hint: Any = "") -> forms.DateTimeField:
    """A moment in the reader's time zone."""
    return forms.DateTimeField(
        label=label, required=needed, help_text=hint,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


def amount(label: Any) -> forms.DecimalField:
    """Money, without its currency."""
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=14, decimal_places=4)


def currency() -> forms.CharField:
    """The currency of the amount beside it."""
    return forms.CharField(label=_("Currency"), required=False, max_length=3, initial=EURO)


def side() -> forms.ChoiceField:
    """Whose it is."""
    return forms.ChoiceField(label=_("Whose side"), choices=Side.choices, widget=forms.RadioSelect)


def told() -> forms.CharField:
    """How the customer was told when it was not by a reply."""
    return forms.CharField(
        label=_("Or how they were told otherwise"), required=False, max_length=1000,
        help_text=_("Such as: by registered letter on 3 May. Empty: the text is sent as a reply on the ticket."),
    )  # fmt: skip
