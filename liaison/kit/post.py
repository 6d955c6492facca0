"""Letters of the desk itself to its own people: invitations and new passwords. Not the mail of customers."""

from email.utils import formataddr
from smtplib import SMTPException
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

AUTOMATIC: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""What keeps absence notices and lists from answering; the second is what Exchange asks for instead of the first."""


class CannotSend(Exception):
    """The letter did not leave; the message says why, in the words of the server where there are some."""


def can_send() -> bool:
    """Whether a server for outgoing mail is configured at all."""
    return bool(settings.LIAISON["OUTGOING_SMTP"])


def send(*, to: str, subject: str, text: str) -> None:
    """Hand a plain letter to the server of LIAISON_OUTGOING_SMTP, marked as automatic. Raises CannotSend."""
    if not can_send():
        raise CannotSend("LIAISON_OUTGOING_SMTP names no server")
    server = urlsplit(settings.LIAISON["OUTGOING_SMTP"])
    safe = server.scheme == "smtps"
    connection = get_connection(
        host=server.hostname,
        port=server.port or (465 if safe else 25),
        username=server.username or "",
        password=server.password or "",
        use_ssl=safe,
        use_tls=not safe and bool(server.username),  # A password never travels in the clear.
        timeout=15,
    )
    sender = _sender(server.username or "")
    letter = EmailMessage(subject, text, sender, [to], connection=connection, headers=dict(AUTOMATIC))
    try:
        letter.send()
    except (SMTPException, OSError) as failure:
        raise CannotSend(_words(failure)) from failure


def _sender(user: str) -> str:
    """Whom it is from: the address we sign in with at the server, else one at the desk's own name."""
    host = urlsplit(settings.LIAISON["URL"]).hostname or "liaison.local"
    return formataddr(("Liaison", user if "@" in user else f"liaison@{host}"))


def _words(failure: Exception) -> str:
    said = getattr(failure, "smtp_error", None) or failure
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
