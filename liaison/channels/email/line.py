"""A warm connection to a server for outgoing mail."""

import contextlib
import smtplib
from collections.abc import Iterable
from time import monotonic
from typing import Final

from liaison.channels.email.answers import BrokenOff
from liaison.channels.email.connecting import open_smtp
from liaison.channels.email.words import Server

# Idle connections are closed by servers without a word, some after a minute.
WARM: Final = 45.0  # Seconds.
SURE: Final = 1.0  # Seconds; whoever answered within them need not be asked.
Refusals = dict[str, tuple[int, bytes]]


class Line:
    """A connection to one server, kept open between mails. One thread uses it at a time."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None
        self._used_at = 0.0

    def send(self, mail: bytes, *, sender: str, to: Iterable[str], utf8: bool) -> Refusals:
        """Hand the bytes over; return who was refused while others were not.

        Raises BrokenOff when nobody can tell whether it arrived, else what smtplib raises.
        """
        smtp = self._open()
        try:
            refused = _converse(smtp, mail, sender=sender, to=list(to), utf8=utf8)
        except Exception:
            self.hang_up()
            raise
        self._used_at = monotonic()
        return refused

    def warm(self) -> None:
        """Have a connection that answers, for a mail that follows at once. Raises what smtplib raises."""
        self._open()
        self._used_at = monotonic()

    def hang_up(self) -> None:
        """Close the connection."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.close()

    def _open(self) -> smtplib.SMTP:
        """A connection that answered just now: one that died while idle must not cost a try."""
        idle = monotonic() - self._used_at
        if self._smtp is not None and (idle > WARM or (idle > SURE and not self._answers())):
            self.hang_up()
        if self._smtp is None:
            self._smtp = open_smtp(self.server)
            self._used_at = monotonic()
        return self._smtp

    def _answers(self) -> bool:
        try:
            return self._smtp is not None and self._smtp.rset()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False


def _converse(smtp: smtplib.SMTP, mail: bytes, *, sender: str, to: list[str], utf8: bool) -> Refusals:
    """One mail. smtplib's own `sendmail` does not tell whether the connection broke before the mail was given."""
    if utf8 and not smtp.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("SMTPUTF8")
    options = ["SMTPUTF8", "BODY=8BITMIME"] if utf8 else []
    if smtp.has_extn("size"):
        options.append(f"size={len(mail)}")
    code, answer = smtp.mail(sender, options)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, answer, sender)
    answers = {address: smtp.rcpt(address) for address in to}
    refused = {address: said for address, said in answers.items() if said[0] not in {250, 251}}
    if len(refused) == len(answers):
        raise smtplib.SMTPRecipientsRefused(refused)
    try:
        code, answer = smtp.data(mail)
    except (OSError, smtplib.SMTPServerDisconnected) as broken:
        raise BrokenOff from broken
    if code != 250:
        raise smtplib.SMTPDataError(code, answer)
    return refused
