"""Connections to servers of mailboxes, which go nowhere they must not."""

import smtplib
import socket
from datetime import timedelta
from typing import Final

from liaison.channels.email.words import Security, Server
from liaison.kit import outbound
from liaison.kit.outbound import trusting as trusting

# RFC 5321 allows a server minutes for an answer, but a representative looks at this message.
PATIENCE: Final = timedelta(seconds=20)


class NoStartTls(OSError):
    """The server does not offer to go on sealed."""


def connect(server: Server) -> socket.socket:
    """Return a connection, sealed at once for `tls`. Raises OSError or a Refusal of outbound."""
    made = outbound.connect(server.host, server.port, timeout=PATIENCE, allowed=server.allowed)
    if server.security == Security.TLS:
        return trusting().wrap_socket(made, server_hostname=server.host)
    return made


def open_smtp(server: Server) -> smtplib.SMTP:
    """Open a connection for sending and sign in. Raises OSError, smtplib.SMTPException or a Refusal of outbound."""
    smtp = _Smtp(server)
    try:
        smtp.connect(server.host, server.port)
        smtp.ehlo_or_helo_if_needed()
        if server.security == Security.STARTTLS:
            _seal(smtp)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _seal(smtp: smtplib.SMTP) -> None:
    """Begin TLS. Nothing is sent to a server that will not: somebody between us may have left the offer out."""
    if not smtp.has_extn("starttls"):
        raise NoStartTls
    smtp.starttls(context=trusting())
    smtp.ehlo()


class _Smtp(smtplib.SMTP):
    """smtplib's conversation over a connection that was checked."""

    def __init__(self, server: Server) -> None:
        self._server = server
        super().__init__(timeout=PATIENCE.total_seconds())
        self._host = server.host  # What STARTTLS holds the certificate against.

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connect(self._server)
