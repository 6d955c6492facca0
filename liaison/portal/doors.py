"""Who stands at the door: a cookie of our own, a language of their own, and nothing that anybody else may keep."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from liaison.kit.pace import PACES, Pace
from liaison.kit.pages import show
from liaison.portal import errors, rules
from liaison.portal.queries import Visitor, brand_for, visitor_with
from liaison.team.forms.own import own_names
from liaison.team.rules import network

VISIT: Final = "liaison_my"
ASKING: Final = "liaison_my_asking"
LANGUAGE: Final = "liaison_my_language"
PATH: Final = "/my/"
YEAR: Final = 365 * 24 * 3600
Answer = Callable[..., HttpResponse]


class CustomerRequest(HttpRequest):
    """A request at this door. visitor: None for a stranger."""

    visitor: Visitor | None


def stranger(view: Callable[..., HttpResponse]) -> Answer:
    """A page for anybody."""

    @login_not_required
    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.visitor = visitor_with(request.COOKIES.get(VISIT, ""))
        language = language_of(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        return _closed(response, request, language)

    return answered


def customer(view: Callable[..., HttpResponse], *, guests: bool = True) -> Answer:
    """A page for whoever is in; all others are led to the sign-in, guests too where they have no business."""

    def let(request: CustomerRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.visitor is None or (request.visitor.is_guest and not guests):
            return redirect("portal-sign-in")
        return view(request, *args, **kwargs)

    return stranger(wraps(view)(let))


def owner(view: Callable[..., HttpResponse]) -> Answer:
    """A page for customers who proved who they are; a guest has no business there."""
    return customer(view, guests=False)


def language_of(request: Any) -> str:
    """Which the address names, else which was chosen here before, else the person's own, else the browser's."""
    known = dict(settings.LANGUAGES)
    person = request.visitor.visit.customer.language if request.visitor else ""
    for wanted in (request.GET.get("language", ""), request.COOKIES.get(LANGUAGE, ""), person):
        if wanted in known:
            return str(wanted)
    return str(translation.get_language_from_request(request))


def _closed(response: HttpResponse, request: HttpRequest, language: str) -> HttpResponse:
    """Nobody keeps what stands here, and no other site learns where somebody was.

    Not `no-referrer`: with it a browser calls our own pages `null` when it sends a form, and the form is refused.
    """
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    if request.GET.get("language") == language:
        give(response, LANGUAGE, language, seconds=YEAR)
    return response


def give(response: HttpResponse, name: str, value: str, *, seconds: float) -> None:
    """Set a cookie that scripts cannot read and that goes nowhere but to these pages."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(
        name, value, max_age=int(seconds), path=PATH, httponly=True, samesite="Lax", secure=secure
    )


def take(response: HttpResponse, name: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(name, path=PATH, samesite="Lax")


def let_in(response: HttpResponse, token: str, *, guest: bool = False) -> HttpResponse:
    """Give a browser the token of its visit; what it brought along is replaced."""
    lasts = rules.GUEST if guest else rules.VISIT
    give(response, VISIT, token, seconds=lasts.total_seconds())
    take(response, ASKING)
    return response


def place_of(request: HttpRequest) -> str:
    """The network address somebody comes from."""
    return network(request.META.get("REMOTE_ADDR", ""))


def hasten(request: HttpRequest, what: str, pace: Pace) -> None:
    """Count somebody's coming. Raises TooMany."""
    if not PACES.takes(f"portal {what}", place_of(request), pace):
        raise errors.TooMany


def page(request: CustomerRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the frame of the brand under which this customer knows us."""
    visitor = request.visitor
    more = {"visitor": visitor, "brand": brand_for(visitor), "tongues": own_names()}
    return show(request, f"portal/{name}.html", status=status, **more, **context)
