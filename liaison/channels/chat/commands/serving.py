"""Serving visitors: being ready, taking what rings, passing it on, ending it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.channels.chat import actions, errors, queries
from liaison.kit.actor import Actor
from liaison.routing import actions as offers
from liaison.tickets.rules import member_of

TAKE = "chat.take"


@command
@dataclass(frozen=True, kw_only=True)
class TakeChats(Command):
    """Say whether chats may ring at one's desk. on: whether. most: how many one serves at once."""

    name = "chat.ready"
    label = _("Take chats")
    needs = TAKE
    private = True
    on: bool
    most: int = 3

    def run(self, subject: Subject, *, by: Actor) -> Any:
        member = colleague(by)
        if self.on:
            offers.become_ready(member, most=self.most, by=by)
        else:
            offers.rest(member, by=by)


@dataclass(frozen=True, kw_only=True)
class OnChat(Command):
    """Something done with one chat. chat: id."""

    chat: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.find_chat(self.chat, for_=by, lock=lock)
        return Subject(found, queries.department_of(found), (found.ref,))


@command
@dataclass(frozen=True, kw_only=True)
class Take(OnChat):
    """Serve a visitor who waits. chat: id."""

    name = "chat.take"
    label = _("Take the chat")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.take(subject.row, by=by)
        return {"ticket": subject.row.ticket_id}


@command
@dataclass(frozen=True, kw_only=True)
class Decline(OnChat):
    """Have it ring at a colleague's desk instead. chat: id."""

    name = "chat.decline"
    label = _("Decline")
    needs = TAKE
    private = True

    def run(self, subject: Subject, *, by: Actor) -> Any:
        member = colleague(by)
        offers.decline(subject.row.ref, member=member, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class PassOn(OnChat):
    """Have a colleague go on with a chat. chat: id. to: the colleague's id. word: what they should know."""

    name = "chat.pass_on"
    label = _("Pass the chat on")
    needs = TAKE
    to: int
    word: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.pass_on(subject.row, member=self.to, word=self.word, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class HandOver(OnChat):
    """Have another department go on with a chat. chat: id. department: its id. word: what they should know."""

    name = "chat.hand_over"
    label = _("Pass the chat on to a department")
    needs = TAKE
    department: int
    word: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.hand_over(subject.row, department=self.department, word=self.word, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class End(OnChat):
    """End a chat. chat: id."""

    name = "chat.end"
    label = _("End the chat")
    needs = TAKE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.end(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Block(OnChat):
    """Let a visitor write no more. chat: id of a chat with them."""

    name = "chat.block"
    label = _("Block the visitor")
    needs = TAKE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.block(subject.row, by=by)


def colleague(by: Actor) -> int:
    """The id of the colleague who acts. Raises NotTaking for whoever is none."""
    member = member_of(by.ref)
    if member is None:
        raise errors.NotTaking(name=by.ref)
    return member
