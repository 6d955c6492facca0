"""What a manager types about a form and its questions."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from liaison.channels.form.defining import NAME, TAKEN
from liaison.channels.form.models import Form
from liaison.channels.form.words import Field, Kind, Option, Use, When
from liaison.kit.texts import with_words
from liaison.team.models import Department

LINES = forms.Textarea({"rows": 3})


def _here() -> str:
    return get_language() or "en"


class FormForm(forms.Form):
    """A form: what it is called, who answers, its words, where it may stand."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("What you call the form among yourselves.")
    )
    department = forms.TypedChoiceField(label=_("Department"), coerce=int)
    heading = forms.CharField(
        label=_("Heading"),
        max_length=200,
        help_text=_("In the language you are reading now, as all words below."),
    )
    lead = forms.CharField(
        label=_("Words above the questions"), required=False, max_length=2000, widget=LINES
    )
    thanks = forms.CharField(
        label=_("Words of thanks"), max_length=2000, widget=LINES, help_text=_("What people read afterwards.")
    )
    acknowledges = forms.BooleanField(
        label=_("Send the number of the ticket by e-mail"), required=False, initial=True,
        help_text=_("With a link by which people follow their ticket."),
    )  # fmt: skip
    origins = forms.CharField(
        label=_("Sites that may show the form"), required=False,
        help_text=_("Such as https://shop.example; separate several by commas. Empty lets no other site."),
    )  # fmt: skip
    programs = forms.BooleanField(
        label=_("Take answers from programs"), required=False,
        help_text=_("Your own servers may hand in without opening the page; so may others, at the same pace."),
    )  # fmt: skip

    BASIC = ("title", "department", "heading", "lead", "thanks", "acknowledges")
    WHERE = ("origins", "programs")

    def __init__(self, *args: Any, departments: list[Department], form: Form | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].choices = [(d.pk, d.name) for d in departments]  # type: ignore[attr-defined]
        self._form = form
        if form and not self.is_bound:
            self.initial.update(_shown(form))

    def part(self, names: tuple[str, ...]) -> list[Any]:
        """The fields of one part of the page."""
        return [self[name] for name in names]

    def wished(self) -> dict[str, Any]:
        """The parameters for the command."""
        said, here = self.cleaned_data, _here()
        texts = {
            name: with_words(self._known(name), here, said[name]) for name in ("heading", "lead", "thanks")
        }
        return texts | {
            "title": said["title"],
            "department": said["department"],
            "acknowledges": said["acknowledges"],
            "programs": said["programs"],
            "origins": said["origins"].replace(",", " ").split(),
        }

    def _known(self, name: str) -> dict[str, str]:
        return getattr(self._form, name) if self._form else {}


def _shown(form: Form) -> dict[str, Any]:
    here = _here()
    return {
        "title": form.name, "department": form.department_id, "origins": ", ".join(form.origins),
        "acknowledges": form.acknowledges, "programs": form.programs,
        **{name: getattr(form, name).get(here, "") for name in ("heading", "lead", "thanks")},
    }  # fmt: skip


class QuestionForm(forms.Form):
    """One question of a form."""

    label = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(label=_("What is asked for"), choices=Kind.choices)
    hint = forms.CharField(label=_("Hint below it"), required=False, max_length=1000)
    options = forms.CharField(
        label=_("What can be chosen"), required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("One on a line; only for a choice."),
    )  # fmt: skip
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    use = forms.ChoiceField(label=_("What the answer is"), required=False, choices=Use.choices)
    when = forms.ChoiceField(label=_("When it is asked"), required=False)

    def __init__(self, *args: Any, before: Sequence[Field], field: Field | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._field, self._before = field, before
        self.fields["when"].choices = [("", gettext("Always")), *_conditions(before)]  # type: ignore[attr-defined]
        if field and not self.is_bound:
            self.initial.update(_question(field))

    def clean(self) -> dict[str, Any]:
        """A choice says what can be chosen."""
        said = super().clean() or {}
        if said.get("kind") == Kind.CHOICE and not said.get("options", "").strip():
            self.add_error("options", _("Say what can be chosen."))
        return said

    def question(self, *, taken: set[str]) -> Field:
        """The question as it was typed; one that is new gets a name of its own. taken: names of the others."""
        said, old = self.cleaned_data, self._field
        field, _eq, value = said["when"].partition("=")
        kind = Kind(said["kind"])
        return Field(
            name=old.name if old else name_for(said["label"], kind=kind, taken=taken),
            kind=kind,
            label=with_words(old.label if old else {}, _here(), said["label"]),
            hint=with_words(old.hint if old else {}, _here(), said["hint"]),
            required=said["required"],
            options=_options(said["options"], old.options if old else ()) if kind == Kind.CHOICE else (),
            use=Use(said["use"]),
            when=When(field, (value,)) if field else None,
        )


def _question(field: Field) -> dict[str, Any]:
    here = _here()
    words = [option.label.get(here) or next(iter(option.label.values()), "") for option in field.options]
    return {
        "label": field.label.get(here, ""), "kind": field.kind.value, "hint": field.hint.get(here, ""),
        "options": "\n".join(words), "required": field.required, "use": field.use.value,
        "when": f"{field.when.field}={field.when.values[0]}" if field.when else "",
    }  # fmt: skip


def _conditions(before: Sequence[Field]) -> list[tuple[str, str]]:
    here, found = _here(), []
    for field in before:
        label = field.label.get(here) or next(iter(field.label.values()), field.name)
        for option in field.options:
            chosen = option.label.get(here) or option.value
            words = gettext("“%(question)s” is “%(answer)s”") % {"question": label, "answer": chosen}
            found.append((f"{field.name}={option.value}", words))
        if field.kind == Kind.CONSENT:
            found.append((f"{field.name}=on", gettext("“%(question)s” is ticked") % {"question": label}))
    return found


def _options(typed: str, old: Sequence[Option]) -> tuple[Option, ...]:
    """What can be chosen, one on a line; the one that stands at the same place keeps its value."""
    made: list[Option] = []
    for at, words in enumerate(line.strip() for line in typed.splitlines() if line.strip()):
        before = old[at] if at < len(old) else None
        taken = {one.value for one in made} | {one.value for one in old[at + 1 :]}
        value = before.value if before else name_for(words, kind=Kind.CHOICE, taken=taken)
        made.append(Option(value, with_words(before.label if before else {}, _here(), words[:200])))
    return tuple(made)


def name_for(words: str, *, kind: Kind, taken: set[str]) -> str:
    """A name made of words, which no other has; in letters that programs write."""
    bare = re.sub(r"^[^a-z]+", "", slugify(words))[:30].strip("-")
    name = bare if NAME.fullmatch(bare) and bare not in TAKEN else str(kind.value)
    made, number = name, 2
    while made in taken or made in TAKEN:
        made, number = f"{name}-{number}", number + 1
    return made
