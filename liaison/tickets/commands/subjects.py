"""What the commands of this room act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from liaison.authority.queries import extent_of
from liaison.authority.words import Command, Subject
from liaison.files.actions import hold_on
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.team.queries import is_open
from liaison.tickets import queries
from liaison.tickets.errors import NotAFile
from liaison.tickets.models import Ticket
from liaison.tickets.words import Enclosed


@dataclass(frozen=True, kw_only=True)
class TicketCommand(Command):
    """A command on one ticket. ticket: its id."""

    ticket: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        ticket = queries.find(self.ticket, for_=by, lock=lock)
        return Subject(ticket, ticket.department_id, refs_of(ticket))


@dataclass(frozen=True, kw_only=True)
class MessageCommand(Command):
    """A command on one message of a ticket. message: its id."""

    message: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        message = queries.find_message(self.message, for_=by, lock=lock)
        return Subject(message, message.ticket.department_id, refs_of(message.ticket))


@dataclass(frozen=True, kw_only=True)
class PromiseCommand(Command):
    """A command on one promise. promise: its id."""

    needs: ClassVar[str] = "tickets.promise"
    promise: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        promise = queries.find_promise(self.promise, for_=by, lock=lock)
        return Subject(promise, promise.ticket.department_id, refs_of(promise.ticket))


@dataclass(frozen=True, kw_only=True)
class DepartmentCommand(Command):
    """A command in one department. department: its id."""

    department: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if not extent_of(queries.SEE, by=by).covers(self.department) or not is_open(self.department):
            raise NotFound
        return Subject(None, self.department, (f"department:{self.department}",))


def refs_of(ticket: Ticket) -> tuple[str, ...]:
    """What a decision about a ticket is about; the ticket first, by which a request that waits is found."""
    return (ticket.ref,)


def own_files(enclosed: Sequence[Enclosed], *, by: Actor) -> Sequence[Enclosed]:
    """The files somebody wants to enclose. Raises NotAFile unless they brought the bytes or may see them.

    A file is named by its SHA-256, and whoever learned one must not get the bytes of somebody else's for it.
    """
    if not queries.may_enclose((file.sha256 for file in enclosed), for_=by):
        raise NotAFile
    return enclosed


def hold_files(enclosed: Sequence[Enclosed], *, by: Actor) -> None:
    """Keep the files of what waits for a release: no draft refers to them any more. Raises NotAFile."""
    hold_on((file.sha256 for file in own_files(enclosed, by=by)), by=by.ref)
