"""The inbox: the rail with its counts, and the list of one queue."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liaison.kit.errors import NotFound
from liaison.team.queries import departments
from liaison.tickets.listing import counts, list_page
from liaison.workspace.asked import asked_for
from liaison.workspace.queues import BY_KEY, QUEUES
from liaison.workspace.words import draw, member_of

PAGE = 40
MOST = 200  # Rows that news draws again; who scrolled further loads the page anew.
PARTS = {"rows": "parts/listing", "more": "parts/rows"}


def home(request: HttpRequest) -> HttpResponse:
    """The desk opens on what is open."""
    return redirect("inbox", queue="open")


def queue(request: HttpRequest, queue: str) -> HttpResponse:
    """One queue: the whole page, or only its list (for htmx), or only its rows (news and further pages)."""
    if queue == "approvals":
        return _approvals(request)
    context = listing(request, queue)
    part = PARTS.get(request.GET.get("part", ""))
    if part is None and request.headers.get("HX-Target") == "list":
        part = "parts/list"
    if part:
        return draw(request, part, **context)
    return draw(request, "inbox", **context, **railing(request, queue))


def _approvals(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"queue": BY_KEY["approvals"], "asked_for": asked_for(member_of(request))}
    if request.GET.get("part") or request.headers.get("HX-Target") == "list":
        return draw(request, "parts/approvals", **context)
    return draw(request, "approvals", **context, **railing(request, "approvals"))


def rail(request: HttpRequest) -> HttpResponse:
    """The ways of the rail again, after news."""
    return draw(request, "parts/queues", **railing(request, request.GET.get("queue", "")))


def listing(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the list of a queue shows. Raises NotFound for a queue that does not exist."""
    queue = BY_KEY.get(key)
    if queue is None or key == "approvals":
        raise NotFound
    shown, department = request.GET.get("shown", ""), request.GET.get("department", "")
    page = list_page(
        member_of(request),
        queue=key,
        department=int(department) if department.isdecimal() else None,
        after=request.GET.get("after", ""),
        limit=min(max(int(shown) if shown.isdecimal() else 0, PAGE), MOST),
    )
    return {"queue": queue, "page": page, "department": department}


def railing(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the rail shows."""
    member = member_of(request)
    return {
        "queues": QUEUES,
        "counts": counts(member) | {"approvals": len(asked_for(member))},
        "departments": departments(for_=member),
        "current": key,
    }
