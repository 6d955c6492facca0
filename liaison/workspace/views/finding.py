"""Finding: the search page, and the palette."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from markupsafe import Markup, escape

from liaison.customers.finding import find_people
from liaison.kit.actor import Actor
from liaison.orders import queries as orders
from liaison.orders.shown import STATUSES
from liaison.tickets.listing import Page
from liaison.tickets.searching import PEOPLE, search
from liaison.workspace.queues import FOUND
from liaison.workspace.rail import drawn_ways
from liaison.workspace.rows import ROWS, drawn_page
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, draw_framed, draw_part, member_of
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
    found = search(member, words, people=people) if words else Page([], "")
    rail = railing(request, "")
    shown = {"words": words, "people": people[:SHOWN]}
    return draw_framed(
        request,
        "search",
        by=("search", bool(words), bool(people), bool(found.rows)),
        places={
            "rows": drawn_page(found, FOUND, Narrowed(), news),
            "ways": drawn_ways("", rail["counts"], rail["departments"]),
            "words": escape(words),
            "people": draw_part(request, "people", **shown) if people else Markup(),
        },
        page=found,
        queue=FOUND,
        narrowed=Narrowed(),
        news=news,
        **rail,
        **shown,
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
    return draw(request, "palette", found=[*tickets, *people, *_sold(member, words)])


def _sold(member: Actor, words: str) -> Iterator[Found]:
    """Orders by the beginning of their number, and products by their name."""
    for id_, number, status in orders.numbered(words, for_=member):
        yield Found(number, reverse("order", args=[id_]), "package", str(STATUSES.get(status, status)))
    for id_, name, category in orders.called(words, for_=member):
        yield Found(name, reverse("product", args=[id_]), "package-search", category)
