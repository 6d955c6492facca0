"""One view for every command: a form's fields become the command, the gate decides, the page is told."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any, get_origin, get_type_hints

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done, Outcome, Refused, Waiting
from liaison.kit.errors import Invalid, NotFound, Refusal
from liaison.kit.ids import id_in
from liaison.tickets import queries
from liaison.tickets.models import Ticket
from liaison.workspace.ahead import address_of, ahead_of
from liaison.workspace.views.ticket import both
from liaison.workspace.words import Told, draw, member_of


@require_POST
def do(request: HttpRequest, name: str) -> HttpResponse:
    """Carry out a command of the catalogue with the fields of a form.

    `then` says what to show after it: `next` the next waiting ticket, `there` the ticket which it brought about.
    """
    try:
        command = catalogue.make(name, params_of(request, name))
        outcome = perform(command, by=member_of(request), key=request.POST.get("idempotency_key", ""))
    except NotFound:
        raise
    except Refusal as no:
        outcome = Refused(reason=no.sentence, name=no.name)
    said = _says(outcome) or request.POST.get("said") or _("Done.")
    onwards = _onwards(request, outcome)
    return go_to(request, onwards, said=said) if onwards else answer_with(request, outcome, said=said)


def _says(outcome: Outcome) -> str:
    """What a command itself says of what it did, where that is not known beforehand."""
    result = outcome.result if isinstance(outcome, Done) else None
    return str(result.get("says", "")) if isinstance(result, dict) else ""


def _onwards(request: HttpRequest, outcome: Outcome) -> Ticket | None:
    then = request.POST.get("then", "")
    if not isinstance(outcome, Done) or not then:
        return None
    member = member_of(request)
    if then == "there":
        return queries.find(outcome.result["ticket"], for_=member)
    ticket = id_in(request.POST.get("ticket", ""))
    return ahead_of(request, queries.find(ticket, for_=member)) if ticket is not None else None


def go_to(request: HttpRequest, ticket: Ticket, *, said: str) -> HttpResponse:
    """Open a ticket after something was done, and say what was done."""
    if not request.headers.get("HX-Request"):
        messages.success(request, said)
        return HttpResponseRedirect(address_of(ticket, request))
    answer = both(request, ticket, told=Told(said))
    answer["HX-Push-Url"] = address_of(ticket, request)
    if (
        request.headers.get("HX-Target") != "main"
    ):  # A button that news took away meanwhile finds no other target.
        answer["HX-Retarget"], answer["HX-Reswap"] = "#main", "innerHTML"
    return answer


@require_POST
def do_all(request: HttpRequest) -> HttpResponse:
    """Do one thing with all chosen tickets; those that refuse are counted."""
    done, refused = 0, ""
    for ticket in request.POST.getlist("tickets"):
        outcome = _one(request, ticket)
        if isinstance(outcome, Refused):
            refused = outcome.reason
        else:
            done += 1
    said = ngettext("%(count)s ticket done.", "%(count)s tickets done.", done) % {"count": done}
    outcome = Refused(reason=f"{said} {refused}") if refused else Done()
    return answer_with(request, outcome, said=said)


def _one(request: HttpRequest, ticket: str) -> Outcome:
    wanted: dict[str, tuple[str, dict[str, Any]]] = {
        "tickets.resolve": ("tickets.resolve", {"reason": "solved"}),
        "take": ("tickets.assign", {"to": member_of(request).pk}),
        "spam": ("tickets.shelve", {"shelf": "spam"}),
        "trash": ("tickets.shelve", {"shelf": "trash"}),
        "tickets.unshelve": ("tickets.unshelve", {}),
        "tickets.reopen": ("tickets.reopen", {}),
    }
    if request.POST.get("command", "") not in wanted:
        raise NotFound
    name, params = wanted[request.POST["command"]]
    return perform(catalogue.make(name, {"ticket": ticket} | params), by=member_of(request))


def params_of(request: HttpRequest, name: str) -> dict[str, Any]:
    """The form's fields that are parameters of the command; lists are lists, an empty optional one is None.

    A ticket may also be named by its number, as people do: `number_of_ticket`. Raises Invalid for one that is not
    there.
    """
    cls = catalogue.COMMANDS.get(name)
    if cls is None:
        raise NotFound
    hints = get_type_hints(cls)
    params = {
        field.name: _value(request, field.name, hints[field.name])
        for field in fields(cls)
        if field.name in request.POST
    }
    if number := request.POST.get("number_of_ticket", "").strip().lstrip("#"):
        params["ticket"] = _numbered(request, number)
    return params


def _numbered(request: HttpRequest, number: str) -> int:
    wanted = id_in(number)
    if wanted is None:
        raise Invalid(field=_("Ticket"), problem=_("a number such as 1042"))
    try:
        return int(queries.find_number(wanted, for_=member_of(request)).pk)
    except NotFound:
        raise Invalid(field=_("Ticket"), problem=_("there is no ticket with this number")) from None


def _value(request: HttpRequest, name: str, hint: Any) -> Any:
    if get_origin(hint) in (list, tuple):
        return [value for value in request.POST.getlist(name) if value]
    value = request.POST[name]
    if value == "" and hint is not str:
        return None
    return _moment(value) if "datetime" in str(hint).lower() else value


def _moment(value: str) -> str:
    """A moment as a form field gives it is meant in the reader's time zone."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (timezone.make_aware(at) if timezone.is_naive(at) else at).isoformat()


def answer_with(request: HttpRequest, outcome: Outcome, *, said: str) -> HttpResponse:
    """Tell the page what became of a command: as a toast for htmx, else after going back."""
    told = _told(outcome, said)
    if not request.headers.get("HX-Request"):
        messages.add_message(request, messages.ERROR if told.tone == "bad" else messages.SUCCESS, told.words)
        return HttpResponseRedirect(back(request))
    answer = draw(request, "done", told=told, status=409 if isinstance(outcome, Refused) else 200)
    answer["HX-Trigger"] = json.dumps({"liaison:done": {"outcome": type(outcome).__name__.lower()}})
    answer["HX-Reswap"] = "none"
    return answer


def _told(outcome: Outcome, said: str) -> Told:
    if isinstance(outcome, Refused):
        return Told(outcome.reason, tone="bad", seconds=10)
    if isinstance(outcome, Waiting):
        return Told(_("It waits for a release."), tone="news")
    return Told(said)


def back(request: HttpRequest) -> str:
    """Where the form wants to go back to, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"
