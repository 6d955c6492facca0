"""What people type about an answer."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liaison.knowledge.models import Answer
from liaison.team.models import Department

MINE: Final = "me"
ALL: Final = "all"


class AnswerForm(forms.Form):
    """An answer: whose it is, the word by which it is found, and its text in each language."""

    whose = forms.ChoiceField(label=_("Who uses it"))
    shortcut = forms.CharField(
        label=_("Shortcut"), max_length=41,
        help_text=_("One word. Typing a slash and this word offers the answer: /hours"),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=120)

    def __init__(
        self,
        *args: Any,
        departments: list[Department],
        everywhere: bool,
        answer: Answer | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        whose = [(MINE, _("Only for me"))]
        whose += [(ALL, _("All departments"))] if everywhere else []
        self.fields["whose"].choices = [*whose, *((str(one.pk), one.name) for one in departments)]  # type: ignore[attr-defined]
        for language, name in _languages():
            self.fields[f"text_{language}"] = forms.CharField(
                label=name, required=False, widget=forms.Textarea({"rows": 4, "lang": language})
            )
        if answer is not None:
            del self.fields["whose"]
            self.initial.update({"shortcut": answer.shortcut, "title": answer.title})
            self.initial.update({f"text_{language}": text for language, text in answer.texts.items()})

    def texts(self) -> list[Any]:
        """The fields of the texts, in the reader's language first."""
        return [self[f"text_{language}"] for language, _name in _languages()]

    def wished(self) -> dict[str, Any]:
        """The parameters of the command that are alike for one's own and the team's."""
        said = self.cleaned_data
        texts = {language: said[f"text_{language}"] for language, _name in settings.LANGUAGES}
        return {"title": said["title"], "shortcut": said["shortcut"], "texts": texts}


def _languages() -> list[tuple[str, Any]]:
    here = get_language() or "en"
    return sorted(settings.LANGUAGES, key=lambda one: one[0] != here)
