"""What others may ask to be done with a ticket."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.tickets import actions, queries
from liaison.tickets.words import Address


@dataclass(frozen=True, kw_only=True)
class TicketCommand(Command):
    """A command on one ticket. ticket: its id."""

    ticket: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        ticket = queries.find(self.ticket, for_=by, lock=lock)
        return Subject(ticket, ticket.department_id, (ticket.ref,))


@command
@dataclass(frozen=True, kw_only=True)
class Reply(TicketCommand):
    """Answer the customer. text: what to say; to, cc, bcc: addresses, the customer's own when empty."""

    name = "tickets.reply"
    label = _("Reply")
    consequence = True
    text: str
    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    bcc: list[str] = field(default_factory=list)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        to, cc, bcc = ([Address(a) for a in some] for some in (self.to, self.cc, self.bcc))
        return {"message": actions.reply(subject.row, self.text, by=by, to=to, cc=cc, bcc=bcc).pk}


@command
@dataclass(frozen=True, kw_only=True)
class Note(TicketCommand):
    """Leave a note for the team. text: what to say."""

    name = "tickets.note"
    label = _("Note")
    text: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"message": actions.note(subject.row, self.text, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class Assign(TicketCommand):
    """Give the ticket to a colleague. to: the member's id."""

    name = "tickets.assign"
    label = _("Assign")
    to: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.assign(subject.row, to=self.to, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Resolve(TicketCommand):
    """Settle the matter. reason: key of the reason, may be empty."""

    name = "tickets.resolve"
    label = _("Resolve")
    reason: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.resolve(subject.row, reason=self.reason, by=by)
