"""One view for every command: a form's fields become the command, the gate decides, the page is told."""

import json
from dataclasses import fields
from typing import Any, get_origin, get_type_hints

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done, Outcome, Refused, Waiting
from liaison.kit.errors import Invalid, NotFound
from liaison.kit.pages import show
from liaison.workspace.words import member_of


@require_POST
def do(request: HttpRequest, name: str) -> HttpResponse:
    """Carry out a command of the catalogue with the fields of a form."""
    try:
        command = catalogue.make(name, _params(request, name))
        outcome = perform(command, by=member_of(request), key=request.POST.get("idempotency_key", ""))
    except NotFound as missing:
        return _answer(request, Refused(reason=missing.sentence), status=404)
    except Invalid as wrong:
        return _answer(request, Refused(reason=wrong.sentence), status=422)
    return _answer(request, outcome, status=409 if isinstance(outcome, Refused) else 200)


def _params(request: HttpRequest, name: str) -> dict[str, Any]:
    """The form's fields that are parameters of the command; lists are lists, an empty optional one is left out."""
    cls = catalogue.COMMANDS.get(name)
    if cls is None:
        raise NotFound
    hints = get_type_hints(cls)
    given: dict[str, Any] = {}
    for field in fields(cls):
        if field.name not in request.POST:
            continue
        if get_origin(hints[field.name]) in (list, tuple):
            given[field.name] = [value for value in request.POST.getlist(field.name) if value]
        elif (value := request.POST[field.name]) or hints[field.name] is str:
            given[field.name] = value
    return given


def _answer(request: HttpRequest, outcome: Outcome, *, status: int) -> HttpResponse:
    words, tone = _say(request, outcome)
    if not request.headers.get("HX-Request"):
        level = messages.ERROR if tone == "bad" else messages.SUCCESS
        messages.add_message(request, level, words)
        return HttpResponseRedirect(_next(request))
    context = {"words": words, "tone": tone, "outcome": outcome, "undo": _undo(request, outcome)}
    answer = show(request, "workspace/done.html", status=status, **context)
    answer["HX-Trigger"] = json.dumps({"liaison:done": {"outcome": type(outcome).__name__.lower()}})
    answer["HX-Reswap"] = "none"
    if isinstance(outcome, Done | Waiting) and request.POST.get("then"):
        answer["HX-Location"] = json.dumps(
            {"path": _next(request, "then"), "target": "#main", "swap": "innerHTML"}
        )
    return answer


def _say(request: HttpRequest, outcome: Outcome) -> tuple[str, str]:
    if isinstance(outcome, Refused):
        return outcome.reason, "bad"
    if isinstance(outcome, Waiting):
        return _("It waits for a release."), "news"
    return request.POST.get("said") or _("Done."), "good"


def _undo(request: HttpRequest, outcome: Outcome) -> int | None:
    """The message that can be taken back, if this was a reply."""
    result = outcome.result if isinstance(outcome, Done) else None
    return (
        result.get("message")
        if isinstance(result, dict) and request.path.endswith("tickets.reply/")
        else None
    )


def _next(request: HttpRequest, field: str = "next") -> str:
    wanted = request.POST.get(field, "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
