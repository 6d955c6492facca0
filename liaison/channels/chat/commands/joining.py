"""Being in a chat which another serves: asked in, watching, whispering, taking over."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.channels.chat import actions
from liaison.channels.chat.commands.serving import TAKE, OnChat, colleague
from liaison.kit.actor import Actor
from liaison.tickets.words import Enclosed

WATCH = "chat.watch"


@command
@dataclass(frozen=True, kw_only=True)
class Invite(OnChat):
    """Ask a colleague into a chat, to write there, too. chat: id. to: the colleague's id. word: what it is about."""

    name = "chat.invite"
    label = _("Ask a colleague into the chat")
    needs = TAKE
    to: int
    word: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.invite(subject.row, member=self.to, word=self.word, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Join(OnChat):
    """Come into a chat one was asked into. chat: id."""

    name = "chat.join"
    label = _("Join the chat")
    needs = TAKE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.join(subject.row, member=colleague(by), by=by)
        return {"ticket": subject.row.ticket_id}


@command
@dataclass(frozen=True, kw_only=True)
class Leave(OnChat):
    """Leave a chat which another serves, or say that one does not come. chat: id."""

    name = "chat.leave"
    label = _("Leave the chat")
    needs = TAKE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.leave_guest(subject.row, member=colleague(by), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Watch(OnChat):
    """Watch a chat; the team sees it, the visitor does not. chat: id."""

    name = "chat.watch"
    label = _("Watch a chat")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.watch_over(subject.row, member=colleague(by), by=by)
        return {"ticket": subject.row.ticket_id}


@command
@dataclass(frozen=True, kw_only=True)
class Whisper(OnChat):
    """Say something in a chat which only the team sees. chat: id. text: the words. attachments: files kept before."""

    name = "chat.whisper"
    label = _("Whisper")
    needs = WATCH
    text: str
    attachments: list[Enclosed] = field(default_factory=list)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"message": actions.whisper(subject.row, self.text, by=by, enclosed=self.attachments)}


@command
@dataclass(frozen=True, kw_only=True)
class TakeOver(OnChat):
    """Go on with a chat which a colleague serves. chat: id."""

    name = "chat.take_over"
    label = _("Take the chat over")
    needs = WATCH

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.take_over(subject.row, member=colleague(by), by=by)
        return {"ticket": subject.row.ticket_id}
