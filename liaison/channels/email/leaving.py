"""Handing a mail over to the server for outgoing mail, and saying in words why that failed."""

import smtplib
import threading

from django.conf import settings
from django.utils.translation import gettext as _

from liaison.channels.email import answers
from liaison.channels.email.composing import compose, domain_of
from liaison.channels.email.models import Mailbox
from liaison.channels.email.rules import ascii_domain
from liaison.channels.email.servers import Line, Server, server_from
from liaison.channels.email.tokens import message_id
from liaison.channels.words import NotSent, Outgoing, Receipt

_lines = threading.local()


def send(outgoing: Outgoing) -> Receipt:
    """Compose the mail and hand it over. Raises NotSent."""
    mailbox = Mailbox.objects.get(pk=int(outgoing.door.partition(":")[2]))
    server = server_of(mailbox)
    receivers = [_ascii(a.address) for a in (*outgoing.to, *outgoing.cc, *outgoing.bcc)]
    utf8 = any(not address.isascii() for address in receivers)
    mail = compose(outgoing, mailbox=mailbox, utf8=utf8)
    try:
        refused = _line(server).send(mail.as_bytes(), sender=_ascii(mailbox.address), to=receivers, utf8=utf8)
    except (OSError, smtplib.SMTPException, answers.BrokenOff) as failure:
        raise answers.not_sent(failure) from failure
    if refused:
        raise answers.refused(refused, others=True)
    return Receipt(external_id=message_id(outgoing.key, domain=domain_of(mailbox)))


def server_of(mailbox: Mailbox) -> Server:
    """The server through which a mailbox sends. Raises NotSent when there is none."""
    url = settings.LIAISON["OUTGOING_SMTP"]
    if not url:
        raise NotSent(_("No server for outgoing mail is set up."), for_good=False)
    return server_from(url)


def _line(server: Server) -> Line:
    """This thread's connection to a server."""
    kept: dict[Server, Line] | None = getattr(_lines, "kept", None)
    if kept is None:
        kept = _lines.kept = {}
    return kept.setdefault(server, Line(server))


def _ascii(address: str) -> str:
    local, _at, domain = address.strip().rpartition("@")
    return f"{local}@{ascii_domain(domain)}"
