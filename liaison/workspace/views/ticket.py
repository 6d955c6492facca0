"""One ticket: its head, its timeline, the composer, and the customer beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from liaison.authority.models import Approval
from liaison.authority.queries import may_answer
from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import Standing
from liaison.kit.clock import now
from liaison.kit.ids import id_in
from liaison.kit.panels import panels
from liaison.team.queries import colleagues, departments, names_of
from liaison.tickets import queries
from liaison.tickets.history import Said, Timeline, timeline
from liaison.tickets.models import Ticket
from liaison.tickets.words import Priority, Wish
from liaison.workspace.asked import asked_amount, untold
from liaison.workspace.drawn import Messages
from liaison.workspace.limits.known import command_called
from liaison.workspace.outlined import Outlines
from liaison.workspace.queues import LISTS
from liaison.workspace.views import chats
from liaison.workspace.views.customer import beside
from liaison.workspace.views.inbox import draw_beside, listing, railing
from liaison.workspace.words import Told, abilities_of, draw, draw_part, member_of
from liaison.workspace.working import working_in
from liaison.workspace.writing import answer_ways, begun, may_reply, said_again, window_of

Made = Mapping[str, Any]
"""What the parts before it have found out already."""


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The ticket: the whole page, the main pane with the side (for htmx), or one part of it (after news)."""
    ticket = queries.find_number(number, for_=member_of(request))
    part = PARTS.get(request.GET.get("part", ""))
    if part:
        template, drawn_from = part
        return draw(request, template, ticket=ticket, **drawn_from(request, ticket, {}))
    if request.headers.get("HX-Target") == "main":
        return both(request, ticket)
    return page_with(request, ticket)


def page_with(request: HttpRequest, ticket: Ticket, **more: Any) -> HttpResponse:
    """The whole page of a ticket; `more` stands instead of what it would show."""
    key = working_in(request).queue
    key = key if key in LISTS else "open"
    list_ = listing(request, key) | railing(request, key)
    context = list_ | whole(request, ticket) | more
    own: dict[str, Markup] = {
        "title": escape(f"#{ticket.number} {ticket.subject}"),
        "main": draw_part(request, "ticket", **context),
        "side": draw_part(request, "side", **context),
    }
    return draw_beside(request, "ticket", list_, **own)


def both(request: HttpRequest, ticket: Ticket, *, told: Told | None = None, **more: Any) -> HttpResponse:
    """The main pane with a ticket, and the side along with it; `told` is said at the foot of the page."""
    return draw(request, "both", told=told, **(whole(request, ticket) | more))


def older(request: HttpRequest, number: int) -> HttpResponse:
    """The page of the timeline before the one that is shown."""
    ticket = queries.find_number(number, for_=member_of(request))
    drawn = Messages(ticket)
    line = timeline(ticket, before=request.GET.get("before", ""))
    return draw(request, "parts/items", ticket=ticket, line=line, suggested={}, drawn=drawn)


def whole(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """Everything the parts of the page show; a later part uses what an earlier one has asked."""
    made: dict[str, Any] = {"ticket": ticket}
    for part in (_head, _chat, side_of, said_on, _composer, _dialogs):
        made |= part(request, ticket, made)
    return made


def _head(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    return {
        "colleagues": colleagues(ticket.department_id),
        "promises": queries.promises_of(ticket) if ticket.due_at else [],
        "outlines": Outlines(ticket, proposals=proposals()),
    }


def side_of(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    """What stands beside it: who it is about, and what other rooms know."""
    person = beside(ticket.customer_id, for_=member_of(request)) if ticket.customer_id else None
    drawn = panels("ticket", request, ticket)
    topics = [
        ticket.ref,
        *([f"customer:{person.card.id}"] if person else []),
        *(t for one in drawn for t in one.topics),
    ]
    return {"beside": person, "panels": drawn, "side_topics": topics}


def said_on(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    """What its timeline shows."""
    member, person = member_of(request), made.get("beside")
    known = {("customer", id_): name for id_, name in person.card.names.items()} if person else None
    drawn = Messages(ticket)
    line = timeline(ticket, known=known)
    answered = untold(line.answered)
    suggested = {item.suggested for item in line.items if isinstance(item, Said) and item.suggested}
    return {
        "line": line,
        "drawn": drawn,
        "releasable": {a.pk for a in line.waiting if may_answer(a, by=member)},
        "answered": answered,
        "command_called": command_called,
        "asked_amount": asked_amount,
        "asker_names": {f"member:{id_}": name for id_, name in names_of(_people_in(line, answered)).items()},
        "suggested": queries.numbers_of(suggested, for_=member),
    }


def _composer(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    member = member_of(request)
    again = id_in(request.GET.get("again", ""))
    if again is not None:
        writing = said_again(ticket, again, for_=member)
    else:
        writing = begun(ticket, for_=member, to=made["line"].answer_to if "line" in made else None)
    can = abilities_of(ticket)
    ways = [] if can.copies else answer_ways(ticket)
    window = window_of(ticket, to=writing.to)
    how = may_reply(ticket, by=member)
    talk = made if "chat" in made else chats.whose(request, ticket)
    if not writing.text and chats.stands_aside(talk["chat"], talk["guest"], member):
        writing = replace(writing, kind="note")
    talk = {"chat": talk["chat"], "guest": talk["guest"], "wished_to": _wished_to(ticket, talk["chat"])}
    return talk | {"writing": writing, "may_reply": how, "can": can, "answer_ways": ways, "window": window}


def _wished_to(ticket: Ticket, chat: Chat | None) -> str:
    """Where an answer in writing begins to go: not where the customer wished it while they are being talked with."""
    talks = chat is not None and chat.standing == Standing.ANSWERED
    return "" if talks or ticket.wish == Wish.CALL else ticket.wish_to


def _chat(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    return chats.bar(request, ticket)


def _preview(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    return chats.whose(request, ticket)


def _dialogs(request: HttpRequest, ticket: Ticket, made: Made) -> dict[str, Any]:
    return {
        "department_choices": tuple((d.pk, d.name) for d in departments(for_=member_of(request))),
        "kinds": tuple((kind.pk, kind.name) for kind in queries.kinds()),
        "priorities": tuple((value, str(words)) for value, words in Priority.choices),
    }


PARTS: Final[dict[str, tuple[str, Callable[[HttpRequest, Ticket, Made], dict[str, Any]]]]] = {
    "head": ("parts/head", _head),
    "chat": ("parts/chat", _chat),
    "preview": ("parts/preview", _preview),
    "timeline": ("parts/timeline", said_on),
    "side": ("parts/side", side_of),
    "composer": ("parts/composer", _composer),
}


def _people_in(line: Timeline, answered: list[Approval]) -> list[int]:
    """Who asked for a release, and who answered."""
    refs = {ref for one in (*line.waiting, *answered) for ref in (one.by, one.answered_by)}
    return [int(ref[7:]) for ref in refs if ref.startswith("member:")]


def proposals() -> list[tuple[str, str]]:
    """Moments people often choose, in the reader's time zone, as a form field takes them."""
    here = timezone.localtime(now())
    monday = here.date() + timedelta(days=7 - here.weekday())
    chosen = [
        (datetime.combine(here.date() + timedelta(days=1), time(9)), _("Tomorrow morning")),
        ((here + timedelta(hours=3)).replace(tzinfo=None), _("In three hours")),
        (datetime.combine(here.date() + timedelta(days=3), time(9)), _("In three days")),
        (datetime.combine(monday, time(9)), _("Next week")),
    ]
    return [(at.strftime("%Y-%m-%dT%H:%M"), words) for at, words in chosen]
