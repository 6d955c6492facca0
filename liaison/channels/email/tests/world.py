"""The outside world: a real server that takes our mails, and a way to send us some."""

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count
from typing import Any

from aiosmtpd.controller import Controller

from liaison.channels.email import door

_ids = count(1)


@dataclass
class Taken:
    """A mail as the outside world took it from us."""

    sender: str
    to: list[str]
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        made = message_from_bytes(self.raw, policy=default)
        assert isinstance(made, EmailMessage)
        return made


@dataclass
class Outside:
    """A server of somebody else. answers: what it says to an address instead of taking it."""

    host: str = "127.0.0.1"
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    after_data: str = ""
    sender_answer: str = ""
    drops_after_data: int = 0
    connections: int = 0

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.after_data:
            return self.after_data
        if self.drops_after_data:
            self.drops_after_data -= 1
            self._take(envelope)
            server.transport.abort()
            await asyncio.sleep(3600)
        self._take(envelope)
        return "250 OK"

    def _take(self, envelope: Any) -> None:
        self.taken.append(Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"


class _OnAFreePort(Controller):
    """aiosmtpd's server in a thread, which cannot by itself tell the port it was given."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def outside(**sealed: Any) -> Iterator[Outside]:
    """Open a server of somebody else on a free port. sealed: how, as aiosmtpd's Controller wants it."""
    world = Outside()
    controller = _OnAFreePort(world, hostname="127.0.0.1", port=0, enable_SMTPUTF8=True, **sealed)
    controller.start()
    world.port = controller.port
    try:
        yield world
    finally:
        controller.stop()


@contextmanager
def open_door() -> Iterator[int]:
    """Open our own door on a free port."""
    stop, bound = threading.Event(), threading.Event()
    ports: list[int] = []

    def opened(host: str, port: int) -> None:
        ports.append(port)
        bound.set()

    thread = threading.Thread(target=door.run, args=[stop], kwargs={"opened": opened})
    thread.start()
    try:
        assert bound.wait(10)
        yield ports[0]
    finally:
        stop.set()
        thread.join(10)


def letter(
    *,
    sender: str = "Mira Kask <mira@example.com>",
    to: str = "help@northwind.example",
    subject: str = "Where is my parcel?",
    text: str = "My parcel has not come.\n",
    **headers: str,
) -> bytes:
    """The bytes of a mail as a customer's program sends it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = f"<{next(_ids)}@mail.example.com>"
    made["Date"] = "Mon, 02 Nov 2026 10:15:00 +0200"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def post(port: int, raw: bytes, *, to: str | list[str] = "help@northwind.example") -> None:
    """Send the bytes to our door, in a real conversation."""
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
        smtp.sendmail("mira@example.com", to, raw)
