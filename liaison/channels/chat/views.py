"""Configuration → Chat on web sites: the line to put on a site, and how the chat is there."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.words import Done
from liaison.channels.chat import queries
from liaison.channels.chat.commands import CONFIGURE, ChangeSite, CloseSite, NewSecret, OpenSite
from liaison.channels.chat.forms import SiteForm
from liaison.channels.chat.models import Site
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold, submit
from liaison.team.queries import departments
from liaison.team.requests import TeamRequest


@require_http_methods(["GET", "HEAD"])
def sites(request: HttpRequest) -> HttpResponse:
    """The sites this member configures."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    rows = sorted(queries.sites(for_=asked.member), key=lambda site: site.closed_at is not None)
    return show(request, "chat/sites.html", sites=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def open_site(request: HttpRequest) -> HttpResponse:
    """Let the visitors of one more site chat."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    form = _form(asked, site=None)
    if request.method == "POST" and form.is_valid():
        done = submit(asked, form, OpenSite(**form.wished()), said=_("Now put the line on your site."))
        if isinstance(done, Done):
            return redirect("site", done.result["site"])
    return _shown(request, form=form, site=None)


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One site: its line, and how the chat is there."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_site(site_id, for_=asked.member)
    form = _form(asked, site=found)
    if request.method == "POST" and form.is_valid():
        command = ChangeSite(site=found.pk, **form.wished())
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("site", found.pk)
    return _shown(request, form=form, site=found)


@require_POST
def new_secret(request: HttpRequest, site_id: int) -> HttpResponse:
    """Make a secret for signed identities and show it this once."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_site(site_id, for_=asked.member)
    outcome = ask(asked, NewSecret(site=found.pk), said=_("Copy the secret now: it is not shown again."))
    secret = outcome.result["secret"] if isinstance(outcome, Done) else ""
    return show(
        request,
        "chat/site.html",
        site=found,
        form=_form(asked, site=found),
        line=_line(request, found),
        secret=secret,
    )


@require_POST
def close_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Take no more chats on a site."""
    ask(cast(TeamRequest, request), CloseSite(site=site_id), said=_("The chat is closed."))
    return redirect("sites")


@require_http_methods(["GET", "HEAD"])
def try_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """A page with the line on it, to see the chat as a visitor does."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_site(site_id, for_=asked.member)
    return show(request, "chat/try.html", site=found, loader=reverse("chat-loader", args=[found.key]))


def _form(request: TeamRequest, *, site: Site | None) -> SiteForm:
    open_ones = departments(for_=request.member, permission=CONFIGURE)
    posted = request.POST if request.method == "POST" and "title" in request.POST else None
    return SiteForm(posted, departments=open_ones, site=site)


def _line(request: HttpRequest, site: Site) -> str:
    address = request.build_absolute_uri(reverse("chat-loader", args=[site.key]))
    return f'<script async src="{address}"></script>'


def _shown(request: HttpRequest, *, site: Site | None, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" and "secret" not in context else 200
    line = _line(request, site) if site else ""
    return show(request, "chat/site.html", status=status, site=site, line=line, **context)
