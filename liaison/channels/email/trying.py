"""Trying out the servers of a mailbox, and saying precisely what does not work."""

import smtplib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liaison.channels.email import answers
from liaison.channels.email.connecting import open_smtp
from liaison.channels.email.imap.connection import Imap, open_imap
from liaison.channels.email.imap.session import NoFolder, select
from liaison.channels.email.imap.words import why_not
from liaison.channels.email.models import Mailbox
from liaison.channels.email.rules import ascii_address
from liaison.channels.email.servers import incoming_server, outgoing_server
from liaison.channels.email.words import After
from liaison.channels.words import Side
from liaison.kit.errors import Refusal
from liaison.kit.sayings import said


@dataclass(frozen=True)
class Tried:
    """What came of trying one side. says: a sentence for people."""

    side: Side
    ok: bool
    says: str


def try_out(mailbox: Mailbox) -> list[Tried]:
    """Sign in where the mailbox is read and where it sends, without fetching or sending anything."""
    tried = [_outgoing(mailbox)]
    if mailbox.imap_host:
        tried.insert(0, _incoming(mailbox))
    return tried


def _incoming(mailbox: Mailbox) -> Tried:
    try:
        imap = open_imap(incoming_server(mailbox))
    except Exception as failure:
        return Tried(Side.IN, False, said(why_not(failure)))
    try:
        return _folders(imap, mailbox)
    finally:
        imap.shutdown()


def _folders(imap: Imap, mailbox: Mailbox) -> Tried:
    wanted = [mailbox.imap_folder, *([mailbox.imap_move_to] if mailbox.imap_after == After.MOVE else [])]
    for folder in wanted:
        try:
            found = select(imap, folder, readonly=True)
        except NoFolder as failure:
            return Tried(Side.IN, False, said(why_not(failure)))
        if folder == mailbox.imap_folder:
            count = found.messages
    signed_in = _("Signed in; %(folder)s holds %(count)s mails.")
    return Tried(Side.IN, True, signed_in % {"folder": mailbox.imap_folder, "count": count})


def _outgoing(mailbox: Mailbox) -> Tried:
    try:
        server = outgoing_server(mailbox)
    except Refusal as no:
        return Tried(Side.OUT, False, no.sentence)
    if server is None:
        return Tried(Side.OUT, False, _("No server for outgoing mail is set up."))
    try:
        smtp = open_smtp(server)
    except (OSError, smtplib.SMTPException, Refusal) as failure:
        return Tried(Side.OUT, False, said(answers.not_sent(failure).why))
    try:
        code, answer = smtp.mail(ascii_address(mailbox.address))
        smtp.rset()
    except (OSError, smtplib.SMTPException) as failure:
        return Tried(Side.OUT, False, said(answers.not_sent(failure).why))
    finally:
        smtp.close()
    if code != 250:
        refused = smtplib.SMTPSenderRefused(code, answer, mailbox.address)
        return Tried(Side.OUT, False, said(answers.not_sent(refused).why))
    return Tried(
        Side.OUT, True, _("Connected; %(host)s takes mails of this address.") % {"host": server.host}
    )
