"""The customer's file: who they are, and every contact we had."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from liaison.authority.queries import extent_of
from liaison.customers import queries as customers
from liaison.customers.care import kinds_for
from liaison.customers.finding import find_people
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.panels import panels
from liaison.tickets import queries as tickets
from liaison.workspace.care import Badge, badges, kinds_to_set, languages
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, member_of

FOUND = 5
TICKETS = 50  # That are shown.


def page(request: HttpRequest, customer: int) -> HttpResponse:
    """The whole file, or only what changes in it (after news)."""
    context = _file(request, customer)
    if request.GET.get("part"):
        return draw(request, "parts/customer_body", **context)
    if request.headers.get("HX-Target") == "main":
        return draw(request, "parts/customer", **context)
    return draw(request, "customer", **context, **railing(request, ""))


def _file(request: HttpRequest, customer: int) -> dict[str, Any]:
    """What the page shows. `q` asks who else this person may be."""
    member = member_of(request)
    file = customers.file(customer, for_=member)
    theirs = tickets.of_people(file.people, for_=member, limit=tickets.TICKETS)
    words = request.GET.get("q", "").strip()
    offered = panels("customer", request, file)
    return {
        **_care(file, for_=member),
        "panels": offered,
        "panel_topics": " ".join(topic for one in offered for topic in one.topics),
        "file": file,
        "tickets": theirs[:TICKETS],
        "contacts": tickets.contacts_of(file.people, for_=member, tickets=theirs),
        "may_edit": bool(extent_of("customers.edit", by=member)),
        "may_join": bool(extent_of("customers.join", by=member)),
        "languages": [("", "—"), *settings.LANGUAGES],
        "asked": words,
        "others": [
            one
            for one in (find_people(member, words, limit=FOUND) if words else [])
            if one.id not in file.people
        ],
    }


def _care(file: customers.File, *, for_: Actor) -> dict[str, Any]:
    """The care marks, and what the form that sets one offers."""
    may_mark = bool(extent_of("customers.mark", by=for_))
    return {
        "care": badges(file.marks),
        "may_mark": may_mark,
        "mark_kinds": kinds_to_set(kinds_for(for_)) if may_mark else [],
        "spoken": languages() if may_mark else [],
    }


@dataclass(frozen=True)
class Beside:
    """What stands beside a ticket: the person, how they are reached, and their tickets that one may see."""

    card: customers.Card
    history: list[tickets.Brief]

    @property
    def care(self) -> list[Badge]:
        """What is to be borne in mind with them."""
        return badges(self.card.marks)


def beside(customer: int, *, for_: Actor) -> Beside | None:
    """What stands beside a ticket of a person; None to whoever may not see customers."""
    try:
        card = customers.card(customer, for_=for_)
    except NotFound:
        return None
    return Beside(card, tickets.of_people(card.people, for_=for_))
