"""What people type about a rule."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liaison.authority.models import Rule
from liaison.authority.queries import roles, shown_name, word_of
from liaison.authority.rules import check
from liaison.authority.words import FactType, Provision, Says
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.team.queries import members
from liaison.workspace.limits.known import KnownFact, known_facts, ruled
from liaison.workspace.limits.lines import Row, condition_of, rows_of
from liaison.workspace.limits.showing import EFFECTS, KINDS

TEXTS: Final = {
    "reason": _("To the representative"),
    "say": _("To say to the customer"),
    "allowed": _("What is allowed"),
}
WITHIN: Final = (
    ("", _("three days")),
    (5, _("five minutes")),
    (15, _("a quarter of an hour")),
    (60, _("an hour")),
    (240, _("four hours")),
    (1440, _("a day")),
)
MOST_LINES: Final = 20
FORMAT: Final = "%Y-%m-%dT%H:%M"
MOMENT: Final = {"type": "datetime-local"}


class RuleForm(forms.Form):
    """A rule: what it is about, for whom, its effect, when, the release, its sentences, how long it holds.

    Its lines are named `row-N-fact` and so on; `condition` is what they make, or what was written by hand.
    """

    about = forms.ChoiceField(label=_("What it is about"))
    key = forms.RegexField(
        r"^[a-z][a-z0-9_.]{2,79}$", label=_("Key"), max_length=80,
        help_text=_("Its name for good, by which programs and the ledger know it, such as refund_up_to_100."),
    )  # fmt: skip
    says = forms.ChoiceField(label=_("Effect"), choices=[(one.value, EFFECTS[one].word) for one in Says])
    role = forms.ChoiceField(label=_("Role"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *KINDS.items()])
    actor = forms.ChoiceField(label=_("One person"), required=False)
    how = forms.ChoiceField(required=False, choices=[("rows", ""), ("cel", "")])
    joined = forms.ChoiceField(required=False, choices=[("all", ""), ("any", "")])
    condition = forms.CharField(
        label=_("In CEL"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    ask = forms.ChoiceField(label=_("Who is asked"), required=False)
    stand_in = forms.ChoiceField(label=_("Who stands in"), required=False)
    within = forms.TypedChoiceField(
        label=_("Answered within"), required=False, coerce=int, empty_value=None, choices=WITHIN
    )
    valid_from = forms.DateTimeField(
        label=_("Holds from"), required=False, widget=forms.DateTimeInput(MOMENT, format=FORMAT)
    )
    valid_until = forms.DateTimeField(
        label=_("Holds until"), required=False, widget=forms.DateTimeInput(MOMENT, format=FORMAT)
    )

    def __init__(self, *args: Any, rule: Rule | None = None, about: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.rule = rule
        self._choices()
        self._sentences()
        if rule is not None:
            del self.fields["about"], self.fields["key"]
            self.initial.update(_initial(rule))
        self.command = rule.command if rule else str(self.data.get("about") or about or _first())
        self.known: dict[str, KnownFact] = known_facts(self.command)
        self.initial.setdefault("about", self.command)
        self._lines()

    def _choices(self) -> None:
        everybody = [("", _("Everybody"))]
        words = [(word_of(role), shown_name(role)) for role in roles()]
        people = [(member.ref, member.name) for member in members(limit=1000)]
        for name, choices in (
            ("role", everybody + words),
            ("actor", everybody + people),
            ("ask", [("", _("Whoever may do it themselves")), *words]),
            ("stand_in", [("", _("Nobody")), *words]),
            ("about", ruled()),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _sentences(self) -> None:
        for field in TEXTS:
            for language, name in _languages():
                self.fields[f"{field}_{language}"] = forms.CharField(
                    label=name, required=False, max_length=1000,
                    widget=forms.Textarea({"rows": 2, "lang": language}),
                )  # fmt: skip

    def _lines(self) -> None:
        """The lines as they were typed, or as they are in the rule."""
        self.rows_errors: dict[int, str] = {}
        if self.is_bound:
            self.by = self.data.get("how") or "rows"
            self.joins = self.data.get("joined") or "all"
            self.rows = _rows_in(self.data)
            return
        found = rows_of(self.rule.condition if self.rule else "", self.known)
        self.by = "rows" if found else "cel"
        self.joins, self.rows = found or ("all", [])

    @property
    def lines(self) -> list[tuple[int, Row, KnownFact | None, str]]:
        """Each line with its number, what is known of its fact, and what is wrong with it; an empty one at the end."""
        shown = [*self.rows, Row()][:MOST_LINES]
        return [
            (at, row, self.known.get(row.fact), self.rows_errors.get(at, "")) for at, row in enumerate(shown)
        ]

    @property
    def written(self) -> str:
        """The condition as it is at the moment, in CEL; of unfinished lines, what could be made of them before."""
        if self.is_bound and self.by == "rows":
            try:
                return condition_of(self.rows, self.joins, self.known)
            except Invalid:
                return ""
        if self.is_bound:
            return str(self.data.get("condition", ""))
        return self.rule.condition if self.rule else ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            made = condition_of(self.rows, self.joins, self.known) if self.by == "rows" else ""
            condition = made or (said.get("condition", "").strip() if self.by == "cel" else "")
            check(condition, known=self.types)
            said["condition"] = condition
        except Invalid as no:
            at = no.field.removeprefix("row-")
            if at.isdecimal():
                self.rows_errors[int(at)] = no.problem
            self.add_error("condition", no.problem)
        return said

    @property
    def types(self) -> dict[str, FactType]:
        """The kinds of the facts it may look at."""
        return {name: fact.type for name, fact in self.known.items()}

    def sentences(self) -> Iterator[tuple[Any, list[Any]]]:
        """What each sentence is for, and its fields, in the reader's language first."""
        for field, label in TEXTS.items():
            yield label, [self[f"{field}_{language}"] for language, _name in _languages()]

    def wished(self) -> dict[str, Any]:
        """The parameters of the command that are alike for a new rule and a changed one."""
        said = self.cleaned_data
        plain = ("says", "condition", "role", "kind", "actor", "ask", "stand_in", "within")
        texts = {field: self._said(field) for field in TEXTS}
        moments = {name: said[name] for name in ("valid_from", "valid_until")}
        return {name: said[name] for name in plain} | texts | moments

    def draft(self) -> Provision:
        """The rule that is meant, to be tried."""
        key = self.rule.key if self.rule else self.cleaned_data["key"]
        wished = self.wished()
        return Provision(key=key, command=self.command, **(wished | {"says": Says(wished["says"])}))

    def _said(self, field: str) -> dict[str, str]:
        found = {language: self.cleaned_data[f"{field}_{language}"] for language, _name in settings.LANGUAGES}
        return {language: words for language, words in found.items() if words}


def _initial(rule: Rule) -> dict[str, Any]:
    plain = ("says", "role", "kind", "actor", "condition", "ask", "stand_in", "within")
    texts = {
        f"{field}_{language}": words for field in TEXTS for language, words in getattr(rule, field).items()
    }
    begins = _typed(rule.valid_from) if rule.valid_from > now() else ""
    holds = {"valid_from": begins, "valid_until": _typed(rule.valid_until)}
    return {name: getattr(rule, name) for name in plain} | texts | holds


def _typed(at: datetime | None) -> str:
    return timezone.localtime(at).strftime(FORMAT) if at else ""


def _rows_in(given: Mapping[str, Any]) -> list[Row]:
    """The lines of a form that was sent; those without a fact are left out."""
    typed = (
        Row(*(str(given.get(f"row-{at}-{name}", "")) for name in ("fact", "plus", "compare", "value")))
        for at in range(MOST_LINES)
    )
    return [row for row in typed if row.fact]


def _first() -> str:
    return next((name for name, _label in ruled()), "")


def _languages() -> Sequence[tuple[str, Any]]:
    here = get_language() or "en"
    return sorted(settings.LANGUAGES, key=lambda one: one[0] != here)
