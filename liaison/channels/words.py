"""The words of this room which cross its border: what a channel is and what it can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from django.utils.functional import Promise

from liaison.tickets.words import Address, Arrival, Enclosed, Received, Report, Said


@dataclass(frozen=True)
class Abilities:
    """What a channel can do, so that nobody asks what it is called.

    files: greatest size of all files of a message in bytes, 0 for none. reply_within: how long after the
    customer's last word we may answer, None for ever. copies: cc and bcc. subject: messages have one.
    templates: approved texts may be sent when the time to answer is over. receipts: whether we learn of delivery and
    of reading. each: by type of file the greatest size of one in bytes; what fits no type is not carried. Empty where
    every type is. fetched: files are fetched from the desk, which must have a public address for them.
    """

    rich_text: bool = False
    files: int = 0
    reply_within: timedelta | None = None
    typing: bool = False
    exclusive: bool = False
    copies: bool = False
    subject: bool = False
    undo: bool = False
    templates: bool = False
    receipts: bool = False
    each: tuple[tuple[str, int], ...] = ()
    fetched: bool = False

    def most_of(self, type_: str) -> int:
        """The greatest size of a file of this type in bytes, 0 when none is carried."""
        if not self.each:
            return self.files
        return next((most for known, most in self.each if known == type_), 0)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A raw thing which a door offers to be kept.

    key: names this very thing, so that the door may offer it again. envelope: what the door knows besides the bytes.
    """

    raw: bytes
    channel: str
    door: str
    key: str
    envelope: Mapping[str, object]


@dataclass(frozen=True)
class Kept:
    """A parcel as a channel reads it: the raw bytes and what the door knew besides.

    envelope: what came beside the bytes, such as `rcpt` and `from` of an SMTP conversation.
    """

    id: int
    door: str
    raw: bytes
    envelope: Mapping[str, object]
    kept_at: datetime


@dataclass(frozen=True)
class Outgoing:
    """A message on its way out, as a channel hands it over.

    key: stable over all tries; a provider's idempotency key or the Message-ID is made from it.
    answers: external ids it answers, the newest first. answered: what the customer wrote last.
    signature: of whoever answers, else of the department. language: of the message, empty if unknown.
    """

    key: str
    message: int
    ticket: int
    number: int
    door: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    text: str
    author_name: str
    answers: tuple[str, ...]
    enclosed: tuple[Enclosed, ...]
    auto: bool = False
    signature: str = ""
    language: str = ""
    answered: Said | None = None


@dataclass(frozen=True)
class Receipt:
    """The outside world has it. external_id: the id under which it is known there."""

    external_id: str


@dataclass(frozen=True)
class Alarm:
    """Something that does not work and that everybody should know. says: a sentence; since: when it began."""

    kind: str
    says: str
    since: datetime


class Side(StrEnum):
    """What of a door does not work: nothing comes in, nothing leaves, nobody is let in there, or silence."""

    IN = "in"
    OUT = "out"
    ACCOUNT = "account"
    SILENT = "silence"


class NotSent(Exception):
    """It could not be handed over. why: in words. for_good: trying again would not help.

    later: how long the outside world asks us to wait before we try again. side: what of the door does not work, and
    so any message; None when it is only this one.
    """

    def __init__(
        self, why: str, *, for_good: bool, later: timedelta | None = None, side: Side | None = None
    ) -> None:
        super().__init__(why)
        self.why, self.for_good, self.later, self.side = why, for_good, later, side


class Besides(Protocol):
    """What else follows from a parcel, such as telling a group that nobody is answered there."""

    def follow(self) -> None:
        """Do it, or have it done; the parcel is read in the same transaction."""
        ...


@runtime_checkable
class Closes(Protocol):
    """A channel on which we may answer freely only for so long after the customer's last word."""

    def closes_at(self, door: str, to: str) -> datetime | None:
        """When the time to answer somebody by a door is over; None for never."""
        ...


class Channel(Protocol):
    """One way in which words reach us and leave us."""

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    can: ClassVar[Abilities]

    def read(self, parcel: Kept) -> Sequence[Arrival | Report | Besides]:
        """Understand what came in: what was said, and what is told of messages that are known.

        Writes nothing but kept bytes; the same parcel gives the same.
        """
        ...

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for a parcel that could not be read: whatever is known, and the raw thing attached."""
        ...

    def after(self, arrival: Arrival, received: Received) -> None:
        """What follows at once when an arrival came onto a ticket, such as telling its sender so."""
        ...

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Return a raw parcel with a mark in place of the text, wherever and however it is written in it."""
        ...

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one message to the outside world, or raise NotSent."""
        ...


@runtime_checkable
class GetsReady(Protocol):
    """A channel with which part of sending can be done before the moment itself."""

    def get_ready(self, outgoing: Outgoing) -> None:
        """This very message is sent in a moment, by this very thread, unless it is taken back. May fail."""
        ...
