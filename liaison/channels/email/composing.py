"""From a message on its way out to the mail that leaves."""

import re
from collections.abc import Iterable
from email.headerregistry import Address as Header
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, Policy
from email.utils import format_datetime

from liaison.channels.email import tokens
from liaison.channels.email.models import Mailbox
from liaison.channels.email.plain_html import as_html
from liaison.channels.email.rules import ascii_domain
from liaison.channels.email.wording import body
from liaison.channels.words import Outgoing
from liaison.files.queries import read as read_bytes
from liaison.kit.clock import now
from liaison.tickets.words import Address, Enclosed

MAX_REFERENCES = 20  # Long threads grow without end; servers refuse headers of several kilobytes.
_ASCII = SMTP.clone(max_line_length=78)
_UTF8 = SMTPUTF8.clone(max_line_length=78)
_BREAKS = re.compile(r"[\r\n\0]+")


def compose(outgoing: Outgoing, *, mailbox: Mailbox, utf8: bool = False) -> EmailMessage:
    """Make the mail: the same message gives the same Message-ID, however often it is tried.

    utf8: the headers need SMTPUTF8, for an address has letters before the @ that are not ASCII.
    """
    mail = EmailMessage(policy=_UTF8 if utf8 else _ASCII)
    mail["From"] = header(_sender(outgoing, mailbox))
    mail["To"] = tuple(header(a) for a in outgoing.to)
    if outgoing.cc:
        mail["Cc"] = tuple(header(a) for a in outgoing.cc)
    mail["Reply-To"] = header(Address(mailbox.address))
    mail["Subject"] = subject(outgoing)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = _ids("Message-ID", [tokens.message_id(outgoing.key, domain=domain_of(mailbox))])
    _thread(mail, outgoing, domain=domain_of(mailbox))
    if outgoing.auto:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"  # What Exchange asks instead of Auto-Submitted.
    text = body(outgoing, quote=mailbox.quote_last)
    mail.set_content(text, subtype="plain", charset="utf-8")
    mail.add_alternative(as_html(text), subtype="html", charset="utf-8")
    for file in outgoing.enclosed:
        _enclose(mail, file)
    return mail


def domain_of(mailbox: Mailbox) -> str:
    """The domain on which our Message-IDs end."""
    return ascii_domain(mailbox.address.rpartition("@")[2])


def header(address: Address) -> Header:
    """An address as a header carries it: the name as it is, the domain in ASCII."""
    local, _, domain = address.address.rpartition("@")
    return Header(display_name=_BREAKS.sub(" ", address.name), username=local, domain=ascii_domain(domain))


def subject(outgoing: Outgoing) -> str:
    """The subject of an answer: `Re: ` before what the customer called it, no number in it."""
    bare = _BREAKS.sub(" ", outgoing.subject).strip()
    return f"Re: {bare}" if outgoing.answers and bare else bare


def _sender(outgoing: Outgoing, mailbox: Mailbox) -> Address:
    """The mailbox under its own name, or with who answers before it: `Bo (Northwind)`."""
    name = mailbox.from_name
    if mailbox.show_author and outgoing.author_name:
        name = f"{outgoing.author_name} ({name})" if name else outgoing.author_name
    return Address(mailbox.address, name)


def _thread(mail: EmailMessage, outgoing: Outgoing, *, domain: str) -> None:
    """In-Reply-To names what the customer wrote last, not our own last word; References the whole thread.

    The oldest reference is a token of ours for the ticket: a provider on the way may give this mail another
    Message-ID, and then nothing else of ours would come back in an answer.
    """
    token = tokens.message_id(f"{outgoing.ticket}.0", domain=domain)
    oldest_first = list(reversed(outgoing.answers[:MAX_REFERENCES]))
    if not outgoing.answers:
        mail["References"] = _ids("References", [token])
        return
    theirs = next((one for one in outgoing.answers if not tokens.is_ours(one)), outgoing.answers[0])
    mail["In-Reply-To"] = _ids("In-Reply-To", [theirs])
    # The last reference is the answered mail itself: some programs look at no other.
    mail["References"] = _ids("References", [token, *(one for one in oldest_first if one != theirs), theirs])


class Ids(str):
    """Message-IDs as a header carries them, one on a line: Python would wrap the long ones into encoded words,
    by which no program finds the thread."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        """The header's lines."""
        folded = f"{policy.linesep} ".join(self.split(" "))
        return f"{self.name}: {folded}{policy.linesep}"


def _ids(name: str, ids: Iterable[str]) -> Ids:
    """The header of this name, without what a header cannot carry."""
    bare = (_id(one) for one in ids)
    made = Ids(" ".join(f"<{one}>" for one in bare if one and one.isascii()))
    made.name = name
    return made


def _id(one: str) -> str:
    return re.sub(r"[\s<>]+", "", one)


def _enclose(mail: EmailMessage, file: Enclosed) -> None:
    main, _, sub = (file.type or "application/octet-stream").partition("/")
    if main in {"message", "multipart"} or not sub:
        # Neither may be written in base64; the receiver gets the file all the same.
        main, sub = "application", "octet-stream"
    mail.add_attachment(
        read_bytes(file.sha256), maintype=main, subtype=sub, filename=_BREAKS.sub(" ", file.name)
    )
