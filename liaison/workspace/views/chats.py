"""Chats at the desk: what rings, whom one serves, who waits, and the bar above a ticket while its visitor is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from liaison.authority.queries import extent_of
from liaison.channels.chat import queries
from liaison.channels.chat.models import Chat, Guest
from liaison.channels.chat.words import Part, Standing
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.routing import queries as routing
from liaison.team.models import Department, Member
from liaison.team.queries import colleagues, names_of, open_departments
from liaison.tickets.models import Ticket
from liaison.workspace.asked import asked_for, rings_elsewhere_in
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, member_of

TAKE = "chat.take"
WATCH = "chat.watch"
MOST_RINGING = 3


@dataclass(frozen=True)
class Desk:
    """What stands in the rail about chats. ready: whether they may ring here; most: how many at once.

    asked: invitations into chats of others, with the name of who asks. waiting: the queue, without what rings here.
    """

    ready: bool
    most: int
    ringing: list[Chat]
    asked: list[tuple[Guest, str]]
    mine: list[Chat]
    waiting: list[Chat]
    may_watch: bool


@dataclass(frozen=True)
class Other:
    """A colleague to whom a chat can be given. ready: they take chats now; serves: how many they have."""

    id: int
    name: str
    ready: bool
    serves: int


def page(request: HttpRequest) -> HttpResponse:
    """The chats in the rail, nothing for who takes none; above them what must be released soon."""
    member = member_of(request)
    soon = [one for one in asked_for(member) if one.rings][:MOST_RINGING]
    return draw(request, "parts/chats", chats=_desk(member), soon=soon, again=rings_elsewhere_in(member))


def running(request: HttpRequest) -> HttpResponse:
    """Every chat of the departments over which the reader watches, or only the table of them (after news)."""
    member = member_of(request)
    if not extent_of(WATCH, by=member):
        raise NotFound
    chats = queries.overview(for_=member)
    named = names_of({chat.member_id for chat in chats if chat.member_id})
    if request.GET.get("part"):
        return draw(request, "parts/running", running=chats, named=named)
    return draw(request, "running", running=chats, named=named, **railing(request, ""))


def _desk(member: Member) -> Desk | None:
    if not extent_of(TAKE, by=member) or not queries.any_site():
        return None
    taking = routing.readiness(member.pk)
    offers = routing.open_offers(member=member.pk)
    ringing = queries.by_refs([one.what for one in offers], for_=member)
    asked = queries.invitations(member.pk)
    named = names_of({int(one.by.partition(":")[2]) for one in asked}) if asked else {}
    here = {chat.pk for chat in ringing}
    return Desk(
        ready=bool(taking and taking.ready),
        most=taking.most if taking else 3,
        ringing=ringing,
        asked=[(one, named.get(int(one.by.partition(":")[2]), "")) for one in asked],
        mine=queries.mine(member.pk),
        waiting=[chat for chat in queries.queue(for_=member) if chat.pk not in here],
        may_watch=bool(extent_of(WATCH, by=member)),
    )


def bar(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """The chat in which a ticket is talked about just now, if it is."""
    found = queries.running_on(ticket.pk) if ticket.channel == "chat" else None
    if found is None:
        return {"chat": None, "guest": None}
    member = member_of(request)
    return {
        "chat": found,
        "company": queries.company_of(found),
        "given": queries.told_by(found.visitor, site=found.site, language=get_language() or "en"),
        "guest": queries.place_in(found, member.pk),
        "others": _others(found, ticket, without=member),
        "elsewhere": _elsewhere(ticket),
        "may_watch": extent_of(WATCH, by=member).covers(ticket.department_id),
    }


def _others(chat: Chat, ticket: Ticket, *, without: Member) -> list[Other]:
    ready, serving = _at_work(ticket.department_id)
    found = [
        Other(one.pk, one.name, one.pk in ready, serving.get(one.pk, 0))
        for one in colleagues(ticket.department_id)
        if one.pk not in (without.pk, chat.member_id)
    ]
    return sorted(found, key=lambda one: not one.ready)


@kept("member", "role", "chat")
def _at_work(department: int) -> tuple[frozenset[int], Mapping[int, int]]:
    """Who takes chats of a department now, and how many everybody serves: each look at each chat asks."""
    ready = frozenset(one.member_id for one in routing.ready(TAKE, department=department))
    return ready, queries.serving()


def _elsewhere(ticket: Ticket) -> list[Department]:
    return [one for one in open_departments() if one.pk != ticket.department_id]


def stands_aside(chat: Chat | None, guest: Guest | None, member: Member) -> bool:
    """Whether somebody else serves this visitor, so that what one writes is meant for the team at first."""
    if chat is None or chat.standing != Standing.ANSWERED or chat.member_id == member.pk:
        return False
    return guest is None or guest.part != Part.HELPS


def stays_aside(request: HttpRequest, ticket: Ticket) -> bool:
    """Whether the reader stands aside in the chat that goes on about a ticket."""
    talk = whose(request, ticket)
    return stands_aside(talk["chat"], talk["guest"], member_of(request))


def whose(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """The chat in which a ticket is talked about, and how the reader is in it."""
    found = queries.running_on(ticket.pk) if ticket.channel == "chat" else None
    return {"chat": found, "guest": queries.place_in(found, member_of(request).pk) if found else None}


def whispers(request: HttpRequest, ticket: Ticket) -> Chat | None:
    """The chat over which the reader watches on this ticket: a note of theirs is a whisper. None for everybody else."""
    talk = whose(request, ticket)
    chat: Chat | None = talk["chat"]
    return chat if talk["guest"] and talk["guest"].part == Part.WATCHES else None
