"""Configuration → Answers: the texts that are offered in every composer."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.queries import extent_of
from liaison.authority.words import Command
from liaison.kit.pages import show
from liaison.knowledge import queries
from liaison.knowledge.commands import (
    ChangeAnswer,
    KeepOwnAnswer,
    RetireAnswer,
    RetireOwnAnswer,
    WriteAnswer,
)
from liaison.knowledge.forms import ALL, MINE, AnswerForm
from liaison.knowledge.models import Answer
from liaison.knowledge.queries import WRITE
from liaison.knowledge.rules import PLACES
from liaison.team.asking import ask, submit
from liaison.team.queries import departments
from liaison.team.requests import TeamRequest


@require_http_methods(["GET", "HEAD"])
def answers(request: HttpRequest) -> HttpResponse:
    """The answers this member may change, one's own first."""
    rows = list(queries.answers(for_=cast(TeamRequest, request).member))
    return show(
        request, "knowledge/answers.html", answers=sorted(rows, key=lambda one: one.member_id is None)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write_answer(request: HttpRequest) -> HttpResponse:
    """Keep one more answer ready."""
    asked = cast(TeamRequest, request)
    form = _form(asked, answer=None)
    if request.method == "POST" and form.is_valid() and submit(asked, form, _new(form), said=_("Saved.")):
        return redirect("answers")
    return _shown(request, form, answer=None)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """One answer, to be changed."""
    asked = cast(TeamRequest, request)
    found = queries.find_answer(answer_id, for_=asked.member)
    form = _form(asked, answer=found)
    if request.method == "POST" and form.is_valid():
        wished = form.wished()
        own = found.member_id is not None
        command: Command = (
            KeepOwnAnswer(answer=found.pk, **wished) if own else ChangeAnswer(answer=found.pk, **wished)
        )
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("answers")
    return _shown(request, form, answer=found)


@require_POST
def retire_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Offer an answer no more."""
    asked = cast(TeamRequest, request)
    found = queries.find_answer(answer_id, for_=asked.member)
    own = found.member_id is not None
    ask(asked, RetireOwnAnswer(answer=found.pk) if own else RetireAnswer(answer=found.pk), said=_("Retired."))
    return redirect("answers")


def _new(form: AnswerForm) -> Command:
    whose = form.cleaned_data["whose"]
    if whose == MINE:
        return KeepOwnAnswer(**form.wished())
    return WriteAnswer(department=None if whose == ALL else int(whose), **form.wished())


def _form(request: TeamRequest, *, answer: Answer | None) -> AnswerForm:
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        departments=departments(for_=request.member, permission=WRITE),
        everywhere=extent_of(WRITE, by=request.member).everywhere,
        answer=answer,
    )


def _shown(request: HttpRequest, form: AnswerForm, *, answer: Answer | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    places = [f"{{{place}}}" for place in PLACES]
    return show(request, "knowledge/answer.html", status=status, form=form, answer=answer, places=places)
