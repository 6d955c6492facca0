"""What a read mail consists of: plain values that cross the border of this room."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class AutoKind(StrEnum):
    """Why a mail was not written by a person to us; NONE when it was."""

    NONE = ""
    BOUNCE = "bounce"
    DELAY = "delay"
    DELIVERED = "delivered"
    READ_RECEIPT = "read-receipt"
    AUTO_REPLY = "auto-reply"
    LIST = "list"
    COMPLAINT = "complaint"
    NOTIFICATION = "notification"


class Security(StrEnum):
    """How a mail was sealed; nothing here says that the seal was verified."""

    NONE = ""
    SIGNED = "signed"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as a header names it. `address` is empty when the header holds only a name."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One thing that came with the mail, byte for byte as its sender had it.

    `size` is in bytes, `content_id` is without angle brackets, `inline` means the HTML shows it.
    """

    name: str
    type: str
    content: bytes = field(repr=False)
    size: int
    sha256: str
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says.

    `status` is the enhanced code (`5.1.1`) or, failing that, the SMTP code. `message_id`, without
    angle brackets, is that of our mail which is reported on. `for_good` is false for a delay.
    """

    recipients: tuple[str, ...] = ()
    status: str = ""
    diagnostic: str = ""
    message_id: str = ""
    for_good: bool = True


@dataclass(frozen=True, slots=True)
class Partial:
    """Which piece of a mail sent in pieces this is (RFC 2046, message/partial)."""

    id: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as we understand it. All text is valid Unicode without NUL; message ids are without brackets.

    `text` is the whole body, `reply` only the words which are new in it; `quoted` and `signature` are
    what was set apart. `date` is aware and in UTC. `recipients` are the envelope's addresses as far as
    the servers on the way wrote them down, nearest to us first. `unreadable` says in English why the
    mail could not be understood; its bytes are then in `text` as well as can be.
    """

    from_: Address = Address("", "")
    sender: Address = Address("", "")
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    text: str = ""
    html: str = ""
    reply: str = ""
    quoted: str = ""
    signature: str = ""
    auto_kind: AutoKind = AutoKind.NONE
    refuses_auto_answers: bool = False
    bounce: Bounce | None = None
    attachments: tuple[Attachment, ...] = ()
    language: str = ""
    security: Security = Security.NONE
    partial: Partial | None = None
    unreadable: str = ""

    @property
    def auto(self) -> bool:
        """Whether no person wrote this to us: a bounce, an automatic answer, a list, a notification."""
        return self.auto_kind is not AutoKind.NONE
