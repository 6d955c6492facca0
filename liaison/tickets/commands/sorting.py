"""To whom and where a matter belongs."""

from dataclasses import dataclass
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.tickets import actions
from liaison.tickets.commands.subjects import TicketCommand


@command
@dataclass(frozen=True, kw_only=True)
class Assign(TicketCommand):
    """Give the ticket to a colleague. to: the member's id, or null to take it from whoever has it."""

    name = "tickets.assign"
    label = _("Assign")
    to: int | None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.assign(subject.row, to=self.to, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Move(TicketCommand):
    """Hand the ticket over to another department. department: its id."""

    name = "tickets.move"
    label = _("Move")
    department: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.move(subject.row, to=self.department, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class HandOver(TicketCommand):
    """Give the ticket to people, with a summary for them: for what oneself may not do.

    summary: what was asked, what was found and what was done. to: a member's id; null for whoever takes it.
    """

    name = "tickets.hand_over"
    label = _("Hand over")
    needs = "tickets.assign"
    summary: str
    to: int | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        note = actions.note(subject.row, self.summary, by=by, mentions=[] if self.to is None else [self.to])
        actions.assign(subject.row, to=self.to, by=by)
        return {"message": note.pk}


@command
@dataclass(frozen=True, kw_only=True)
class TagTicket(TicketCommand):
    """Add tags. tags: words."""

    name = "tickets.tag"
    label = _("Tag")
    tags: list[str]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.tag(subject.row, self.tags, by=by)
        return {"tags": subject.row.tags}


@command
@dataclass(frozen=True, kw_only=True)
class UntagTicket(TicketCommand):
    """Remove tags. tags: words."""

    name = "tickets.untag"
    label = _("Remove tags")
    needs = "tickets.tag"
    tags: list[str]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.untag(subject.row, self.tags, by=by)
        return {"tags": subject.row.tags}


@command
@dataclass(frozen=True, kw_only=True)
class Prioritise(TicketCommand):
    """Say how pressing it is. priority: 1 low, 2 normal, 3 high, 4 urgent."""

    name = "tickets.prioritise"
    label = _("Priority")
    priority: Annotated[int, Field(ge=1, le=4)]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.prioritise(subject.row, self.priority, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Classify(TicketCommand):
    """Say what kind of matter it is. kind: its id, or null for none."""

    name = "tickets.classify"
    label = _("Kind")
    kind: int | None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.classify(subject.row, kind=self.kind, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class DefineKind(Command):
    """Make a kind of matter of one's own. kind: its name."""

    name = "tickets.define_kind"
    label = _("Define a kind of matter")
    kind: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"kind": actions.define_kind(self.kind, by=by).pk}
