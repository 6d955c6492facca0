"""Configuration → Demo company: load it to look around, remove it before real work."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from liaison.authority.queries import extent_of
from liaison.config.demo import loading, tasks
from liaison.config.demo.company import AGENTS, address_of
from liaison.config.demo.models import Made
from liaison.config.demo.queries import password
from liaison.kit.errors import NotFound
from liaison.kit.pages import show
from liaison.team.requests import TeamRequest


def _only_for_administrators(request: HttpRequest) -> None:
    """A demo touches every department, so it takes somebody who may do everything."""
    if not extent_of("*", by=cast(TeamRequest, request).member).everywhere:
        raise NotFound


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Whether the demo company is there, is coming or going, and what can be done."""
    _only_for_administrators(request)
    at_work = ProcrastinateJob.objects.filter(queue_name="demo", status__in=("todo", "doing")).first()
    facts: dict[str, Any] = {
        "loaded": loading.is_loaded(),
        "tickets": Made.objects.filter(noun="ticket").count(),
        "at_work": at_work.task_name if at_work else "",
        "agents": [(agent[0], address_of(agent[0])) for agent in AGENTS],
        "password": password(),
    }
    answer = show(request, "demo/demo.html", **facts)
    if at_work:
        answer["Refresh"] = "3"  # Without a script too, the page tells by itself when it is done.
    return answer


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Have the demo company loaded."""
    _only_for_administrators(request)
    try:
        tasks.load.defer()
    except AlreadyEnqueued:
        messages.info(request, _("This is being done already."))
    return redirect("demo")


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Have the demo company removed."""
    _only_for_administrators(request)
    try:
        tasks.remove.defer()
    except AlreadyEnqueued:
        messages.info(request, _("This is being done already."))
    return redirect("demo")
