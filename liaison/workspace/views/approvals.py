"""One request that waits: everything to decide it, on one screen."""

from contextlib import suppress
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.models import Approval, Decision
from liaison.authority.queries import decision_asking, facts_in_words, find_approval, may_answer
from liaison.authority.words import Refused
from liaison.kit.errors import NotFound
from liaison.kit.money import major
from liaison.tickets.history import Said, timeline
from liaison.tickets.models import Ticket
from liaison.tickets.queries import find
from liaison.workspace.asked import ticket_id_of
from liaison.workspace.letters import request_of
from liaison.workspace.limits.known import command_called
from liaison.workspace.limits.ledger import given_in
from liaison.workspace.limits.people import called
from liaison.workspace.limits.showing import name_of
from liaison.workspace.queues import BY_KEY
from liaison.workspace.views.doing import answer_with
from liaison.workspace.views.inbox import TRAYS, railing
from liaison.workspace.views.ticket import side_of
from liaison.workspace.words import draw, member_of

MESSAGES = 4


@require_safe
def page(request: HttpRequest, approval: int) -> HttpResponse:
    """The request beside the list of all: the whole page, main pane and side (for htmx), or it alone (after news)."""
    member = member_of(request)
    found = find_approval(approval, for_=member)
    context = _asked(request, found)
    if request.GET.get("part"):
        return draw(request, "parts/asked", **context)
    if context["ticket"]:
        context |= side_of(request, context["ticket"], {})
    if request.headers.get("HX-Target") == "main":
        return draw(request, "asked_beside", **context)
    key = "approvals"
    context |= {"queue": BY_KEY[key], "waiting": TRAYS[key](member)}
    return draw(request, "asked", **context, **railing(request, key))


def _asked(request: HttpRequest, one: Approval) -> dict[str, Any]:
    """What is shown of a request."""
    member = member_of(request)
    decision = decision_asking(one)
    ticket = _ticket_of(request, one)
    return {
        "one": one,
        "what": command_called(one.command),
        "gives": given_in(decision.spends) if decision else "",
        "currency": decision.spends[0]["currency"] if decision and decision.spends else "",
        "rule_name": name_of(one.rule) if one.rule else "",
        "facts": facts_in_words(decision) if decision else [],
        "most": _most(one, decision),
        "may": may_answer(one, by=member),
        "names": called(filter(None, (one.by, one.answered_by))),
        "ticket": ticket,
        "said": _said_last(ticket) if ticket else [],
        "plain": {
            name: value for name, value in one.params.items() if name not in ("text", "ticket") and value
        },
    }


def _most(one: Approval, decision: Decision | None) -> str:
    """The amount that is asked for, where less can be released; empty for what gives no amount."""
    cls = catalogue.COMMANDS.get(one.command)
    if cls is None or "amount" not in {field.name for field in fields(cls)}:
        return ""
    if decision is None or not decision.spends:
        return str(one.params.get("amount") or "")
    spend = decision.spends[0]
    return str(major(spend["amount"], spend["currency"]))


def _ticket_of(request: HttpRequest, one: Approval) -> Ticket | None:
    ticket = ticket_id_of(one)
    if ticket is None:
        return None
    with suppress(NotFound):
        return find(ticket, for_=member_of(request))
    return None


def _said_last(ticket: Ticket) -> list[Said]:
    items = timeline(ticket, limit=MESSAGES).items
    return [item for item in items if isinstance(item, Said)]


@require_safe
def by_mail(request: HttpRequest, way: str) -> HttpResponse:
    """Where the way in a letter leads: to the request as it is now. Deciding is a button there."""
    found = find_approval(request_of(way, reader=member_of(request)), for_=member_of(request))
    return redirect("approval", approval=found.pk)


@require_POST
def release(request: HttpRequest, approval: int) -> HttpResponse:
    """Release it as it was asked, or with less money, or with other words."""
    found = find_approval(approval, for_=member_of(request))
    changes, problem = _changes(request, found)
    if problem:
        return answer_with(request, Refused(problem), said="")
    given = {"approval": approval, "changes": changes, "words": request.POST.get("words", "").strip()}
    outcome = perform(catalogue.make("authority.release", given), by=member_of(request))
    return answer_with(request, outcome, said=_("Released."))


def _changes(request: HttpRequest, one: Approval) -> tuple[dict[str, str], str]:
    """What differs from what was asked, and what is wrong with it."""
    changes: dict[str, str] = {}
    if (text := request.POST.get("text")) is not None and text != one.params.get("text", ""):
        changes["text"] = text
    if typed := request.POST.get("amount", "").strip().replace(",", "."):
        try:
            if Decimal(typed) != Decimal(_most(one, decision_asking(one)) or "0"):
                changes["amount"] = typed
        except InvalidOperation:
            return {}, _("Write an amount such as 40.00.")
    return changes, ""
