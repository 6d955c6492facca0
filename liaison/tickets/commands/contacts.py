"""Calls and visits written down by hand, and whose matter a message is."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime

from liaison.authority.catalogue import command
from liaison.authority.errors import NotAllowed
from liaison.authority.queries import effect_of
from liaison.authority.words import Effect, Subject
from liaison.customers.actions import meet
from liaison.customers.models import Customer
from liaison.customers.queries import must_see_customers, person
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid
from liaison.tickets import actions, queries
from liaison.tickets.actions import Occasion
from liaison.tickets.commands.subjects import DepartmentCommand, MessageCommand, TicketCommand, refs_of
from liaison.tickets.errors import NotACustomer
from liaison.tickets.models import Ticket
from liaison.tickets.words import Direction


@command
@dataclass(frozen=True, kw_only=True)
class RecordContact(DepartmentCommand):
    """Write down a call or a visit.

    channel: `phone` or `counter`. direction: `in` when the customer began it, else `out`.
    customer: id, or number (and person, a name) of whoever it was; neither for somebody unknown. Both only for whoever
    may see customers: to others nobody is known.
    ticket: id of the one it is about, or subject to open a new one; neither when it touched no matter.
    reason, outcome: in words. spoken: whether we spoke with them, so that nobody waits any more.
    colleague: id of who gets the ticket; message: a note for them. call_back: by when we promise to call back.
    """

    name = "tickets.record_contact"
    label = _("Record a contact")
    channel: Literal["phone", "counter"] = "phone"
    direction: Literal["in", "out"] = "in"
    customer: int | None = None
    number: str = ""
    person: str = ""
    ticket: int | None = None
    subject: str = ""
    reason: str = ""
    outcome: str = ""
    spoken: bool = True
    colleague: int | None = None
    message: str = ""
    call_back: AwareDatetime | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if self.customer is not None or self.number.strip():
            must_see_customers(by)
        if self.ticket is None:
            return super().find(by=by, lock=lock)
        ticket = queries.find(self.ticket, for_=by, lock=lock)
        return Subject(ticket, ticket.department_id, refs_of(ticket))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        customer = self._who()
        ticket = subject.row or self._new(customer, by=by)
        if ticket is None and (self.colleague or self.message.strip() or self.call_back):
            raise Invalid(
                field="ticket", problem=gettext("a message or a call-back needs a ticket or a subject")
            )
        contact = actions.record_contact(
            Occasion(
                channel=self.channel,
                direction=Direction(self.direction),
                reason=self.reason,
                outcome=self.outcome,
                address=self.number,
                spoken=self.spoken,
            ),
            by=by,
            customer=customer or (ticket.customer if ticket else None),
            ticket=ticket,
            colleague=self.colleague,
            message=self.message,
            call_back=self.call_back,
        )
        return {"contact": contact.pk, "ticket": ticket.pk if ticket else None}

    def _who(self) -> Customer | None:
        if self.customer is not None:
            found = person(self.customer)
            if found is None:
                raise NotACustomer
            return found
        return meet("phone", self.number, name=self.person) if self.number.strip() else None

    def _new(self, customer: Customer | None, *, by: Actor) -> Ticket | None:
        if not self.subject.strip():
            return None
        return actions.open_ticket(
            self.department, subject=self.subject, customer=customer, channel=self.channel, by=by
        )


@command
@dataclass(frozen=True, kw_only=True)
class Detach(MessageCommand):
    """Give a message that came in a ticket of its own."""

    name = "tickets.detach"
    label = _("Make it a ticket of its own")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"ticket": actions.detach(subject.row, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class Attach(MessageCommand):
    """Put a message that came in on another ticket. ticket: its id."""

    name = "tickets.attach"
    label = _("Put it on another ticket")
    needs = "tickets.detach"
    ticket: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        message = queries.find_message(self.message, for_=by)
        # In the order of ids: two who put messages the opposite ways would wait for each other for ever.
        for ticket in sorted({message.ticket_id, self.ticket}) if lock else ():
            queries.find(ticket, for_=by, lock=True)
        found = super().find(by=by, lock=lock)
        target = queries.find(self.ticket, for_=by, lock=lock)
        return replace(found, row=(found.row, target), refs=(*found.refs, *refs_of(target)))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        message, ticket = subject.row
        if effect_of(self.permission(), by=by, department=ticket.department_id) is not Effect.ALLOW:
            raise NotAllowed  # Seeing a ticket of others is not putting words on it.
        actions.attach_to(message, ticket, by=by)
        return {"ticket": ticket.pk}


@command
@dataclass(frozen=True, kw_only=True)
class ChooseCustomer(TicketCommand):
    """Say who the customer of the ticket is. customer: id. Whoever may not see customers finds nobody."""

    name = "tickets.choose_customer"
    label = _("Choose the customer")
    customer: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        must_see_customers(by)
        return super().find(by=by, lock=lock)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.choose_customer(subject.row, customer=self.customer, by=by)
