"""The inbox: the rail with its counts, and the list of one queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from markupsafe import Markup

from liaison.channels.email.queries import DIRECTORY, Box
from liaison.channels.queries import Unread, tray
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.ids import id_in
from liaison.team.queries import departments
from liaison.tickets.listing import Page, counts, list_page
from liaison.tickets.queries import numbers_of
from liaison.workspace.asked import asked_for
from liaison.workspace.queues import BY_KEY, LISTS
from liaison.workspace.rail import Place, drawn_ways
from liaison.workspace.rows import ROWS, drawn_page
from liaison.workspace.words import draw, draw_framed, member_of
from liaison.workspace.working import working_in

PAGE = 40
MOST = 200  # Rows that news draws again; who scrolled further loads the page anew.
PARTS = {"rows": "parts/listing", "more": "parts/rows"}


def home(request: HttpRequest) -> HttpResponse:
    """The desk opens on what is open."""
    return redirect("inbox", queue="open")


def queue(request: HttpRequest, queue: str) -> HttpResponse:
    """One queue: the whole page, or only its list (for htmx), or only its rows (news and further pages)."""
    if queue in TRAYS:
        return _tray(request, queue)
    context = listing(request, queue)
    part = PARTS.get(request.GET.get("part", ""))
    if part is None and request.headers.get("HX-Target") == "list":
        part = "parts/list"
    if part:
        return draw(request, part, **context)
    return draw_beside(request, "inbox", context | railing(request, queue))


def draw_beside(request: HttpRequest, name: str, context: dict[str, Any], **own: Markup) -> HttpResponse:
    """A page with the list of a queue on it. context: of `listing` and `railing`. own: the places it has besides."""
    page, narrowed = context["page"], context["narrowed"]
    places = {
        "rows": drawn_page(page, context["queue"], narrowed, context["news"]),
        "ways": drawn_ways(context["current"], context["counts"], context["departments"]),
        **own,
    }
    shown = (context["queue"].key, narrowed, narrowed.name, len(page.rows), context["first_address"])
    return draw_framed(request, name, by=(name, shown), places=places, **context)


def _tray(request: HttpRequest, key: str) -> HttpResponse:
    """A queue of other things than tickets: answers to release, mails that could not be read."""
    context: dict[str, Any] = {"queue": BY_KEY[key], "waiting": TRAYS[key](member_of(request))}
    if request.GET.get("part") or request.headers.get("HX-Target") == "list":
        return draw(request, f"parts/{key}", **context)
    return draw(request, "tray", **context, **railing(request, key))


def rail(request: HttpRequest) -> HttpResponse:
    """The ways of the rail again, after news."""
    return draw(request, "parts/queues", **railing(request, request.GET.get("queue", "")))


def listing(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the list of a queue shows. Raises NotFound for a queue that does not exist."""
    queue = BY_KEY.get(key)
    if queue is None or key not in LISTS:
        raise NotFound
    narrowed = working_in(request).narrowed
    shown = request.GET.get("shown", "")
    news = ROWS.news
    page = list_page(
        member_of(request),
        queue=key,
        department=narrowed.department,
        tag=narrowed.tag,
        after=request.GET.get("after", ""),
        limit=min(max(id_in(shown) or 0, PAGE), MOST),
    )
    address = _address(key, page)
    return {"queue": queue, "page": page, "news": news, "narrowed": narrowed, "first_address": address}


def _address(key: str, page: Page) -> str:
    """An address to which a first mail may be written, while there is nothing to see."""
    if page.rows or key not in {"open", "all"}:
        return ""
    return next(iter(DIRECTORY.boxes().values()), Box(0, "", 0)).address


def railing(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the rail shows."""
    member = member_of(request)
    trays = {name: len(inside(member)) for name, inside in TRAYS.items()}
    return {
        "counts": counts(member) | trays,
        "departments": [Place(one.pk, one.name) for one in departments(for_=member)],
        "current": key,
    }


@dataclass(frozen=True)
class NotRead:
    """Something that could not be read, and the number of the ticket that stands in for it."""

    it: Unread
    number: int | None


def _unreadable(for_: Actor) -> list[NotRead]:
    found = tray(for_=for_)
    numbers = numbers_of([one.ticket for one in found if one.ticket], for_=for_)
    return [NotRead(one, numbers.get(one.ticket or 0)) for one in found]


TRAYS: Final[dict[str, Callable[[Actor], Sequence[Any]]]] = {
    "approvals": asked_for,
    "unreadable": _unreadable,
}
