"""Configuration → Forms: what is asked, by which words, and where it may stand."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.words import Done
from liaison.channels.form import queries
from liaison.channels.form.commands import CONFIGURE, ChangeForm, CloseForm, OpenForm
from liaison.channels.form.defining import keep_fields
from liaison.channels.form.forms import FormForm, QuestionForm
from liaison.channels.form.models import Form
from liaison.channels.form.words import Field
from liaison.kit.errors import NotFound
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold, submit
from liaison.team.queries import departments
from liaison.team.requests import TeamRequest

_FRAME = '<iframe src="{address}?framed" title="{title}" width="100%" height="720" loading="lazy"></iframe>'


@require_http_methods(["GET", "HEAD"])
def forms(request: HttpRequest) -> HttpResponse:
    """The forms this member configures."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    rows = sorted(queries.forms(for_=asked.member), key=lambda form: form.closed_at is not None)
    return show(request, "form/forms.html", forms=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def open_form(request: HttpRequest) -> HttpResponse:
    """Make one more form."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    form = _settings(asked, form=None)
    if request.method == "POST" and form.is_valid():
        done = submit(
            asked, form, OpenForm(**form.wished()), said=_("The form is open. Now look at its questions.")
        )
        if isinstance(done, Done):
            return redirect("form", done.result["form"])
    return _shown(request, settings=form, form=None)


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, form_id: int) -> HttpResponse:
    """One form: its questions, its words, where it may stand."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_form(form_id, for_=asked.member)
    settings = _settings(asked, form=found)
    if request.method == "POST" and settings.is_valid():
        command = ChangeForm(form=found.pk, **settings.wished())
        if submit(asked, settings, command, said=_("Saved.")):
            return redirect("form", found.pk)
    return _shown(request, settings=settings, form=found)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, form_id: int, field: str = "") -> HttpResponse:
    """One question of a form; without a name a new one at the end."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_form(form_id, for_=asked.member)
    fields = queries.questions(found)
    at = _place(fields, field) if field else len(fields)
    old = fields[at] if field else None
    typed = QuestionForm(request.POST if request.method == "POST" else None, before=fields[:at], field=old)
    if request.method == "POST" and typed.is_valid():
        taken = {one.name for one in fields if one is not old}
        fields[at : at + 1] = [typed.question(taken=taken)]
        if submit(asked, typed, ChangeForm(form=found.pk, fields=keep_fields(fields)), said=_("Saved.")):
            return redirect("form", found.pk)
    status = 422 if request.method == "POST" else 200
    return show(request, "form/question.html", status=status, form=found, typed=typed, field=old)


@require_POST
def move_question(request: HttpRequest, form_id: int, field: str) -> HttpResponse:
    """Have a question asked before the one above it, or after the one below it."""
    return _rearrange(
        request, form_id, lambda fields: _moved(fields, _place(fields, field), "down" in request.POST)
    )


@require_POST
def remove_question(request: HttpRequest, form_id: int, field: str) -> HttpResponse:
    """Ask a question no more."""

    def without(fields: list[Field]) -> list[Field]:
        del fields[_place(fields, field)]
        return fields

    return _rearrange(request, form_id, without)


@require_POST
def close_form(request: HttpRequest, form_id: int) -> HttpResponse:
    """Take nothing more on a form."""
    ask(cast(TeamRequest, request), CloseForm(form=form_id), said=_("The form is closed."))
    return redirect("forms")


def _rearrange(
    request: HttpRequest, form_id: int, change: Callable[[list[Field]], list[Field]]
) -> HttpResponse:
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_form(form_id, for_=asked.member)
    fields = keep_fields(change(queries.questions(found)))
    ask(asked, ChangeForm(form=found.pk, fields=fields), said=_("Saved."))
    return redirect("form", found.pk)


def _moved(fields: list[Field], at: int, down: bool) -> list[Field]:
    to = at + 1 if down else at - 1
    if 0 <= to < len(fields):
        fields[at], fields[to] = fields[to], fields[at]
    return fields


def _place(fields: list[Field], name: str) -> int:
    for at, field in enumerate(fields):
        if field.name == name:
            return at
    raise NotFound


def _settings(request: TeamRequest, *, form: Form | None) -> FormForm:
    open_ones = departments(for_=request.member, permission=CONFIGURE)
    return FormForm(request.POST if request.method == "POST" else None, departments=open_ones, form=form)


def _shown(request: HttpRequest, *, form: Form | None, settings: FormForm) -> HttpResponse:
    more: dict[str, Any] = {}
    if form:
        address = request.build_absolute_uri(reverse("form-page", args=[form.key]))
        frame = _FRAME.format(address=address, title=escape(form.name))
        more = {"address": address, "frame": frame, "questions": queries.questions(form)}
    status = 422 if request.method == "POST" else 200
    return show(request, "form/form.html", status=status, form=form, settings=settings, **more)
