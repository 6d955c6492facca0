"""Configuration → Rules → Packs: which pack of rules holds, and the values which its rules look at."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liaison.authority import catalogue, packs
from liaison.authority.models import Setting
from liaison.authority.queries import RULES, loaded_packs, settings_of
from liaison.kit.pages import show
from liaison.kit.texts import words_in
from liaison.team.asking import ask, must_hold
from liaison.team.requests import TeamRequest


@dataclass(frozen=True)
class ShownPack:
    """A pack in the list. title: in the reader's language. count: how many rules it has. loaded: it holds."""

    name: str
    title: str
    count: int
    loaded: bool


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The packs that come with the house, and the settings of the one that holds."""
    asked = cast(TeamRequest, request)
    must_hold(asked, RULES)
    if name := request.POST.get("pack", ""):
        wished = catalogue.make("authority.load_pack", {"pack": name, "instead": True})
        ask(asked, wished, said=_("The rules of the pack hold now."))
        return redirect("rule-packs")
    known = loaded_packs()
    form = SettingsForm(request.POST or None, settings=settings_of(known))
    if request.method == "POST" and form.is_valid():
        for setting, value in form.changes():
            wished = catalogue.make("authority.change_setting", {"setting": setting, "value": value})
            ask(asked, wished, said=_("The setting is saved."))
        return redirect("rule-packs")
    shown = [
        ShownPack(name, *_about(name, get_language() or "en"), name in known) for name in packs.available()
    ]
    return show(
        request,
        "workspace/limits/packs.html",
        packs=shown,
        form=form,
        status=422 if form.errors else 200,
    )


def title_of(name: str) -> str:
    """What a pack is called in the reader's language; one that did not come with the house by its own name."""
    return _about(name, get_language() or "en")[0] if name in packs.available() else name


@lru_cache(maxsize=100)
def _about(name: str, language: str) -> tuple[str, int]:
    """What a pack is called and how many rules it has; its file does not change while we run."""
    pack = packs.find(name)
    return words_in(pack.title, language.partition("-")[0]), len(pack.rules)


class SettingsForm(forms.Form):
    """The values which rules look at. Money is typed in whole units of whatever currency an order has."""

    def __init__(self, *args: Any, settings: list[Setting], **more: Any) -> None:
        super().__init__(*args, **more)
        self._settings = {one.name: one for one in settings}
        language = (get_language() or "en").partition("-")[0]
        for one in settings:
            self.fields[one.name] = _field(one, words_in(one.label, language))

    def changes(self) -> list[tuple[str, Any]]:
        """The settings that were given another value, with it."""
        said = {name: _kept(one.type, self.cleaned_data[name]) for name, one in self._settings.items()}
        return [(name, value) for name, value in said.items() if value != self._settings[name].value]


def _field(one: Setting, label: str) -> forms.Field:
    if one.type == "flag":
        return forms.BooleanField(label=label, required=False, initial=one.value)
    if one.type == "money":
        hint = _("In the currency of the order.")
        value = Decimal(one.value) / 100
        return forms.DecimalField(label=label, min_value=0, decimal_places=2, initial=value, help_text=hint)
    if one.type in ("number", "moment"):
        return forms.IntegerField(label=label, min_value=0, initial=one.value)
    if one.type == "texts":
        hint = _("Words of the list, with commas between them.")
        return forms.CharField(label=label, initial=", ".join(one.value), required=False, help_text=hint)
    return forms.CharField(label=label, initial=one.value, required=False)


def _kept(type_: str, value: Any) -> Any:
    if type_ == "money":
        return int(value * 100)
    if type_ == "texts":
        return [word.strip() for word in value.split(",") if word.strip()]
    return value
