"""One's own settings: for everybody, and only about oneself."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liaison.kit.pages import show
from liaison.team import actions, queries
from liaison.team.asking import submit
from liaison.team.commands import ChangeMySettings
from liaison.team.errors import NotYourPassword
from liaison.team.forms.own import ChangePassword, MySettings
from liaison.team.models import Member
from liaison.team.requests import TeamRequest
from liaison.team.rules import browser_name

YEAR = 365 * 24 * 3600
LOOK = ("theme", "density")
SHOWN = 8
"""Letters of a session's key that name it on the page: enough to tell them apart, too few to take it over."""


@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone and signature; the look of this browser."""
    asked = cast(TeamRequest, request)
    member = asked.member
    if request.method != "POST":
        look = {what: request.COOKIES.get(f"liaison_{what}", "") for what in LOOK}
        form = MySettings(initial=_present(member) | look)
        return show(request, "team/my_settings.html", form=form)
    form = MySettings(request.POST)
    if form.is_valid():
        own = {name: value for name, value in form.cleaned_data.items() if name not in LOOK}
        with translation.override(own["language"]):
            said = _("Your settings are saved.")
        if submit(asked, form, ChangeMySettings(**own), said=said):
            return _look(redirect("my-settings"), form)
    return show(request, "team/my_settings.html", status=422, form=form)


def _present(member: Member) -> dict[str, str]:
    return {
        "title": member.name,
        "language": member.language,
        "time_zone": member.time_zone,
        "signature": member.signature,
        "told_by_mail": member.told_by_mail,
    }


def _look(answer: HttpResponse, form: MySettings) -> HttpResponse:
    """Theme and density belong to the browser: bright at the desk, dark on the phone at night."""
    for what in LOOK:
        chosen = form.cleaned_data.get(what)
        if chosen:
            answer.set_cookie(f"liaison_{what}", chosen, max_age=YEAR, samesite="Lax")
        else:
            answer.delete_cookie(f"liaison_{what}")
    return answer


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; all other sessions end."""
    member = cast(TeamRequest, request).member
    form = ChangePassword(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            actions.change_password(member, old=old, new=new, keep=request.session.session_key)
        except NotYourPassword as no:
            form.add_error("old", no.sentence)
        else:
            update_session_auth_hash(request, member)
            messages.success(request, _("Your password is changed. You are signed out everywhere else."))
            return redirect("my-password")
    status = 422 if request.method == "POST" else 200
    return show(request, "team/my_password.html", status=status, form=form)


@require_http_methods(["GET", "HEAD"])
def my_sessions(request: HttpRequest) -> HttpResponse:
    """The browsers in which one is signed in."""
    member = cast(TeamRequest, request).member
    sessions = [(one, one.pk[:SHOWN], browser_name(one.browser)) for one in queries.sessions_of(member)]
    here = request.session.session_key
    return show(request, "team/my_sessions.html", sessions=sessions, here=here)


@require_POST
def end_my_sessions(request: HttpRequest) -> HttpResponse:
    """End one session, named by the beginning of its key, or all but this one."""
    member = cast(TeamRequest, request).member
    beginning = request.POST.get("session", "")
    if len(beginning) == SHOWN:
        actions.end_session(member, beginning=beginning)
        messages.success(request, _("You are signed out there."))
    else:
        actions.end_sessions(member, but=request.session.session_key)
        messages.success(request, _("You are signed out everywhere else."))
    return redirect("my-sessions")
