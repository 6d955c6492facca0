"""Spam, trash, redaction and the legal hold."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.kit.actor import Actor
from liaison.tickets import actions
from liaison.tickets.commands.subjects import MessageCommand, TicketCommand
from liaison.tickets.words import Shelf


@command
@dataclass(frozen=True, kw_only=True)
class Redact(MessageCommand):
    """Remove exactly this text from a message and from everything that repeats it. text: what to remove."""

    name = "tickets.redact"
    label = _("Remove a text")
    text: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"messages": actions.redact(subject.row, self.text, by=by)}


@command
@dataclass(frozen=True, kw_only=True)
class Hold(TicketCommand):
    """Put the ticket on legal hold: nothing of it is changed away or deleted."""

    name = "tickets.hold"
    label = _("Legal hold")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.hold(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Unhold(TicketCommand):
    """End the legal hold."""

    name = "tickets.unhold"
    label = _("End the legal hold")
    needs = "tickets.hold"

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.unhold(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Shelve(TicketCommand):
    """Put the ticket away as spam or trash. shelf: `spam` or `trash`."""

    name = "tickets.shelve"
    label = _("Put away")
    shelf: Literal["spam", "trash"]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.shelve(subject.row, shelf=Shelf(self.shelf), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Unshelve(TicketCommand):
    """Take the ticket out of spam or trash."""

    name = "tickets.unshelve"
    label = _("Put back into the inbox")
    needs = "tickets.shelve"

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.unshelve(subject.row, by=by)
