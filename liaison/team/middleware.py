"""Who is asking: the signed-in member, their language and their time zone; nobody else gets past here."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from liaison.team.actions.sessions import seen
from liaison.team.asker import signed_in

Answer = Callable[[HttpRequest], HttpResponseBase]


def reader(answer: Answer) -> Answer:
    """Have each page speak the language and the time zone of the member who reads it."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        member = signed_in(request)
        if member is None:
            return answer(request)
        # In place of Django's wrapper, which would be handed on everywhere.
        request.user = request.member = member  # type: ignore[attr-defined]
        if request.session.session_key:
            seen(request.session.session_key)
        request.LANGUAGE_CODE = member.language
        with translation.override(member.language), timezone.override(ZoneInfo(member.time_zone)):
            given = answer(request)
        # What stands on a page must not be found by the next person at this computer, going back after signing out.
        given.headers.setdefault("Cache-Control", "private, no-store")
        return given

    return answered


class SignedInOnly(LoginRequiredMiddleware):
    """Every page wants a member, unless it is marked `login_not_required` or belongs to a door of its own.

    A page sends strangers to the sign-in; a fragment, which would swap that page into another, answers 401.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if request.path_info.startswith(settings.OPEN_DOORS):
            return None
        answer: HttpResponseBase | None = super().process_view(request, view_func, args, kwargs)  # type: ignore[arg-type]
        return answer

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("HX-Request"):
            return HttpResponse(translation.gettext("You are signed out. Sign in again."), status=401)
        return super().handle_no_permission(request, view_func)
