"""Speaking first to whoever has a site open."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.channels.chat import actions, queries
from liaison.channels.chat.commands.serving import TAKE, colleague
from liaison.kit.actor import Actor


@command
@dataclass(frozen=True, kw_only=True)
class InviteVisitor(Command):
    """Invite somebody who has a site open to chat. visit: id. words: what they read; empty for a few of ours."""

    name = "chat.invite_visitor"
    label = _("Invite a visitor to chat")
    needs = TAKE
    visit: int
    words: str = ""

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.find_visit(self.visit, for_=by, lock=lock)
        return Subject(found, found.site.department_id, (found.site.ref,))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.invite_visitor(subject.row, self.words, by=by, member=colleague(by))
