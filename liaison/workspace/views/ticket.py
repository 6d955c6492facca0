"""One ticket: its head, its timeline, the composer, and the customer beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liaison.authority.actions import preview
from liaison.authority.words import Refused, Waiting
from liaison.channels.email.reading.clean import clean_html
from liaison.kit.pages import show
from liaison.team.queries import colleagues, departments
from liaison.tickets import queries
from liaison.tickets.commands import Reply
from liaison.tickets.history import timeline
from liaison.tickets.models import Kind, Ticket
from liaison.tickets.words import Priority, Status
from liaison.workspace.views.customer import beside
from liaison.workspace.views.inbox import listing, railing
from liaison.workspace.words import member_of

PARTS = {"head_part", "timeline", "composer", "side"}


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The ticket: the whole page, the main pane with the side (for htmx), or one part of it (after news)."""
    ticket = queries.find_number(number, for_=member_of(request))
    part = request.GET.get("part", "")
    context = whole(request, ticket)
    if part in PARTS:
        return show(request, f"workspace/ticket.html#{part}", **context)
    if request.headers.get("HX-Target") == "main":
        return show(request, "workspace/ticket.html#both", **context)
    key = request.GET.get("in", "open")
    return show(request, "workspace/ticket.html", **context, **listing(request, key), **railing(request, key))


def older(request: HttpRequest, number: int) -> HttpResponse:
    """The page of the timeline before the one that is shown."""
    ticket = queries.find_number(number, for_=member_of(request))
    line = timeline(ticket, before=request.GET.get("before", ""))
    return show(request, "workspace/ticket.html#older", ticket=ticket, line=line)


def original(request: HttpRequest, message: int) -> HttpResponse:
    """The mail as its sender made it look, without what could run or call home."""
    found = queries.find_message(message, for_=member_of(request))
    return show(request, "workspace/original.html", message=found, html=clean_html(found.html, cid_urls={}))


def whole(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """Everything the parts of the page show."""
    member = member_of(request)
    last = queries.last_from_customer(ticket)
    return {
        "ticket": ticket,
        "line": timeline(ticket),
        "last": last,
        "member": member,
        "may_reply": _how(preview(Reply(ticket=ticket.pk, text="…"), by=member)),
        "colleagues": colleagues(ticket.department_id),
        "all_departments": departments(for_=member),
        "kinds": Kind.objects.order_by("id"),
        "priorities": Priority.choices,
        "standing": Status(ticket.status),
        "draft": ticket.drafts.filter(member=member, kind="reply").first(),
        "beside": beside(ticket.customer_id, for_=member) if ticket.customer_id else None,
    }


def _how(outcome: object) -> tuple[str, str]:
    """Whether a button would be done, wait or be refused, and the words for it."""
    if isinstance(outcome, Refused):
        return "refused", outcome.reason
    if isinstance(outcome, Waiting):
        return "waiting", _("A mentor releases it before it leaves.")
    return "done", ""
