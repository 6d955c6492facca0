"""The inbox: the rail with its counts, and the list of one queue."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liaison.kit.errors import NotFound
from liaison.kit.pages import show
from liaison.team.queries import departments
from liaison.tickets.listing import counts, list_page
from liaison.workspace.queues import BY_KEY, QUEUES
from liaison.workspace.words import member_of

PAGE = 40
MOST = 200  # Rows that news draws again; who scrolled further loads the page anew.


def home(request: HttpRequest) -> HttpResponse:
    """The desk opens on what is open."""
    return redirect("inbox", queue="open")


def queue(request: HttpRequest, queue: str) -> HttpResponse:
    """One queue: the whole page, or only its list (for htmx), or only its rows (news and further pages)."""
    context = listing(request, queue)
    part = request.GET.get("part", "")
    if part == "rows":
        return show(request, "workspace/inbox.html#rows", **context)
    if part == "more":
        return show(request, "workspace/inbox.html#more_rows", **context)
    if request.headers.get("HX-Target") == "list":
        return show(request, "workspace/inbox.html#list", **context)
    return show(request, "workspace/inbox.html", **context, **railing(request, queue))


def rail(request: HttpRequest) -> HttpResponse:
    """The rail again, after news."""
    return show(request, "workspace/inbox.html#queues", **railing(request, request.GET.get("queue", "")))


def listing(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the list of a queue shows. Raises NotFound for a queue that does not exist."""
    queue = BY_KEY.get(key)
    if queue is None:
        raise NotFound
    shown = min(int(request.GET.get("shown") or PAGE), MOST)
    department = request.GET.get("department", "")
    page = list_page(
        member_of(request),
        queue=key,
        department=int(department) if department.isdecimal() else None,
        after=request.GET.get("after", ""),
        limit=max(shown, PAGE),
    )
    return {"queue": queue, "page": page, "department": department}


def railing(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the rail shows."""
    member = member_of(request)
    return {
        "queues": QUEUES,
        "counts": counts(member),
        "departments": departments(for_=member),
        "current": key,
    }
