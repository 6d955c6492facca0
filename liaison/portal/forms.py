"""What customers type at the door and about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.team.forms.own import own_names


class AskForm(forms.Form):
    """By which address somebody wants to come in."""

    address = forms.EmailField(
        label=_("Your e-mail address"), max_length=320, widget=forms.EmailInput({"autocomplete": "email"})
    )


class CodeForm(forms.Form):
    """The code of the letter."""

    code = forms.CharField(
        label=_("Code from the mail"), max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


class MeForm(forms.Form):
    """How a customer is called, and in which language we speak to them."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=own_names)
