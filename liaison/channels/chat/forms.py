"""What people type about a site."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liaison.channels.chat.checking import checked
from liaison.channels.chat.models import Site
from liaison.channels.chat.row_forms import InviteRow, Invites, QuestionRow, Questions, given, shown
from liaison.kit.errors import Invalid
from liaison.kit.texts import with_words
from liaison.team.models import Department

LINES = forms.Textarea({"rows": 3})
DAYS = range(7)


class SiteForm(forms.Form):
    """A site: what it is called, who answers, how it looks, what is asked first, when somebody is there."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("What you call the site among yourselves.")
    )
    department = forms.TypedChoiceField(label=_("Department"), coerce=int)
    origins = forms.CharField(
        label=_("Pages that may carry the chat"), required=False,
        help_text=_("Such as https://shop.example; separate several by commas. Empty lets every page."),
    )  # fmt: skip
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$", label=_("Colour"), required=False, widget=forms.TextInput({"type": "color"})
    )
    greeting = forms.CharField(
        label=_("First words"), required=False, max_length=300, widget=LINES,
        help_text=_("What visitors read before they write, in the language you are reading now."),
    )  # fmt: skip
    asks_name = forms.BooleanField(label=_("Ask for the name first"), required=False)
    asks_address = forms.BooleanField(label=_("Ask for the e-mail address first"), required=False)
    consent = forms.CharField(
        label=_("Words of the consent"), required=False, max_length=500, widget=LINES,
        help_text=_("Visitors agree to this before they chat; only then is it kept which page they are on."),
    )  # fmt: skip
    patience = forms.IntegerField(
        label=_("Seconds until a visitor is told that everybody is busy"),
        min_value=15,
        max_value=3600,
        initial=60,
    )
    zone = forms.CharField(label=_("Time zone"), max_length=60, initial=settings.TIME_ZONE)
    puzzle = forms.TypedChoiceField(
        label=_("Task before the first word"), coerce=int,
        choices=((0, _("No task")), (14, _("A light task")), (17, _("A heavy task"))),
        help_text=_("The visitor's computer works for a moment before it may begin, unseen. It makes floods dear."),
    )  # fmt: skip

    previews = forms.BooleanField(
        label=_("Read what visitors have not sent yet"), required=False,
        help_text=_("The chat window then says so, below the field. In many countries you need a reason for it."),
    )  # fmt: skip

    watched = forms.BooleanField(
        label=_("See who has the site open, and invite them to chat"), required=False, initial=True,
        help_text=_("Which page they are on is told only by those who agreed. Nothing is kept of it when they leave."),
    )  # fmt: skip

    BASIC = ("title", "department", "origins")
    LOOK = ("colour", "greeting")
    BEFORE = ("asks_name", "asks_address", "consent", "patience", "previews", "watched")
    WHEN = ("zone",)
    GUARD = ("puzzle",)

    def __init__(self, *args: Any, departments: list[Department], site: Site | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].choices = [(d.pk, d.name) for d in departments]  # type: ignore[attr-defined]
        for day in DAYS:
            for end, label in (("from", _("%(day)s, from")), ("to", _("%(day)s, to"))):
                field = forms.TimeField(
                    label=label % {"day": WEEKDAYS[day]}, required=False,
                    widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
                )  # fmt: skip
                self.fields[f"day_{day}_{end}"] = field
        self._site = site
        data = self.data if self.is_bound else None
        self.invites = Invites(
            data, prefix="invites", initial=None if data else shown(site.invites if site else (), InviteRow)
        )
        self.questions = Questions(
            data,
            prefix="questions",
            initial=None if data else shown(site.questions if site else (), QuestionRow),
        )
        if not self.is_bound:
            self.initial.update(_shown(site) if site else {"colour": "#2f55d4"})

    def part(self, names: tuple[str, ...]) -> list[Any]:
        """The fields of one part of the page."""
        return [self[name] for name in names]

    def days(self) -> list[tuple[str, Any, Any]]:
        """Each weekday with its two fields."""
        return [(str(WEEKDAYS[day]), self[f"day_{day}_from"], self[f"day_{day}_to"]) for day in DAYS]

    def clean_zone(self) -> str:
        """A zone there is."""
        try:
            return str(checked("zone", self.cleaned_data["zone"]))
        except Invalid as wrong:
            raise forms.ValidationError(wrong.problem) from wrong

    def clean(self) -> dict[str, Any]:
        """Hours have both ends, in order; each row is right as well."""
        said = super().clean() or {}
        if not (self.invites.is_valid() and self.questions.is_valid()):
            self.add_error(None, _("Look at the questions and invitations below."))
        for day in DAYS:
            begins, ends = said.get(f"day_{day}_from"), said.get(f"day_{day}_to")
            if bool(begins) != bool(ends) or (begins and ends and begins >= ends):
                self.add_error(f"day_{day}_to", _("Give both times, the earlier one first."))
        return said

    def _known(self, name: str) -> dict[str, str]:
        return getattr(self._site, name) if self._site else {}

    def wished(self) -> dict[str, Any]:
        """The parameters for the command."""
        said, language = self.cleaned_data, get_language() or "en"
        return {
            "title": said["title"],
            "department": said["department"],
            "origins": said["origins"].replace(",", " ").split(),
            "colour": said["colour"],
            "greeting": with_words(self._known("greeting"), language, said["greeting"]),
            "consent": with_words(self._known("consent"), language, said["consent"]),
            "asks": [name for name in ("name", "address") if said[f"asks_{name}"]],
            "patience": said["patience"],
            "zone": said["zone"],
            "puzzle": said["puzzle"],
            "previews": said["previews"],
            "watched": said["watched"],
            "invites": given(self.invites, self._site.invites if self._site else []),
            "questions": given(self.questions, self._site.questions if self._site else []),
            "hours": {
                str(day): [[f"{said[f'day_{day}_from']:%H:%M}", f"{said[f'day_{day}_to']:%H:%M}"]]
                for day in DAYS
                if said[f"day_{day}_from"]
            },
        }


def _shown(site: Site) -> dict[str, Any]:
    language = get_language() or "en"
    hours: dict[str, Any] = {
        f"day_{day}_{end}": span for day, spans in site.hours.items() for end, span in _ends(spans)
    }
    return hours | {
        "title": site.name,
        "department": site.department_id,
        "origins": ", ".join(site.origins),
        "colour": site.colour or "#2f55d4",
        "greeting": site.greeting.get(language, ""),
        "consent": site.consent.get(language, ""),
        "asks_name": "name" in site.asks,
        "asks_address": "address" in site.asks,
        "patience": site.patience,
        "zone": site.zone or settings.TIME_ZONE,
        "puzzle": site.puzzle,
        "previews": site.previews,
        "watched": site.watched,
    }


def _ends(spans: list[list[str]]) -> list[tuple[str, str]]:
    return list(zip(("from", "to"), spans[0], strict=True)) if spans else []
