"""Handing a mail over to the server for outgoing mail."""

import smtplib
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Final

from liaison.channels import actions
from liaison.channels.email import answers, trouble
from liaison.channels.email.composing import compose, domain_of
from liaison.channels.email.line import Line
from liaison.channels.email.models import Mailbox
from liaison.channels.email.rules import ascii_address
from liaison.channels.email.servers import outgoing_server
from liaison.channels.email.tokens import message_id
from liaison.channels.email.words import Server
from liaison.channels.words import NotSent, Outgoing, Receipt, Side
from liaison.kit.errors import Refusal
from liaison.kit.sayings import say as _

_mine = threading.local()
# Servers that could not be reached a moment ago, and until when nobody tries (monotonic seconds): a dead server of
# one mailbox must not hold up every thread that sends.
_down: dict[Server, tuple[float, str]] = {}
REST: Final = 15.0


@dataclass(frozen=True)
class _Letter:
    """A mail as it goes over the line. utf8: an address needs SMTPUTF8."""

    mailbox: Mailbox
    server: Server
    mail: bytes
    sender: str
    receivers: dict[str, None]
    utf8: bool


def get_ready(outgoing: Outgoing) -> None:
    """Compose the mail and call its server, so that `send` in this thread finds both. Raises what `send` would."""
    _mine.ready = None
    letter = _compose(outgoing)
    _mine.ready = (outgoing, letter)
    if monotonic() >= _down.get(letter.server, (0.0, ""))[0]:
        _line(letter.server).warm()


def send(outgoing: Outgoing) -> Receipt:
    """Compose the mail, if it is not ready, and hand it over. Raises NotSent."""
    ready: tuple[Outgoing, _Letter] | None = getattr(_mine, "ready", None)
    letter = ready[1] if ready and ready[0] is outgoing else _compose(outgoing)
    _mine.ready = None
    mailbox, server = letter.mailbox, letter.server
    until, why = _down.get(server, (0.0, ""))
    if monotonic() < until:
        raise NotSent(why, for_good=False)
    try:
        line = _line(server)
        refused = line.send(letter.mail, sender=letter.sender, to=letter.receivers, utf8=letter.utf8)
    except (OSError, smtplib.SMTPException, answers.BrokenOff, Refusal) as failure:
        no = answers.not_sent(failure)
        trouble.report(mailbox, Side.OUT, failure, why=no.why)
        if isinstance(failure, TimeoutError | ConnectionRefusedError):
            _down[server] = (monotonic() + REST, no.why)
        raise no from failure
    actions.clear(mailbox.door, Side.OUT)
    if refused:
        raise answers.refused(refused, others=True)
    return Receipt(external_id=message_id(outgoing.key, domain=domain_of(mailbox)))


def _compose(outgoing: Outgoing) -> _Letter:
    mailbox = Mailbox.objects.select_related("department__brand").get(pk=int(outgoing.door.partition(":")[2]))
    server = _server(mailbox)
    receivers = [ascii_address(a.address) for a in (*outgoing.to, *outgoing.cc, *outgoing.bcc)]
    sender = ascii_address(mailbox.address)
    utf8 = any(not address.isascii() for address in (sender, *receivers))
    mail = compose(outgoing, mailbox=mailbox, utf8=utf8).as_bytes()
    return _Letter(mailbox, server, mail, sender, dict.fromkeys(receivers), utf8)


def _server(mailbox: Mailbox) -> Server:
    try:
        server = outgoing_server(mailbox)
    except Refusal as no:
        raise NotSent(no.kept, for_good=False) from no
    if server is None:
        raise NotSent(_("No server for outgoing mail is set up."), for_good=False)
    return server


def _line(server: Server) -> Line:
    """This thread's connection to a server."""
    kept: dict[Server, Line] | None = getattr(_mine, "kept", None)
    if kept is None:
        kept = _mine.kept = {}
    return kept.setdefault(server, Line(server))
