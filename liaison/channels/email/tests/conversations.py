"""Playing the conversations of `conversations.txt`: real mails in, real answers out, and where each came to lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import product
from pathlib import Path

from liaison.channels import actions as channels
from liaison.channels.actions.sending import outgoing
from liaison.channels.email.composing import compose
from liaison.channels.email.models import Mailbox
from liaison.channels.models import Parcel
from liaison.kit import clock
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch, Message, Ticket
from liaison.tickets.words import Address
from tests.cast import Cast

TABLE = Path(__file__).with_name("conversations.txt")
PEOPLE = {
    "mira": "mira@example.com",
    "jonas": "jonas@example.org",
    "uta": "uta@example.net",
    "eve": "eve@evil.test",
    "daemon": "MAILER-DAEMON@mx.example.com",
}
REPORTS = {"bounce": "failed", "delay": "delayed", "arrived": "delivered"}
STATUS = {"failed": "5.1.1", "delayed": "4.4.1", "delivered": "2.0.0"}
BOXES = {"help": "help@northwind.example", "bills": "bills@northwind.example"}


@dataclass(frozen=True)
class Conversation:
    title: str
    lines: tuple[str, ...]


def conversations() -> Iterator[Conversation]:
    """Every conversation of the table, each once for every choice of its variables."""
    for block in re.split(r"^## ", TABLE.read_text(), flags=re.MULTILINE)[1:]:
        title, *rest = [line.strip() for line in block.strip().splitlines() if line.strip()]
        choices = [_choice(line) for line in rest if line.startswith("*")]
        lines = [line for line in rest if not line.startswith("*")]
        for chosen in product(*(values for _name, values in choices)):
            names = {name: value for (name, _values), value in zip(choices, chosen, strict=True)}
            shown = f"{title} ({', '.join(chosen)})" if chosen else title
            yield Conversation(shown, tuple(_filled(line, names) for line in lines))


def _choice(line: str) -> tuple[str, list[str]]:
    name, _, values = line[1:].partition("=")
    return name.strip(), [value.strip() for value in values.split(" | ")]


def _filled(line: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        line = line.replace(f"{{{name}}}", value)
    return line


@dataclass(frozen=True)
class Sent:
    """A mail of a conversation as the world has it. known_as: its id outside; refs: its References."""

    raw: bytes
    known_as: str
    refs: tuple[str, ...] = ()
    subject: str = ""


@dataclass
class Play:
    """One conversation being played. number keeps its people apart from those of all others."""

    cast: Cast
    number: int
    sent: dict[int, Sent] = field(default_factory=dict)
    tickets: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def play(self, conversation: Conversation) -> list[str]:
        """Return what landed wrong, in words."""
        for number, line in enumerate(conversation.lines, start=1):
            who, _, rest = line.partition(": ")
            if who == "us":
                self._answer(number, rest)
            elif who == "days":
                clock.travel(timedelta(days=int(rest)))
            elif who == "echo":
                self._echo(int(rest))
            else:
                self._write(number, who, rest)
        return [f"{conversation.title}: {one}" for one in self.wrong]

    def _address(self, who: str) -> str:
        local, _, domain = PEOPLE.get(who, who).rpartition("@")
        if domain.lower() in {"gmail.com", "googlemail.com"}:
            local, _, tag = local.partition("+")
            return f"{local}{self.number}{'+' + tag if tag else ''}@{domain}"
        return f"{local}{self.number}@{domain}"

    def _answer(self, number: int, rest: str) -> None:
        letter, *options = rest.split()
        copies = {
            name: [Address(self._address(one)) for one in value.split(",")]
            for name, _, value in (option.partition("=") for option in options)
            if name in {"cc", "bcc"}
        }
        ticket = Ticket.objects.get(pk=self.tickets[letter])
        message = tickets.reply(ticket, f"Our answer {number}.", by=self.cast.bo, **copies)
        dispatch = Dispatch.objects.select_related("message__ticket").get(message=message)
        mail = compose(outgoing(dispatch), mailbox=Mailbox.objects.get(pk=dispatch.door.partition(":")[2]))
        ours = mail["Message-ID"].strip("<>")
        tickets.sent(dispatch, external_id="" if {"lost", "rewritten"} & set(options) else ours)
        outside = f"{self.number}.{number}@provider.test" if "rewritten" in options else ours
        refs = tuple(one.strip("<>") for one in (mail["References"] or "").split())
        self.sent[number] = Sent(mail.as_bytes(), outside, refs)

    def _write(self, number: int, who: str, rest: str) -> None:
        said, _, where = rest.partition(" => ")
        words = said.split()
        options = {w for w in words if _is_option(w)}
        subject = " ".join(w for w in words if not _is_option(w)).replace("(none)", "").strip()
        given = dict(o.partition("=")[::2] for o in options if "=" in o)
        raw = self.sent[int(given["again"])].raw if "again" in given else b""
        raw = raw or self._mail(number, who, subject, options, given).as_bytes()
        self._deliver(raw, given.get("to", "help").split(","))
        if not (message := self._found(raw)):
            self.wrong.append(f"line {number} is nowhere")
            return
        self._judge(number, message, where.strip())

    def _mail(
        self, number: int, who: str, subject: str, options: set[str], given: dict[str, str]
    ) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._address(who)
        mail["To"] = ", ".join(BOXES[box] for box in given.get("to", "help").split(","))
        if "cc" in given:
            mail["Cc"] = ", ".join(self._address(one) for one in given["cc"].split(","))
        if "replyto" in given:
            mail["Reply-To"] = self._address(given["replyto"])
        mail["Subject"] = subject
        mail["Date"] = format_datetime(clock.now() + timedelta(seconds=number))
        known_as = f"{self.number}.{number}@{who.rpartition('@')[2] or 'mail.test'}"
        if given.get("id") == "constant":
            known_as = f"constant{self.number}@scanner.test"
        if given.get("id") != "none":
            mail["Message-ID"] = f"<{known_as}>"
        refs = self._thread(mail, options)
        if "auto" in options:
            mail["Auto-Submitted"] = "auto-replied"
        mail.set_content(f"What {who} says in line {number} of conversation {self.number}.")
        for option in REPORTS.keys() & given.keys():
            mail = _report(mail, self.sent[int(given[option])], action=REPORTS[option])
        self.sent[number] = Sent(mail.as_bytes(), known_as, refs, subject)
        return mail

    def _thread(self, mail: EmailMessage, options: set[str]) -> tuple[str, ...]:
        """Set the headers by which a thread is told; return its References."""
        refs: tuple[str, ...] = ()
        parent = ""
        for option in sorted(options):
            known, ids = self._parent(option)
            parent, refs = parent or known, (*ids, *refs)
        if parent:
            mail["In-Reply-To"] = f"<{parent}>"
        if refs:
            mail["References"] = " ".join(f"<{one}>" for one in refs)
        return refs

    def _parent(self, option: str) -> tuple[str, tuple[str, ...]]:
        """What one option says: (In-Reply-To, References)."""
        if option == "made-up":
            return f"liaison.{next(iter(self.tickets.values()))}.1.{'0' * 20}@northwind.example", ()
        if option == "^elsewhere":
            return f"{self.number}.x@elsewhere.test", (f"{self.number}.x@elsewhere.test",)
        if not option.startswith("^"):
            return "", ()
        line, _, how = option[1:].partition("!")
        answered = self.sent[int(line)]
        refs = (*answered.refs, answered.known_as)
        kept = {"irt": (answered.known_as, ()), "refs": ("", refs), "last": ("", refs[:1])}
        return kept.get(how, (answered.known_as, refs))

    def _deliver(self, raw: bytes, boxes: list[str]) -> None:
        for box in boxes:
            mailbox = Mailbox.objects.get(address=BOXES[box])
            key = f"{self.number}.{len(boxes)}.{box}.{Parcel.objects.count()}"
            channels.keep(raw, channel="email", door=mailbox.door, key=key, envelope={"from": "x@y.test"})
        while channels.read_waiting():
            pass
        assert not Parcel.objects.exclude(state="read").exists(), (
            Parcel.objects.exclude(state="read").first().error
        )

    def _found(self, raw: bytes) -> Message | None:
        parcel = Parcel.objects.order_by("-id").first()
        return Message.objects.filter(deliveries__parcel=parcel.pk).select_related("ticket").first()

    def _judge(self, number: int, message: Message, where: str) -> None:
        letter, _, suggested = where.partition("?")
        expected = self.tickets.setdefault(letter, message.ticket_id)
        others = [t for other, t in self.tickets.items() if other != letter]
        if expected != message.ticket_id or message.ticket_id in others:
            self.wrong.append(f"line {number} lies wrong, placed by {message.placed!r}, not on {letter}")
        if suggested and message.suggested != self.tickets[suggested]:
            self.wrong.append(f"line {number} does not suggest {suggested}")

    def _echo(self, line: int) -> None:
        before = Message.objects.count()
        self._deliver(self.sent[line].raw, ["help"])
        if Message.objects.count() != before:
            self.wrong.append("our own mail became a message")


def _is_option(word: str) -> bool:
    name, eq, _ = word.partition("=")
    return (
        word.startswith("^")
        or word in {"auto", "made-up"}
        or (bool(eq) and name in {"to", "cc", "replyto", "id", "again", *REPORTS})
    )


def _report(head: EmailMessage, failed: Sent, *, action: str) -> EmailMessage:
    """A report of a mail server on a mail of ours (RFC 3464)."""
    made = EmailMessage()
    for name, value in head.items():
        if name.lower() not in {"mime-version", "content-type", "content-transfer-encoding"}:
            made[name] = value
    original = failed.raw.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    report = f"This is the mail system. About your message to <mira@example.com>: {action}.\r\n"
    body = (
        (
            f"--b\r\nContent-Type: text/plain\r\n\r\n{report}\r\n"
            "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
            f"Final-Recipient: rfc822; mira@example.com\r\nAction: {action}\r\nStatus: {STATUS[action]}\r\n\r\n"
            "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        ).encode()
        + original
        + b"\r\n--b--\r\n"
    )
    raw = made.as_bytes().rstrip() + (
        b'\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        + body
    )
    return _Raw(raw)


class _Raw(EmailMessage):
    """Bytes that are sent as they are."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._raw = raw

    def as_bytes(self, *_: object, **__: object) -> bytes:
        return self._raw
