"""What people type about an account: what all have, and what its messenger declares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging.messenger import Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.words import Field
from liaison.team.models import Department


class AccountForm(forms.Form):
    """An account with a provider."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("What you call it among yourselves.")
    )
    department = forms.TypedChoiceField(label=_("Department"), coerce=int)

    def __init__(
        self,
        *args: Any,
        messenger: Messenger,
        departments: list[Department],
        account: Account | None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["department"].choices = [(d.pk, d.name) for d in departments]  # type: ignore[attr-defined]
        self.own = tuple(f"own_{field.name}" for field in messenger.fields)
        for field in messenger.fields:
            self.fields[f"own_{field.name}"] = _field(field, known=account is not None)
            kept = account.setting(field.name) if account and not field.secret else ""
            self.initial[f"own_{field.name}"] = kept or field.default
        if account is not None:
            self.initial.update(title=account.name, department=account.department_id)

    def wished(self) -> dict[str, Any]:
        """The parameters for the command."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "department": said["department"],
            "settings": {name.removeprefix("own_"): said[name] for name in self.own},
        }

    def part(self, names: tuple[str, ...]) -> list[Any]:
        """The fields of one part of the page."""
        return [self[name] for name in names]


def _field(field: Field, *, known: bool) -> forms.Field:
    required = field.required and not (field.secret and known)
    if field.choices:
        return forms.ChoiceField(
            label=str(field.label), help_text=str(field.help), required=required, choices=field.choices
        )
    help_text = str(field.help)
    if field.secret and known:
        help_text = str(_("Leave it empty to keep the one you entered."))
    widget = forms.PasswordInput({"autocomplete": "off"}) if field.secret else forms.TextInput()
    made = forms.CharField(
        label=str(field.label), help_text=help_text, required=required, max_length=2000, widget=widget
    )
    made.is_kept = field.secret and known  # type: ignore[attr-defined]
    return made
