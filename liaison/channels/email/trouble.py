"""What does not work at a mailbox at the moment, kept so that every process can tell people."""

import smtplib

from django.db import transaction

from liaison.channels.email.imap.connection import SignInRefused
from liaison.channels.email.models import Mailbox, Trouble
from liaison.channels.email.words import Side
from liaison.kit.clock import now

_REFUSED_SIGN_IN = (smtplib.SMTPAuthenticationError, SignInRefused)
# The server works: it said something about this one message.
_ABOUT_THE_MESSAGE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)


def report(mailbox: Mailbox, side: Side, failure: Exception, *, why: str) -> None:
    """Write down that one side of a mailbox does not work; since when is kept from the first time."""
    if isinstance(failure, _ABOUT_THE_MESSAGE):
        return
    with transaction.atomic():
        Trouble.objects.update_or_create(
            mailbox=mailbox,
            side=side,
            defaults={"why": why, "sign_in": isinstance(failure, _REFUSED_SIGN_IN)},
            create_defaults={"why": why, "sign_in": isinstance(failure, _REFUSED_SIGN_IN), "since": now()},
        )


def clear(mailbox: Mailbox, side: Side) -> None:
    """It works."""
    Trouble.objects.filter(mailbox=mailbox, side=side).delete()
