"""Opening a complaint, and saying better what it claims."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime

from liaison.authority.catalogue import command
from liaison.authority.queries import extent_of
from liaison.authority.words import Command, Subject
from liaison.complaints import actions, queries
from liaison.complaints.actions import Claim, Whose
from liaison.complaints.commands.subjects import ComplaintCommand
from liaison.complaints.words import Amount
from liaison.customers.queries import find as find_customer
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.team.queries import open_department
from liaison.tickets import queries as tickets


@dataclass(frozen=True, kw_only=True)
class _Claimed(Command):
    claim: str
    wish: str = ""
    amount: Amount | None = None
    currency: str = ""
    order: str = ""

    def _claim(self) -> Claim:
        return Claim(
            text=self.claim, wish=self.wish, amount=self.amount, currency=self.currency, order=self.order
        )


@command
@dataclass(frozen=True, kw_only=True)
class Open(_Claimed):
    """Open a complaint, from a ticket or by hand. claim: what is said to have gone wrong.

    wish: what the customer wants. kind: id. ticket: from which it came. department: id of the one that handles it, the
    ticket's when not given.
    customer: id, the ticket's when not given. amount, currency: what it is about, in units. order: number of one.
    received: when it came in, from which its clocks run; now when not given. channel: by which, such as `letter`.
    concerns: ids of the colleagues whom it is about, who then neither handle nor see it.
    """

    name = "complaints.open"
    label = _("Open a complaint")
    kind: int
    ticket: int | None = None
    department: int | None = None
    customer: int | None = None
    received: AwareDatetime | None = None
    channel: str = ""
    concerns: list[int] = field(default_factory=list)

    def find(self, *, by: Actor, lock: bool) -> Subject:
        ticket = tickets.find(self.ticket, for_=by, lock=lock) if self.ticket is not None else None
        department = self.department or (ticket.department_id if ticket else 0)
        if ticket is None and not extent_of(self.permission(), by=by).covers(department):
            raise NotFound
        open_department(department)
        # With a ticket the permission is needed where it lies: complaints may be handled by a department of their own.
        where = ticket.department_id if ticket else department
        return Subject((ticket, department), where, (f"department:{department}",))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        ticket, department = subject.row
        customer = find_customer(self.customer, for_=by) if self.customer is not None else None
        whose = Whose(ticket=ticket, department=department, customer=customer, channel=self.channel[:20])
        kind = queries.find_kind(self.kind)
        made = actions.open_complaint(self._claim(), kind=kind, whose=whose, received=self.received, by=by)
        for member in actions.each(self.concerns):
            actions.concern(made, member=member, sees=False, by=by)
        return {"complaint": made.pk, "number": made.number}


@command
@dataclass(frozen=True, kw_only=True)
class Correct(_Claimed, ComplaintCommand):
    """Write down better what is claimed and wanted. When it came in, and so its clocks, stays as it is.

    claim, wish, amount, currency, order: as for a new one.
    """

    name = "complaints.correct"
    label = _("Correct what is claimed")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.correct(subject.row, self._claim(), by=by)
