"""Mails as customers' programs write them, brought in through our own door."""

from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from liaison.channels.actions import keep, read_waiting
from liaison.channels.email.models import Mailbox
from liaison.channels.models import Parcel
from liaison.config.demo.company import note
from liaison.tickets.models import Message


@dataclass(frozen=True)
class Letter:
    """One mail to us. key: names it for ever. answers: external ids, the oldest first. files: name, type, bytes."""

    key: str
    who: str
    address: str
    subject: str
    text: str
    at: datetime
    answers: tuple[str, ...] = ()
    files: tuple[tuple[str, str, bytes], ...] = field(default=(), repr=False)
    inline: bytes = b""


def bring(letter: Letter, *, to: Mailbox) -> Message | None:
    """Keep the mail, read it and hand it over, at the moment of the clock. Return the message it became."""
    raw = compose(letter, to=to).as_bytes()
    return bring_raw(raw, key=letter.key, to=to, sender=letter.address)


def bring_raw(raw: bytes, *, key: str, to: Mailbox, sender: str, **known: object) -> Message | None:
    """The same for bytes that may be anything. known: what the door knew besides."""
    envelope = {"rcpt": to.address, "from": sender, **known}
    parcel = keep(raw, channel="email", door=to.door, key=f"demo:{key}", envelope=envelope)
    if parcel is None:
        raise ValueError(f"the demo brought {key} twice")
    note("parcel", parcel)
    while Parcel.objects.filter(pk=parcel, state=Parcel.State.KEPT).exists():
        read_waiting()
    return Message.objects.filter(parcel=parcel).select_related("ticket").first()


def compose(letter: Letter, *, to: Mailbox) -> EmailMessage:
    """Write it as a mail program would."""
    mail = EmailMessage()
    local, _, domain = letter.address.partition("@")
    mail["From"] = Address(letter.who, local, domain)
    mail["To"] = Address(to.from_name, *to.address.split("@"))
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = f"<{letter.key}@{domain}>"
    if letter.answers:
        mail["In-Reply-To"] = f"<{letter.answers[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in letter.answers)
    mail.set_content(letter.text)
    if letter.inline:
        _show_inline(mail, letter)
    for name, type_, content in letter.files:
        main, _, sub = type_.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail


def _show_inline(mail: EmailMessage, letter: Letter) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in letter.text.split("\n\n"))
    mail.add_alternative(f"<html><body>{paragraphs}<img src='cid:photo'></body></html>", subtype="html")
    page = mail.get_body(("html",))
    assert isinstance(page, EmailMessage)
    page.add_related(letter.inline, maintype="image", subtype="png", cid="<photo>", filename="photo.png")
