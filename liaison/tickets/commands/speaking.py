"""Saying something, and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.kit.actor import Actor
from liaison.tickets import actions, queries
from liaison.tickets.actions.drafting import clear_draft
from liaison.tickets.commands.subjects import MessageCommand, TicketCommand, hold_files, own_files
from liaison.tickets.rules import address, as_pairs, member_of
from liaison.tickets.words import Address, Enclosed


def addresses(texts: Iterable[str]) -> list[Address]:
    """Addresses as they were typed, with or without a name."""
    return [address(text) for text in texts if text.strip()]


@dataclass(frozen=True, kw_only=True)
class Spoken(TicketCommand):
    """What is said may wait for a release; then its draft is put away, and comes back when it is returned."""

    text: str
    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    attachments: list[Enclosed] = field(default_factory=list)

    def put_away(self, subject: Subject, *, by: Actor) -> None:
        hold_files(self.attachments, by=by)
        clear_draft(subject.row, kind=self._draft(), by=by)

    def bring_back(self, subject: Subject, *, by: Actor, approval: int) -> None:
        member = member_of(by.ref)
        if member is not None:
            actions.bring_back(
                subject.row,
                member=member,
                kind=self._draft(),
                text=self.text,
                enclosed=self.attachments,
                approval=approval,
                to=as_pairs(self.to),
                cc=as_pairs(self.cc),
            )

    def _draft(self) -> str:
        return self.name.partition(".")[2]


@command
@dataclass(frozen=True, kw_only=True)
class Reply(Spoken):
    """Answer the customer. text: what to say; to, cc, bcc: addresses, the customer's own when `to` is empty.

    attachments: files whose bytes are kept. seen: the last message the writer had seen; if somebody wrote after it,
    it is refused unless `anyway`. resolve: settle the matter with it.
    """

    name = "tickets.reply"
    label = _("Reply")
    consequence = True
    bcc: list[str] = field(default_factory=list)
    seen: int | None = None
    anyway: bool = False
    resolve: bool = False

    def run(self, subject: Subject, *, by: Actor) -> Any:
        message = actions.reply(
            subject.row,
            self.text,
            by=by,
            to=addresses(self.to),
            cc=addresses(self.cc),
            bcc=addresses(self.bcc),
            enclosed=own_files(self.attachments, by=by),
            seen=self.seen,
            anyway=self.anyway,
        )
        if self.resolve:
            actions.resolve(subject.row, reason="solved", by=by)
        return {"message": message.pk}


@command
@dataclass(frozen=True, kw_only=True)
class Forward(Spoken):
    """Write to a third party. message: the one that is quoted with its files, if any. to: whom; text: what to say.

    Neither it nor the answer to it says anything to the customer, who waits on.
    """

    name = "tickets.forward"
    label = _("Forward")
    consequence = True
    text: str = ""
    message: int | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        quoted = queries.find_message(self.message, for_=by) if self.message is not None else None
        message = actions.forward(
            subject.row,
            self.text,
            to=addresses(self.to),
            cc=addresses(self.cc),
            message=quoted,
            enclosed=own_files(self.attachments, by=by),
            by=by,
        )
        return {"message": message.pk}


@command
@dataclass(frozen=True, kw_only=True)
class Note(TicketCommand):
    """Leave a note for the team. text: what to say. mentions: ids of the colleagues it is for."""

    name = "tickets.note"
    label = _("Note")
    text: str
    mentions: list[int] = field(default_factory=list)
    attachments: list[Enclosed] = field(default_factory=list)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        enclosed = own_files(self.attachments, by=by)
        message = actions.note(subject.row, self.text, by=by, mentions=self.mentions, enclosed=enclosed)
        return {"message": message.pk}


@command
@dataclass(frozen=True, kw_only=True)
class Undo(MessageCommand):
    """Take back a message which has not left yet; its words return to the writer's draft."""

    name = "tickets.undo"
    label = _("Undo")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.undo(subject.row, by=by)
