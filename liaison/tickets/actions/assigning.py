"""To whom a matter belongs: a colleague, a department, a customer."""

from django.db import transaction

from liaison.authority.actions import hand_over
from liaison.authority.queries import effect_of
from liaison.customers.queries import exists
from liaison.journal.actions import record
from liaison.kit.actor import Actor, Plain
from liaison.kit.rows import swap
from liaison.team.errors import NotADepartment
from liaison.team.queries import is_active, is_open
from liaison.tickets import events
from liaison.tickets.errors import NotAColleague, NotACustomer
from liaison.tickets.models import Ticket


@transaction.atomic
def assign(ticket: Ticket, *, to: int | None, by: Actor) -> None:
    """Give the matter to a colleague, or take it from whoever has it (None).

    Raises NotAColleague for one who may not answer in its department. Giving it to whoever has it changes nothing.
    """
    before = ticket.assignee_id
    if before == to:
        return
    if to is not None and not can_answer(to, department=ticket.department_id):
        raise NotAColleague
    swap(ticket, when={}, to={"assignee_id": to})
    if to is not None:
        record(events.Assigned(**ticket.facts, to_id=to), by=by)
    elif before is not None:
        record(events.Unassigned(**ticket.facts, owner_id=before), by=by)


def can_answer(member: int, *, department: int) -> bool:
    """Whether a colleague is there and may answer in a department, at once or after a release."""
    return may(member, "tickets.reply", department=department)


def can_see(member: int, *, department: int) -> bool:
    """Whether a colleague is there and sees the tickets of a department."""
    return may(member, "tickets.see", department=department)


def may(member: int, permission: str, *, department: int) -> bool:
    """Whether an active colleague holds a permission in a department, at once or after a release."""
    return (
        is_active(member)
        and effect_of(permission, by=Plain(f"member:{member}"), department=department) is not None
    )


@transaction.atomic
def move(ticket: Ticket, *, to: int, by: Actor) -> None:
    """Hand the matter over to another department. Whoever has it keeps it only if they may answer there.

    What waits for a release there waits for those who release in the other department.

    to: the department's id. Raises NotADepartment. Moving it to where it is changes nothing.
    """
    before = ticket.department_id
    if before == to:
        return
    if not is_open(to):
        raise NotADepartment
    keeps = ticket.assignee_id is not None and can_answer(ticket.assignee_id, department=to)
    swap(ticket, when={}, to={"department_id": to} | ({} if keeps else {"assignee_id": None}))
    moved = events.Moved(**ticket.facts, from_id=before, department_id=to)
    record(moved, by=by)
    hand_over(ticket.ref, department=to)


@transaction.atomic
def choose_customer(ticket: Ticket, *, customer: int, by: Actor) -> None:
    """Say who the customer of the matter is; a shared address finds several people. Raises NotACustomer."""
    before = ticket.customer_id
    if before == customer:
        return
    if not exists(customer):
        raise NotACustomer
    swap(ticket, when={}, to={"customer_id": customer})
    record(events.CustomerChosen(ticket_id=ticket.pk, customer_id=customer, before_id=before), by=by)
