"""Opening a matter by hand."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.customers.actions import meet
from liaison.customers.models import Customer
from liaison.customers.queries import person
from liaison.kit.actor import Actor
from liaison.tickets import actions
from liaison.tickets.commands.speaking import addresses
from liaison.tickets.commands.subjects import DepartmentCommand, hold_files, own_files
from liaison.tickets.errors import NobodyToAnswer, NotACustomer
from liaison.tickets.words import Enclosed


@dataclass(frozen=True, kw_only=True)
class _Begin(DepartmentCommand):
    subject: str
    text: str = ""
    customer: int | None = None
    kind: int | None = None

    def known(self) -> Customer | None:
        """The customer that was named. Raises NotACustomer."""
        if self.customer is None:
            return None
        found = person(self.customer)
        if found is None:
            raise NotACustomer
        return found


@command
@dataclass(frozen=True, kw_only=True)
class Open(_Begin):
    """Open a ticket for a customer who said something. text: their words, with which the waiting begins.

    customer: id, or address and name of whoever it is. identity: what the address is, `email` or `phone`.
    channel: by which they reached us. kind: id.
    """

    name = "tickets.open"
    label = _("Open a ticket")
    address: str = ""
    person: str = ""
    identity: str = "email"
    channel: str = "hand"

    def run(self, subject: Subject, *, by: Actor) -> Any:
        customer = self.known()
        if customer is None and self.address.strip():
            customer = meet(self.identity, self.address, name=self.person)
        ticket = actions.open_ticket(
            self.department,
            subject=self.subject,
            text=self.text,
            customer=customer,
            channel=self.channel,
            kind=self.kind,
            address=self.address,
            by=by,
        )
        return {"ticket": ticket.pk, "number": ticket.number}


@command
@dataclass(frozen=True, kw_only=True)
class Write(_Begin):
    """Open a ticket by writing to a customer first. to, cc, bcc: addresses. text: what to say.

    customer: id; whoever the first address belongs to when not given.
    """

    name = "tickets.write"
    label = _("Write to a customer")
    consequence = True
    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    bcc: list[str] = field(default_factory=list)
    attachments: list[Enclosed] = field(default_factory=list)

    def put_away(self, subject: Subject, *, by: Actor) -> None:
        hold_files(self.attachments, by=by)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        to = addresses(self.to)
        if not to:
            raise NobodyToAnswer
        message = actions.write_first(
            self.department,
            to=to,
            cc=addresses(self.cc),
            bcc=addresses(self.bcc),
            subject=self.subject,
            text=self.text,
            customer=self.known() or meet("email", to[0].address, name=to[0].name),
            enclosed=own_files(self.attachments, by=by),
            kind=self.kind,
            by=by,
        )
        return {"ticket": message.ticket_id, "number": message.ticket.number, "message": message.pk}
