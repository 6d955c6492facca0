"""My tickets: all of them, one of them, and what can be done with it."""

import secrets
from typing import Any, Final, cast
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from liaison.files.queries import served
from liaison.kit.errors import Refusal
from liaison.kit.ids import id_in
from liaison.kit.pace import Pace
from liaison.portal import actions, errors, rules
from liaison.portal.actions.speaking import Given, Words
from liaison.portal.doors import CustomerRequest, customer, hasten, page
from liaison.portal.queries import Visitor
from liaison.team.queries import names_of
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries import offered
from liaison.tickets.rules import member_of
from liaison.tickets.words import UNSETTLED, Direction, Status, Wish

SAYING: Final = Pace(20, 300)
PAGE: Final = 50


@require_safe
@customer
def home(request: CustomerRequest) -> HttpResponse:
    """All tickets of whoever is in."""
    visitor = cast(Visitor, request.visitor)
    if visitor.is_guest:
        return redirect("portal-ticket", visitor.matters()[0].number)
    matters = visitor.matters(before=id_in(request.GET.get("before", "")))
    more = matters[-1].pk if len(matters) == PAGE else None
    rows = [(one, _standing(one)) for one in matters]
    return page(request, "home", rows=rows, more=more)


@require_safe
@customer
def ticket(request: CustomerRequest, ticket: int) -> HttpResponse:
    """One ticket: what was said, and where to go on."""
    visitor = cast(Visitor, request.visitor)
    return _shown(request, visitor, visitor.matter(ticket))


@require_POST
@customer
def answer(request: CustomerRequest, ticket: int) -> HttpResponse:
    """Say something on a ticket. What is wrong is told above the words, which are kept."""
    visitor = cast(Visitor, request.visitor)
    found = visitor.matter(ticket)
    typed = ""
    try:
        hasten(request, "say", SAYING)
        typed = request.POST.get("text", "")
        actions.say(visitor, found, _words(request, typed))
    except (RequestDataTooBig, TooManyFilesSent, MultiPartParserError):
        no: Refusal = errors.TooMuch(count=rules.FILES, megabytes=rules.LARGEST // rules.MB)
        return _shown(request, visitor, found, status=413, refusal=no.sentence)
    except Refusal as no:
        status = 429 if isinstance(no, errors.TooMany) else 422
        return _shown(request, visitor, found, status=status, refusal=no.sentence, typed=typed)
    said = quote(request.POST["key"])
    return redirect(f"{reverse('portal-ticket', args=[found.number])}?sent={said}#last")


@require_POST
@customer
def close(request: CustomerRequest, ticket: int) -> HttpResponse:
    """Nothing more is needed."""
    return _done(request, ticket, actions.close)


@require_POST
@customer
def reopen(request: CustomerRequest, ticket: int) -> HttpResponse:
    """It is not settled after all."""
    return _done(request, ticket, actions.reopen)


@require_safe
@customer
def file(request: CustomerRequest, ticket: int, file: int) -> HttpResponse:
    """A file of what was said, always to be saved: nothing that somebody sent is opened in place."""
    visitor = cast(Visitor, request.visitor)
    lies_on = visitor.matter(ticket)
    found = visitor.file(lies_on, file)
    try:
        path = served(found.blob_id)
    except Refusal as no:
        return _shown(request, visitor, lies_on, status=409, refusal=no.sentence)
    response = HttpResponse(content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Liaison-File"] = quote(str(path))
    return response


def _words(request: CustomerRequest, typed: str) -> Words:
    said = request.POST
    return Words(
        said.get("key", ""),
        typed,
        _files(request),
        get_language() or "",
        wish=said.get("wish"),
        wish_to=said.get("wish_to", "")[:60],
    )


def _done(request: CustomerRequest, number: int, do: Any) -> HttpResponse:
    visitor = cast(Visitor, request.visitor)
    found = visitor.matter(number)
    try:
        do(visitor, found)
    except Refusal as no:
        found.refresh_from_db()
        return _shown(request, visitor, found, status=409, refusal=no.sentence)
    return redirect("portal-ticket", number)


def _shown(
    request: CustomerRequest,
    visitor: Visitor,
    found: Ticket,
    *,
    status: int = 200,
    refusal: str = "",
    typed: str = "",
) -> HttpResponse:
    said = visitor.said(found)
    names = names_of({id_ for one in said if (id_ := member_of(one.author)) is not None})
    lines = [_line(one, names) for one in said]
    # What was just sent is kept, and read a moment later; the page says so instead of seeming to have lost it.
    sent = request.GET.get("sent", "")
    late = bool(sent) and not any(f".{sent}@" in one.external_id for one in said)
    return page(
        request, "ticket", status=status, ticket=found, lines=lines, settled=found.status not in UNSETTLED,
        standing=_standing(found), refusal=refusal, typed=typed, key=secrets.token_hex(8), late=late,
        **_ways(request, visitor, found),
    )  # fmt: skip


def _ways(request: CustomerRequest, visitor: Visitor, found: Ticket) -> dict[str, Any]:
    """How they can be answered, where there is more than one way; what was chosen, or stands, comes first."""
    offers = offered(found.department)
    asked = [(wish.value, _WAYS[wish] % {"address": visitor.visit.address}) for wish in offers]
    number = "" if found.wish == Wish.MAIL else found.wish_to
    return {
        "ways": asked if len(asked) > 1 else [],
        "wish": request.POST.get("wish", found.wish or Wish.MAIL),
        "wish_to": request.POST.get("wish_to", number),
    }


_WAYS: Final = {
    Wish.MAIL: gettext_lazy("By e-mail to %(address)s"),
    Wish.CALL: gettext_lazy("Call me"),
    Wish.MESSAGE: gettext_lazy("By text message"),
}


def _line(message: Message, names: Any) -> dict[str, Any]:
    mine = message.direction == Direction.IN
    files = [one for one in message.attachments.all() if not (one.inline and one.type.startswith("image/"))]
    return {
        "mine": mine,
        "who": "" if mine else names.get(member_of(message.author), ""),
        "text": message.reply or message.text,
        "at": message.at,
        "auto": bool(message.auto_kind),
        "files": sorted(files, key=lambda one: one.pk),
    }


def _standing(ticket: Ticket) -> str:
    """How a matter stands, as its customer sees it: `ours` to answer, `theirs`, or `settled`."""
    if ticket.status not in UNSETTLED:
        return "settled"
    return "theirs" if ticket.status == Status.WAITING_CUSTOMER else "ours"


def _files(request: CustomerRequest) -> list[Given]:
    given = request.FILES.getlist("files")[: rules.FILES + 1]
    return [Given(one.name or "", one.content_type or "", one.read()) for one in given if one.size]
