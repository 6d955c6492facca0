"""Signing in, choosing a password, one's own settings."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.team.models import Member

PASSWORD_HINT = _("At least ten characters. A short sentence is easy to remember and hard to guess.")


def time_zones() -> list[tuple[str, Any]]:
    """The time zones of the world by continent, as a choice of groups."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(available_timezones()):
        continent, slash, city = name.partition("/")
        if slash and continent not in {"Etc", "SystemV", "US", "posix", "right"}:
            groups.setdefault(continent, []).append((name, city.replace("_", " ").replace("/", " – ")))
    return [("UTC", "UTC"), *groups.items()]


def own_names() -> list[tuple[str, str]]:
    """Each language of the desk in its own words, as people look for it."""
    return [(code, OWN_NAMES[code]) for code, _name in settings.LANGUAGES]


OWN_NAMES = {
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "lt": "Lietuvių",
    "et": "Eesti",
    "vi": "Tiếng Việt",
}


class SignIn(forms.Form):
    """Who somebody says they are."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class Forgotten(forms.Form):
    """Whose password was forgotten."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )


class NewPassword(forms.Form):
    """A password chosen anew, typed twice."""

    new = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=500,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self._member = member

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        validate_password(new, self._member)
        return new

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("new") and said.get("again") and said["new"] != said["again"]:
            self.add_error("again", gettext("The two passwords differ."))
        return said


class ChangePassword(NewPassword):
    """A new password, after the present one."""

    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")


class MySettings(forms.Form):
    """What is one's own."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As customers and colleagues read it.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=own_names)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Stands below each of your replies. Without one, the signature of the department is used."
        ),
    )
    told_by_mail = forms.ChoiceField(
        label=_("What waits for your release"),
        widget=forms.RadioSelect,
        choices=[
            ("away", _("By mail while you have no page of the desk open")),
            ("always", _("Always by mail too")),
            ("never", _("Not by mail")),
        ],
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        widget=forms.RadioSelect,
        choices=[("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
        help_text=_("For this browser."),
    )
    density = forms.ChoiceField(
        label=_("Density"),
        widget=forms.RadioSelect,
        choices=[("", _("Comfortable")), ("compact", _("Compact"))],
        required=False,
    )


language_choices = lazy(own_names, list)
