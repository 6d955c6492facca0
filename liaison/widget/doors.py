"""Answers to pages of other sites: JSON in and out, without cookies, for the origins which a site names."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from liaison.channels.chat import errors, queries, rules
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.kit import origins
from liaison.kit.errors import Invalid, NotFound, Refusal
from liaison.kit.pace import PACES, Pace
from liaison.team.rules import network

ASKING = Pace(120, 60)  # From one place; a page asks a few times when it opens.
SAYING = Pace(30, 60)  # One visitor; nobody types faster for a whole minute.
BEGINNING = Pace(12, 600)  # From one place.
BESIDES = 64 * 1024  # Bytes of an upload besides the file itself.
STATUS = {
    NotFound: 404,
    errors.NotThisSite: 403,
    errors.NotProved: 403,
    errors.Blocked: 403,
    errors.TooMany: 429,
    errors.TooLarge: 413,
}


@dataclass(frozen=True)
class Asked:
    """A page's question. said: the JSON it sent. origin: of the page. place: network address of its reader."""

    request: HttpRequest
    site: Site
    origin: str
    place: str
    said: dict[str, Any]

    def text(self, name: str, *, most: int = 500) -> str:
        """A text of what was said. Raises Invalid for anything else."""
        value = self.said.get(name, "")
        if not isinstance(value, str):
            raise Invalid(field=name, problem="a text is wanted")
        return value.replace("\0", "")[:most]

    @property
    def token(self) -> str:
        """By which the visitor is known. A page sends it among its words: for a header of our own its browser would
        have to ask our leave before every question."""
        header = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        return header or self.text("token", most=100)

    def number(self, name: str) -> int:
        """A number of what was said. Raises Invalid for anything else."""
        value = self.said.get(name, 0)
        if type(value) is not int or not 0 <= value < 2**63:
            raise Invalid(field=name, problem="a number is wanted")
        return value


@dataclass(frozen=True)
class Known(Asked):
    """A question of somebody who has spoken before."""

    visitor: Visitor
    chat: Chat


Answer = dict[str, Any] | HttpResponse
View = Callable[..., HttpResponse]


def stranger(*methods: str) -> Callable[[Callable[[Asked], Answer]], View]:
    """A door for anybody on a page of the site."""

    def decorate(answer: Callable[[Asked], Answer]) -> View:
        return _door(methods, lambda asked: answer(asked))(answer)

    return decorate


def visitor(*methods: str) -> Callable[[Callable[[Known], Answer]], View]:
    """A door for whoever has the token of a visitor of this site."""

    def decorate(answer: Callable[[Known], Answer]) -> View:
        return _door(methods, lambda asked: answer(_known(asked)))(answer)

    return decorate


def _door(
    methods: tuple[str, ...], answer: Callable[[Asked], Answer]
) -> Callable[[Callable[..., Any]], View]:
    def decorate(view: Callable[..., Any]) -> View:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def answered(request: HttpRequest, key: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return _cors(HttpResponse(status=204), request)
            if request.method not in methods:
                return HttpResponse(status=405, headers={"Allow": ", ".join((*methods, "OPTIONS"))})
            return _cors(_answer(request, key, answer), request)

        return answered

    return decorate


def _answer(request: HttpRequest, key: str, answer: Callable[[Asked], Answer]) -> HttpResponse:
    with translation.override(_language(request)):
        try:
            given = answer(_asked(request, key))
        except Refusal as no:
            body = {"refused": no.name, "says": no.sentence}
            return JsonResponse(body, status=STATUS.get(type(no), 422 if isinstance(no, Invalid) else 409))
    return given if isinstance(given, HttpResponse) else JsonResponse(given)


def _asked(request: HttpRequest, key: str) -> Asked:
    origin, place = request.headers.get("Origin", ""), network(request.META.get("REMOTE_ADDR", ""))
    if not PACES.takes("ask", place, ASKING):
        raise errors.TooMany
    site = queries.open_site(key)
    own = request.build_absolute_uri("/")
    if origin and site.origins and not origins.belongs(origin, [own, *site.origins]):
        raise errors.NotThisSite
    return Asked(request, site, origin, place, _said(request))


def _said(request: HttpRequest) -> dict[str, Any]:
    if (request.content_type or "") == "multipart/form-data":
        return _form(request)
    if request.method == "GET" or not (request.content_type or "").startswith(
        ("application/json", "text/plain")
    ):
        return {}
    try:
        said = json.loads(request.body or b"{}")
    except ValueError as wrong:
        raise Invalid(field="body", problem="JSON is wanted") from wrong
    if not isinstance(said, dict):
        raise Invalid(field="body", problem="a JSON object is wanted")
    return said


def _form(request: HttpRequest) -> dict[str, Any]:
    """The words beside a file. One that is too large is refused before it is taken apart."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > rules.LARGEST_MB * 2**20 + BESIDES:
        raise errors.TooLarge(most=rules.LARGEST_MB)
    try:
        return request.POST.dict()
    except (RequestDataTooBig, TooManyFilesSent, TooManyFieldsSent, MultiPartParserError) as wrong:
        raise Invalid(field="body", problem="one file is wanted") from wrong


def _known(asked: Asked) -> Known:
    """Raises NotFound to whoever has no token of this site: for them there is no chat."""
    found = queries.visitor_with(asked.token)
    chat = queries.chat_of(found) if found and found.site_id == asked.site.pk else None
    if found is None or chat is None:
        raise NotFound
    found.site = chat.site = asked.site
    chat.visitor = found
    return Known(asked.request, asked.site, asked.origin, asked.place, asked.said, found, chat)


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language", "").split("-")[0].lower()
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def _cors(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Any page may read the answer: it came without cookies, and says nothing that its token does not open."""
    response["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    response["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
    response["Access-Control-Allow-Methods"] = "GET, POST"
    response["Access-Control-Max-Age"] = "7200"
    response["Vary"] = "Origin"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
