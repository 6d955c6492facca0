"""Finding: the search page, and the palette."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from liaison.customers.queries import find_people
from liaison.tickets.searching import PEOPLE, search
from liaison.workspace.queues import FOUND
from liaison.workspace.rows import ROWS
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, member_of
from liaison.workspace.working import Narrowed

SHOWN = 5  # People above what was found.
OFFERED = 4


@dataclass(frozen=True)
class Found:
    """One line of the palette."""

    label: str
    href: str
    icon: str
    words: str = ""


def page(request: HttpRequest) -> HttpResponse:
    """People and tickets found by number, name, address or words, newest first."""
    words = request.GET.get("q", "").strip()
    member = member_of(request)
    people = find_people(member, words, limit=PEOPLE) if words else []
    news = ROWS.news
    found = search(member, words, people=people) if words else None
    return draw(
        request,
        "search",
        words=words,
        page=found,
        news=news,
        people=people[:SHOWN],
        queue=FOUND,
        narrowed=Narrowed(),
        **railing(request, ""),
    )


def palette(request: HttpRequest) -> HttpResponse:
    """What the palette offers for some words."""
    words = request.GET.get("q", "").strip()
    if not words:
        return HttpResponse()
    member = member_of(request)
    known = find_people(member, words, limit=PEOPLE)
    people = [
        Found(person.name, reverse("customer", kwargs={"customer": person.id}), "user-round", person.shown)
        for person in known[:OFFERED]
    ]
    tickets = [
        Found(
            row.subject,
            reverse("ticket", kwargs={"number": row.number}),
            "ticket",
            f"#{row.number} {row.customer}",
        )
        for row in search(member, words, limit=8, people=known).rows
    ]
    return draw(request, "palette", found=tickets + people)
