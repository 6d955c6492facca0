"""Servers for outgoing mail, and a warm connection to each."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from urllib.parse import unquote, urlsplit

from liaison.channels.email.answers import BrokenOff

WAIT = 20.0  # Seconds for an answer; RFC 5321 allows minutes, but a representative looks at this message.
WARM = 45.0  # Seconds after which an idle connection is made anew rather than trusted.


class Security(StrEnum):
    """How a connection is sealed."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


@dataclass(frozen=True)
class Server:
    """A server for outgoing mail. user: empty to send without signing in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def server_from(url: str) -> Server:
    """Read smtp://[user:password@]host[:port] (plain), smtp+starttls://… or smtps://…. Raises ValueError."""
    parts = urlsplit(url)
    kinds = {
        "smtp": (Security.PLAIN, 25),
        "smtp+starttls": (Security.STARTTLS, 587),
        "smtps": (Security.TLS, 465),
    }
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError("say smtp://host:port, smtp+starttls://… or smtps://…")
    security, port = kinds[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, parts.port or port, security, user, password)


class Line:
    """A connection to one server, kept open between mails. One thread uses it at a time."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None
        self._used_at = 0.0

    def send(
        self, mail: bytes, *, sender: str, to: Iterable[str], utf8: bool
    ) -> dict[str, tuple[int, bytes]]:
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

    def hang_up(self) -> None:
        """Close the connection."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.close()

    def _open(self) -> smtplib.SMTP:
        """A connection that answered just now: one that died while idle must not cost a try."""
        if self._smtp is not None and (monotonic() - self._used_at > WARM or not self._answers()):
            self.hang_up()
        if self._smtp is None:
            self._smtp = connect(self.server)
            self._used_at = monotonic()
        return self._smtp

    def _answers(self) -> bool:
        try:
            return self._smtp is not None and self._smtp.rset()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False


def connect(server: Server) -> smtplib.SMTP:
    """Open a connection and sign in. Raises OSError or smtplib.SMTPException."""
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=WAIT, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=WAIT)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _converse(
    smtp: smtplib.SMTP, mail: bytes, *, sender: str, to: list[str], utf8: bool
) -> dict[str, tuple[int, bytes]]:
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
