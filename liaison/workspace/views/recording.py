"""A call or a visit, written down by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.customers.finding import find_people
from liaison.customers.queries import File, file
from liaison.kit.errors import Invalid
from liaison.kit.ids import id_in
from liaison.team.queries import colleagues, departments
from liaison.tickets import queries
from liaison.workspace.views.doing import params_of
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, member_of

FOUND = 8


def page(request: HttpRequest) -> HttpResponse:
    """The form; after it was sent, the ticket it is about, or the form again with what is wrong.

    Asked to `find`, it shows who was found for `who` and keeps all that was typed.
    """
    refused = ""
    if request.method == "POST" and "find" not in request.POST:
        outcome = _record(request)
        if isinstance(outcome, Done):
            messages.success(request, _("Recorded."))
            return _onwards(request, outcome.result["ticket"])
        refused = getattr(outcome, "reason", "")
    given = request.GET.dict() | request.POST.dict()
    there = departments(for_=member_of(request))
    context = {
        "given": given,
        "found": find_people(member_of(request), given.get("who", ""), limit=FOUND),
        "chosen": _chosen(request, given.get("customer", "")),
        "refused": refused,
        "department_choices": [(d.pk, d.name) for d in there],
        "colleague_choices": [(c.pk, c.name) for c in colleagues(there[0].pk)] if there else [],
    }
    return draw(request, "record", status=409 if refused else 200, **context, **railing(request, ""))


def _chosen(request: HttpRequest, customer: str) -> File | None:
    """The person who was chosen already."""
    id_ = id_in(customer)
    return None if id_ is None else file(id_, for_=member_of(request))


def _record(request: HttpRequest) -> Any:
    try:
        params = params_of(request, "tickets.record_contact")
        return perform(catalogue.make("tickets.record_contact", params), by=member_of(request))
    except Invalid as wrong:
        return Refused(reason=wrong.sentence, name="Invalid")


def _onwards(request: HttpRequest, ticket: int | None) -> HttpResponse:
    if ticket is None:
        return redirect("record")
    return redirect("ticket", number=queries.find(ticket, for_=member_of(request)).number)
