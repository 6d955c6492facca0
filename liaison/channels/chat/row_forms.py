"""Rows that people type about a site: when a visitor is spoken to first, and what is asked before a chat."""

import secrets
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liaison.channels.chat.checking import LATEST, MANY, WORDS
from liaison.kit.texts import with_words

SHORT: Final = forms.Textarea({"rows": 2})


class Row(forms.Form):
    """One row; empty words take it away. What its other languages say stays."""

    words: str
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def given(self, before: dict[str, Any]) -> dict[str, Any] | None:
        """The row as it is kept, None for one that was taken away or never filled."""
        said = self.cleaned_data
        texts = with_words(before.get(self.words, {}), get_language() or "en", said.get("says") or "")
        return {self.words: texts} | self.rest(said) if said.get("says") else None

    def rest(self, said: dict[str, Any]) -> dict[str, Any]:
        """Whatever else belongs to the row."""
        raise NotImplementedError


class InviteRow(Row):
    """When a visitor is spoken to first."""

    words = "words"
    says = forms.CharField(
        label=_("What the visitor reads"), required=False, max_length=WORDS, widget=SHORT,
        help_text=_("Such as: Can I help you to find the right size? Empty it to take the rule away."),
    )  # fmt: skip
    page = forms.CharField(
        label=_("On pages whose address contains"), required=False, max_length=200,
        help_text=_("Such as /cart. Empty: on every page."),
    )  # fmt: skip
    after = forms.IntegerField(
        label=_("Seconds on the page"), required=False, min_value=0, max_value=LATEST, initial=30
    )
    returning = forms.BooleanField(label=_("Only who has chatted here before"), required=False)

    def rest(self, said: dict[str, Any]) -> dict[str, Any]:
        """Where, when, and whether only for those who have come back."""
        return {"page": said["page"], "after": said["after"] or 0, "returning": said["returning"]}


class QuestionRow(Row):
    """What is asked before a chat."""

    words = "label"
    says = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=120,
        help_text=_("Empty it to take the question away."),
    )
    options = forms.CharField(
        label=_("Answers to choose from"), required=False, max_length=1000,
        help_text=_("Separated by commas. Empty lets visitors write."),
    )  # fmt: skip
    required = forms.BooleanField(label=_("It must be answered"), required=False)

    def rest(self, said: dict[str, Any]) -> dict[str, Any]:
        """The name under which answers are kept, and how it is answered."""
        return {
            "name": said["name"] or f"q{secrets.token_hex(4)}",
            "options": [one.strip() for one in said["options"].split(",") if one.strip()],
            "required": said["required"],
        }


Invites = forms.formset_factory(InviteRow, extra=1, max_num=MANY)
Questions = forms.formset_factory(QuestionRow, extra=1, max_num=MANY)


def shown(rows: Iterable[dict[str, Any]], form: type[Row]) -> list[dict[str, Any]]:
    """Rows as their forms show them, in the language that is active."""
    language = get_language() or "en"
    return [
        row | {"says": row[form.words].get(language, ""), "options": ", ".join(row.get("options", ()))}
        for row in rows
    ]


def given(rows: Any, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was typed, as it is kept. before: the rows as they were."""
    known = dict(enumerate(before))
    found = [form.given(known.get(number, {})) for number, form in enumerate(rows)]
    return [row for row in found if row]
