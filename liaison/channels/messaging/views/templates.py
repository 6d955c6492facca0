"""The texts which a provider has approved, to be sent when the time to answer freely is over."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liaison.authority.words import Refused
from liaison.channels.messaging import queries
from liaison.channels.messaging.commands import SendTemplate
from liaison.channels.messaging.models import Template
from liaison.channels.messaging.rules import places_in, split
from liaison.kit.pages import show
from liaison.team.asking import ask
from liaison.team.requests import TeamRequest
from liaison.tickets.queries import find_number


@dataclass(frozen=True)
class Choice:
    """A text to choose. places: what is filled in, in order. pieces: its words and places, as they follow."""

    template: Template
    places: list[str]
    pieces: list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest, number: int) -> HttpResponse:
    """The approved texts for the conversation of a ticket; each with its places to fill in."""
    asked = cast(TeamRequest, request)
    ticket = find_number(number, for_=asked.member)
    chosen = request.POST.get("template", "")
    if request.method == "POST" and chosen.isdecimal():
        command = SendTemplate(ticket=ticket.pk, template=int(chosen), values=request.POST.getlist("value"))
        if not isinstance(ask(asked, command, said=_("The template is on its way.")), Refused):
            return redirect("ticket", number=number)
    offered = [Choice(one, places_in(one.body), split(one.body)) for one in queries.templates_of(ticket.door)]
    page = (
        "messaging/templates.html#offered"
        if request.headers.get("HX-Request")
        else "messaging/templates.html"
    )
    return show(
        request, page, ticket=ticket, offered=offered, chosen=chosen, typed=request.POST.getlist("value")
    )
