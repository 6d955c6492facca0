"""A form as people see it: a page of its own, a frame on another site, or JSON for programs.

No cookie is set and none is asked for: a page that is shown in a frame of another site could keep none. What a token
against forged requests would guard is not there either, for nobody is signed in; the stamp shows that the page is ours.
"""

import json
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liaison.channels.form import actions, errors, queries, stamps
from liaison.channels.form.models import Form
from liaison.channels.form.views.drawing import definition, page
from liaison.channels.form.words import FILES, Given, Handed
from liaison.kit import origins
from liaison.kit.errors import Invalid, Refusal
from liaison.kit.pace import PACES, Pace
from liaison.kit.texts import words_in
from liaison.team.rules import network

HANDING: Final = Pace(10, 600)  # From one place.
LOOKING: Final = Pace(120, 60)
TRAP: Final = "website"  # A question which people do not see; what fills in everything fills it in as well.
STATUS: Final = {errors.TooMany: 429, errors.NotFromThere: 403, errors.NoPrograms: 403}


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def form_page(request: HttpRequest, form: str) -> HttpResponse:
    """Show a form, or take in what was handed in on it."""
    found = queries.open_form(form)
    with translation.override(language_of(request)):
        if request.method == "OPTIONS":
            return _let(HttpResponse(status=204), request, found)
        if _is_program(request):
            return _let(_answer_program(request, found), request, found)
        return _framed(_answer_person(request, found), found)


@login_not_required
@require_safe
def form_thanks(request: HttpRequest, form: str) -> HttpResponse:
    """What people read after they handed a form in."""
    found = queries.open_form(form)
    with translation.override(language_of(request)):
        return _framed(page(request, found, "form/thanks.html"), found)


def language_of(request: HttpRequest) -> str:
    """The language which the address names, else the one of the browser."""
    wanted = request.GET.get("language") or request.POST.get("language") or ""
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def _is_program(request: HttpRequest) -> bool:
    if request.method == "POST":
        return request.content_type == "application/json"
    return "application/json" in request.headers.get("Accept", "")


def _answer_person(request: HttpRequest, form: Form) -> HttpResponse:
    _hasten(request, "look")
    if request.method != "POST":
        return page(request, form, "form/page.html", stamp=stamps.new_stamp(form.key).text)
    try:
        said, files = request.POST.dict(), _files(request)
    except (RequestDataTooBig, TooManyFilesSent, MultiPartParserError):
        said, files = {}, ()
    try:
        _take(request, form, said, files)
    except Refusal as no:
        problems = no.problems if isinstance(no, errors.NotAccepted) else {}
        stamp = str(said.get("stamp", ""))
        if not isinstance(no, errors.TooQuick | errors.NotAccepted):
            stamp = stamps.new_stamp(form.key, key=stamps.key_of(form.key, stamp)).text
        again = {"said": said, "problems": problems, "stamp": stamp, "refusal": no.sentence}
        return page(request, form, "form/page.html", status=STATUS.get(type(no), 422), **again)
    framed = "&framed" if "framed" in request.GET else ""
    address = reverse("form-thanks", args=[form.key])
    return redirect(f"{address}?language={translation.get_language()}{framed}")


def _take(request: HttpRequest, form: Form, said: dict[str, Any], files: tuple[Given, ...]) -> None:
    _hasten(request, "hand")
    key = stamps.check(form.key, str(said.get("stamp", "")))
    if said.get(TRAP):
        raise errors.NotAccepted({TRAP: _("Leave this empty.")})
    actions.submit(form, Handed(key, said, files, translation.get_language() or "en"))


def _answer_program(request: HttpRequest, form: Form) -> HttpResponse:
    try:
        _must_be_let(request, form)
        if request.method != "POST":
            _hasten(request, "look")
            return JsonResponse(definition(form, stamp=stamps.new_stamp(form.key).text))
        _hasten(request, "hand")
        said = _said(request)
        key = str(said.get("key", ""))
        if "stamp" in said:
            key = stamps.check(form.key, str(said["stamp"]))
        elif not form.programs:
            raise errors.NoPrograms
        actions.submit(form, Handed(key, said, (), translation.get_language() or "en"))
    except Refusal as no:
        body: dict[str, Any] = {"refused": no.name, "says": no.sentence}
        if isinstance(no, errors.NotAccepted):
            body["fields"] = no.problems
        return JsonResponse(body, status=STATUS.get(type(no), 422))
    return JsonResponse(
        {"kept": key, "says": words_in(form.thanks, translation.get_language() or "en")}, status=201
    )


def _said(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as wrong:
        raise Invalid(field="body", problem="JSON is wanted") from wrong
    if not isinstance(said, dict):
        raise Invalid(field="body", problem="a JSON object is wanted")
    return said


def _files(request: HttpRequest) -> tuple[Given, ...]:
    return tuple(
        Given(name, one.name or "", one.content_type or "", one.read())
        for name, many in request.FILES.lists()
        for one in many[: FILES + 1]
        if one.size
    )


def _hasten(request: HttpRequest, what: str) -> None:
    place = network(request.META.get("REMOTE_ADDR", ""))
    if not PACES.takes(f"form {what}", place, HANDING if what == "hand" else LOOKING):
        raise errors.TooMany


def _must_be_let(request: HttpRequest, form: Form) -> None:
    origin = request.headers.get("Origin", "")
    if origin and not origins.belongs(origin, [request.build_absolute_uri("/"), *form.origins]):
        raise errors.NotFromThere


def _let(response: HttpResponse, request: HttpRequest, form: Form) -> HttpResponse:
    """Pages of the sites that were named may hand in and read the answer."""
    origin = request.headers.get("Origin", "")
    if origins.belongs(origin, form.origins):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Headers"] = "Content-Type"
        response["Access-Control-Allow-Methods"] = "GET, POST"
    response["Vary"] = "Origin, Accept, Accept-Language"
    response["Cache-Control"] = "private, no-store"
    return response


def _framed(response: HttpResponse, form: Form) -> HttpResponse:
    """Only the sites that were named may show the page in a frame; and nobody keeps it."""
    if form.origins:
        response._csp_replace = {"frame-ancestors": ["'self'", *form.origins]}  # type: ignore[attr-defined]
        response.xframe_options_exempt = True
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "strict-origin"
    return response
