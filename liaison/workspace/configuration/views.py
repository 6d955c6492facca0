"""The configuration as a whole, and how the desk is."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liaison.authority.commands import RetryJob
from liaison.channels.queries import backlog, warnings
from liaison.journal.queries import failed_jobs
from liaison.kit import navigation
from liaison.kit.health import HEALTH, named
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold
from liaison.team.requests import TeamRequest

CONFIGURE = "team.configure"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A card for each part of the configuration which this member may open."""
    ways = navigation.ways("configuration", request)
    if not ways:
        raise Http404
    groups: dict[str, list[navigation.Way]] = {}
    for way in ways:
        groups.setdefault(str(way.group), []).append(way)
    return show(request, "workspace/configuration/index.html", groups=groups.items())


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """How each part of the desk is, in words; `/healthz` says the same to programs."""
    must_hold(cast(TeamRequest, request), CONFIGURE)
    found = ((named(part), part, how) for part, how in HEALTH.conditions().items())
    parts = sorted(found, key=lambda one: (one[2].well, one[0]))
    page = "workspace/configuration/health.html"
    return show(request, page, parts=parts, waits=backlog(), warnings=warnings())


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs that failed for good."""
    must_hold(cast(TeamRequest, request), CONFIGURE)
    return show(request, "workspace/configuration/jobs.html", jobs=failed_jobs())


@require_POST
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Have a failed job be done once more."""
    ask(cast(TeamRequest, request), RetryJob(job=job_id), said=_("The job is being tried again."))
    return redirect("failed-jobs")
