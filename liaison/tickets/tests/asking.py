"""Asking the gate, as every test of a command does."""

from typing import Any

import pytest

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done, Outcome, Refused
from liaison.config.roles import set_up_roles
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import NotFound
from liaison.team.models import Member
from liaison.tickets.models import Message, Promise, Ticket

TABLES = (Ticket, Message, Promise)


def ask(name: str, by: Any, **params: Any) -> Outcome:
    """Ask for a command by its name."""
    return perform(catalogue.make(name, params), by=again(by))


def done(name: str, by: Any, **params: Any) -> Any:
    """Ask for a command and expect that it is done; return its result."""
    outcome = ask(name, by, **params)
    assert isinstance(outcome, Done), outcome
    return outcome.result


def refused(name: str, by: Any, **params: Any) -> str:
    """Ask for a command, expect that it is refused and that nothing changed; return the reason's name."""
    before = everything()
    outcome = ask(name, by, **params)
    assert isinstance(outcome, Refused), outcome
    assert everything() == before
    return outcome.name


def everything() -> list[Any]:
    """All rows that a command on a ticket could change."""
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def guards_itself(name: str, *, stranger: Member, reader: Member, **params: Any) -> None:
    """A stranger does not find it, a read-only colleague may not do it, and nothing changes."""
    before = everything()
    with pytest.raises(NotFound):
        ask(name, stranger, **params)
    assert refused(name, reader, **params) == "NotAllowed"
    assert everything() == before


def again(by: Any) -> Any:
    """The actor as the next request would see them: without the permissions kept on the object."""
    return Member.objects.get(pk=by.pk) if isinstance(by, Member) else by


def reader_of(department: Any) -> Member:
    """Somebody who may only read."""
    from liaison.authority.actions import grant
    from liaison.authority.models import Role
    from liaison.team.actions import create_member

    set_up_roles()
    member = create_member("rita@northwind.example", name="Rita", password="x" * 12, by=SYSTEM)
    grant(Role.objects.get(key="reader"), to=member.ref, department=department.pk, by=SYSTEM)
    return member
