"""What only concerns the actor's own desk: drafts and seen marks."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.kit.actor import Actor
from liaison.tickets import actions
from liaison.tickets.commands.subjects import TicketCommand, own_files
from liaison.tickets.words import Enclosed


@dataclass(frozen=True, kw_only=True)
class _OnDraft(TicketCommand):
    needs: ClassVar[str] = "tickets.draft"
    private: ClassVar[bool] = True
    draft: Literal["reply", "note", "forward"] = "reply"


@command
@dataclass(frozen=True, kw_only=True)
class SaveDraft(_OnDraft):
    """Keep what was begun. draft: `reply`, `note` or `forward`. seen: the last message the writer had seen.

    attachments: all its files; null leaves them as they are. A draft with nothing in it is dropped.
    """

    name = "tickets.save_draft"
    label = _("Save the draft")
    text: str = ""
    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    bcc: list[str] = field(default_factory=list)
    seen: int = 0
    attachments: list[Enclosed] | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        draft = actions.save_draft(
            subject.row,
            by=by,
            kind=self.draft,
            text=self.text,
            seen=self.seen,
            to=self.to,
            cc=self.cc,
            bcc=self.bcc,
            enclosed=own_files(self.attachments, by=by) if self.attachments else self.attachments,
        )
        return {"draft": draft.pk if draft else None}


@command
@dataclass(frozen=True, kw_only=True)
class AddFile(_OnDraft):
    """Add a file to a draft. file: its bytes are kept already."""

    name = "tickets.add_file"
    label = _("Add a file")
    file: Enclosed

    def run(self, subject: Subject, *, by: Actor) -> Any:
        (file,) = own_files([self.file], by=by)
        added = actions.add_file(subject.row, file, kind=self.draft, by=by)
        return {"attachment": added.pk if added else None}


@command
@dataclass(frozen=True, kw_only=True)
class RemoveFile(_OnDraft):
    """Take a file off a draft of one's own. attachment: its id."""

    name = "tickets.remove_file"
    label = _("Remove the file")
    attachment: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.remove_file(subject.row, self.attachment, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class MarkSeen(TicketCommand):
    """Keep up to which message the ticket was seen. message: its id."""

    name = "tickets.mark_seen"
    label = _("Mark as read")
    needs = "tickets.see"
    private = True
    message: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.mark_seen(subject.row, message=self.message, by=by)
