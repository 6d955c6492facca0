"""What of a failure is a trouble of the mailbox, and what only of the one message."""

import smtplib

from liaison.channels import actions
from liaison.channels.email.imap.connection import SignInRefused
from liaison.channels.email.models import Mailbox
from liaison.channels.words import Side

_REFUSED_SIGN_IN = (smtplib.SMTPAuthenticationError, SignInRefused)
# The server works: it said something about this one message.
_ABOUT_THE_MESSAGE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)


def report(mailbox: Mailbox, side: Side, failure: Exception, *, why: str) -> None:
    """Write down that one side of a mailbox does not work, unless it is only the message that was refused."""
    if not isinstance(failure, _ABOUT_THE_MESSAGE):
        actions.report(mailbox.door, side, why=why, sign_in=isinstance(failure, _REFUSED_SIGN_IN))
