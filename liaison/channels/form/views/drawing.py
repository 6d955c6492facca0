"""A form as its page and as programs see it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from liaison.channels.form import queries
from liaison.channels.form.models import Form
from liaison.channels.form.words import Field, Kind
from liaison.kit.pages import show
from liaison.kit.texts import words_in
from liaison.team.forms.own import OWN_NAMES


def page(
    request: HttpRequest, form: Form, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of a form, in the colour and under the name of its brand, which sets no cookie."""
    language = get_language() or "en"
    context = {"said": {}, "problems": {}, "refusal": "", "stamp": ""} | context
    drawn = [_drawn(one, context["said"], context["problems"], language) for one in queries.questions(form)]
    answer = show(
        request,
        template,
        status=status,
        form=form,
        brand=form.brand,
        questions=drawn,
        tongues=tongues(form),
        framed="framed" in request.GET,
        heading=words_in(form.heading, language),
        lead=words_in(form.lead, language),
        thanks=words_in(form.thanks, language),
        **context,
    )
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    return answer


def tongues(form: Form) -> list[tuple[str, str]]:
    """The languages in which a form has words, each by its own name."""
    return [(code, OWN_NAMES[code]) for code, _ in settings.LANGUAGES if code in form.heading]


def _drawn(field: Field, said: dict[str, Any], problems: dict[str, str], language: str) -> dict[str, Any]:
    """A question as the template draws it."""
    return {
        "name": field.name,
        "kind": field.kind.value,
        "label": words_in(field.label, language),
        "hint": words_in(field.hint, language),
        "required": field.required,
        "options": [(one.value, words_in(one.label, language)) for one in field.options],
        "value": said.get(field.name, ""),
        "errors": [problems[field.name]] if field.name in problems else [],
        "when": field.when,
        "completes": {Kind.EMAIL: "email", Kind.PHONE: "tel"}.get(
            field.kind, "name" if field.use == "name" else None
        ),
    }


def definition(form: Form, *, stamp: str) -> dict[str, Any]:
    """What a form asks, for programs; the stamp goes back with the answers."""
    language = get_language() or "en"
    return {
        "key": form.key,
        "heading": words_in(form.heading, language),
        "lead": words_in(form.lead, language),
        "stamp": stamp,
        "fields": [_described(one, language) for one in queries.questions(form)],
    }


def _described(field: Field, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": field.name, "kind": field.kind.value, "required": field.required,
        "label": words_in(field.label, language), "hint": words_in(field.hint, language),
    }  # fmt: skip
    if field.options:
        made["options"] = [
            {"value": one.value, "label": words_in(one.label, language)} for one in field.options
        ]
    if field.when:
        made["when"] = {"field": field.when.field, "is": list(field.when.values)}
    return made
