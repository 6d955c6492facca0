"""Configuration → Mailboxes: where mail comes from and where it leaves, with a test that says what fails."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.email import queries
from liaison.channels.email.commands import ChangeMailbox, CloseMailbox, OpenMailbox, TestMailbox
from liaison.channels.email.forms import MailboxForm
from liaison.channels.email.models import Mailbox
from liaison.channels.queries import troubles_of
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold, submit
from liaison.team.queries import departments
from liaison.team.requests import TeamRequest

CONFIGURE = "email.configure"


@require_http_methods(["GET", "HEAD"])
def mailboxes(request: HttpRequest) -> HttpResponse:
    """The mailboxes this member configures, with what troubles them."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.visible_to(asked.member).select_related("department")
    rows = sorted(found, key=lambda m: (m.closed_at is not None, m.address))
    return show(
        request, "email/mailboxes.html", mailboxes=rows, troubles=troubles_of(row.door for row in rows)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_mailbox(request: HttpRequest) -> HttpResponse:
    """Take mail for one more address."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    form = _form(asked, mailbox=None)
    if request.method == "POST" and form.is_valid():
        said = _("Mail to %(address)s comes here from now on.") % {"address": form.cleaned_data["address"]}
        done = submit(asked, form, OpenMailbox(**form.wished()), said=said)
        if isinstance(done, Done):
            return redirect("mailbox", done.result["mailbox"])
    return _shown(request, form=form, mailbox=None)


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """One mailbox."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find(mailbox_id, for_=asked.member)
    form = _form(asked, mailbox=found)
    if request.method == "POST" and form.is_valid():
        command = ChangeMailbox(mailbox=found.pk, **form.wished())
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("mailbox", found.pk)
    return _shown(request, form=form, mailbox=found)


def _form(request: TeamRequest, *, mailbox: Mailbox | None) -> MailboxForm:
    open_ones = departments(for_=request.member, permission=CONFIGURE)
    posted = request.POST if request.method == "POST" else None
    return MailboxForm(posted, departments=open_ones, mailbox=mailbox)


def _shown(request: HttpRequest, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" and not context.get("tried") else 200
    known = context["mailbox"]
    troubles = troubles_of([known.door]).get(known.door, []) if known and not context.get("tried") else []
    return show(request, "email/mailbox.html", status=status, troubles=troubles, **context)


@require_POST
def try_mailbox(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Sign in at both servers and say precisely what works and what does not."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find(mailbox_id, for_=asked.member)
    outcome = perform(TestMailbox(mailbox=mailbox_id), by=asked.member)
    if isinstance(outcome, Refused):
        messages.error(request, outcome.reason)
        return redirect("mailbox", mailbox_id)
    tried = outcome.result if isinstance(outcome, Done) else []
    form = MailboxForm(None, departments=departments(for_=asked.member, permission=CONFIGURE), mailbox=found)
    return _shown(request, form=form, mailbox=found, tried=tried)


@require_POST
def close_mailbox(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Take no more mail for an address."""
    ask(cast(TeamRequest, request), CloseMailbox(mailbox=mailbox_id), said=_("The mailbox is closed."))
    return redirect("mailboxes")
