"""Between a page and the gate: asking for a command, and telling people what became of it."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liaison.authority.actions import perform
from liaison.authority.queries import extent_of
from liaison.authority.words import Command, Done, Outcome, Refused, Waiting
from liaison.kit.errors import NotFound
from liaison.team.requests import TeamRequest

FIELDS: Mapping[str, str] = {
    "AddressTaken": "email",
    "NameTaken": "title",
    "RoleNameTaken": "title",
    "ImapPasswordNeeded": "imap_password",
    "SmtpPasswordNeeded": "smtp_password",
}
"""Below which field of a form a refusal is shown; all others stand above the form."""


def ask(request: TeamRequest, command: Command, *, said: str) -> Outcome:
    """Ask the gate, and put what became of it at the foot of the next page. said: the sentence when it was done."""
    outcome = perform(command, by=request.member)
    tell(request, outcome, said=said)
    return outcome


def tell(request: HttpRequest, outcome: Outcome, *, said: str) -> None:
    """Tell people what became of a command."""
    if isinstance(outcome, Done):
        messages.success(request, said)
    elif isinstance(outcome, Waiting):
        messages.info(request, _("This waits for a release."))
    else:
        messages.error(request, outcome.reason)


def submit(request: TeamRequest, form: forms.Form, command: Command, *, said: str) -> Outcome | None:
    """Ask for what a form says. A refusal is written into the form, beside what it is about; then None is returned."""
    outcome = perform(command, by=request.member)
    if isinstance(outcome, Refused):
        field = FIELDS.get(outcome.name)
        form.add_error(field if field in form.fields else None, outcome.reason)
        return None
    tell(request, outcome, said=said)
    return outcome


def must_hold(request: TeamRequest, permission: str) -> None:
    """Raise NotFound for a page which this member has no business with."""
    if not extent_of(permission, by=request.member):
        raise NotFound
