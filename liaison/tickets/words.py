"""The words of this room which cross its border: what arrives, what leaves, and the states of a matter."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """How the matter stands."""

    OPEN = "open", _("Open")
    WAITING_CUSTOMER = "waiting_customer", _("Waiting for the customer")
    WAITING_OTHERS = "waiting_others", _("Waiting for others")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


UNSETTLED: Final = (Status.OPEN, Status.WAITING_CUSTOMER, Status.WAITING_OTHERS)


class Shelf(TextChoices):
    """Where a ticket lies when it is not among the others."""

    DESK = "", _("Inbox")
    SPAM = "spam", _("Spam")
    TRASH = "trash", _("Trash")
    MERGED = "merged", _("Merged")


class Priority(IntegerChoices):
    """How pressing it is."""

    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    URGENT = 4, _("Urgent")


class Resolution(TextChoices):
    """Why a matter is settled; one key press each."""

    SOLVED = "solved", _("Solved")
    NO_ANSWER_NEEDED = "no_answer_needed", _("No answer needed")
    NO_ANSWER_CAME = "no_answer_came", _("The customer did not answer")
    DUPLICATE = "duplicate", _("Duplicate")
    NOT_POSSIBLE = "not_possible", _("Not possible")
    NOT_FOR_US = "not_for_us", _("Not for us")
    SPAM = "spam", _("Spam")


class Wish(TextChoices):
    """How a customer wants to be answered, where they said so."""

    MAIL = "mail", _("By e-mail")
    CALL = "call", _("By telephone")
    MESSAGE = "message", _("By text message")


class Direction(TextChoices):
    """Who says it to whom; a note stays inside."""

    IN = "in", _("From the customer")
    OUT = "out", _("To the customer")
    NOTE = "note", _("Note")


class State(TextChoices):
    """How far a message has come."""

    RECEIVED = "received", _("Received")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    SEEN = "seen", _("Read")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Bounced")
    UNDONE = "undone", _("Taken back")


NOT_SAID: Final = (State.FAILED, State.BOUNCED, State.UNDONE)
"""Outgoing messages in these states never reached the customer, so they answered nothing."""


@dataclass(frozen=True)
class Address:
    """An address or number on a channel, with the name given there."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody said before: as much as a quotation shows."""

    name: str
    address: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Enclosed:
    """A file of an arrival or a dispatch: its bytes lie in `files` under sha256 (hex); size in bytes."""

    sha256: str
    name: str
    type: str
    size: int
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """A file of an arrival which still lies with whoever brought it.

    ref: how they call it. size: in bytes, 0 if unknown.
    """

    ref: str
    name: str
    type: str
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One message that came in, understood by its channel and not yet placed on a ticket.

    channel: kind of the channel. door: whose matter it is, `email:3`; answers leave there. Empty where nothing can
    leave: then they go by the first way on which its department reaches the address. parcel: id of the raw thing.
    through: the door by which it really came when that is another: one mail may come to several of ours.
    sender: who says it; identity: the kind under which the sender is known (`email`, `phone`). said: the sender only
    typed it, and nothing proves it.
    external_id: the id the outside gave it, one with its sender and content; answers: ids it says it answers.
    token: our own token found in it, as (ticket id, message id or None). at: when it was sent, by its own clock.
    auto_kind: not empty for what no human wrote. failed: for a bounce, the external id of our message that failed.
    unreadable: why it could not be understood; it becomes a ticket all the same.
    quiet: no automatic answer may go back. onto: a ticket on which it belongs though it bears no trace, such as the
    last of a flood.
    thread: the lasting conversation at a door that this is part of, such as one with a number; its words go onto the
    ticket on which it lies. occasion: the contact of many messages that this is part of, such as a chat, as its
    channel calls it; a message without one is an occasion of its own. elsewhere: files that are fetched once the words
    are on their ticket.
    """

    channel: str
    door: str
    department: int
    parcel: int | None
    sender: Address
    through: str = ""
    identity: str = "email"
    said: bool = False
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    text: str = ""
    reply: str = ""
    html: str = ""
    language: str = ""
    at: datetime | None = None
    external_id: str = ""
    fingerprint: str = ""
    answers: tuple[str, ...] = ()
    token: tuple[int, int | None] | None = None
    auto_kind: str = ""
    failed: str = ""
    why_failed: str = ""
    unreadable: str = ""
    quiet: bool = False
    onto: int | None = None
    thread: str = ""
    occasion: str = ""
    elsewhere: tuple[Elsewhere, ...] = ()
    enclosed: tuple[Enclosed, ...] = field(default=())


class News(StrEnum):
    """What the outside can tell of a message that is known already."""

    DELIVERED = "delivered"
    SEEN = "seen"
    FAILED = "failed"
    EDITED = "edited"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What the outside tells of a message, ours or the customer's. It becomes no message itself.

    external_id: of the message; else thread and until: whatever we said in that conversation up to a moment.
    text: the new words of an edited one. why: of one that failed, as a sentence. parcel: id of the raw thing.
    """

    news: News
    external_id: str = ""
    thread: str = ""
    until: datetime | None = None
    text: str = ""
    why: str = ""
    parcel: int | None = None


@dataclass(frozen=True)
class Receivers:
    """To whom an answer goes."""

    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()


@dataclass(frozen=True)
class Received:
    """What became of an arrival: the ticket and message it is, whether the ticket is new, and why it lies there."""

    ticket: int
    message: int
    new: bool
    placed: str


STEMS: Final = {
    "en": "english", "fr": "french", "ru": "russian", "lt": "lithuanian", "et": "estonian", "de": "german",
    "es": "spanish", "it": "italian", "nl": "dutch", "fi": "finnish", "sv": "swedish", "da": "danish",
    "no": "norwegian", "pt": "portuguese", "hu": "hungarian", "ro": "romanian", "tr": "turkish",
}  # fmt: skip
"""Languages of which PostgreSQL knows the stems, by ISO code."""
