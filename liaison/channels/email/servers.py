"""Which servers a mailbox has: where it is read, and through which it sends."""

from urllib.parse import unquote, urlsplit

from django.conf import settings

from liaison.channels.email.errors import SettingNotUnderstood
from liaison.channels.email.models import Mailbox
from liaison.channels.email.words import Security, Server


def outgoing_server(mailbox: Mailbox) -> Server | None:
    """The server through which a mailbox sends: its own, or else the installation's; None when there is neither.

    Raises SettingNotUnderstood, and OtherKey for a password that cannot be read any more.
    """
    if mailbox.smtp_host:
        secret = mailbox.smtp_password.reveal() if mailbox.smtp_password else ""
        security = Security(mailbox.smtp_security)
        allowed = tuple(mailbox.private_hosts)
        return Server(mailbox.smtp_host, mailbox.smtp_port, security, mailbox.smtp_user, secret, allowed)
    url = settings.LIAISON["OUTGOING_SMTP"]
    try:
        return server_from(url) if url else None
    except ValueError as wrong:
        raise SettingNotUnderstood(problem=str(wrong)) from wrong


def incoming_server(mailbox: Mailbox) -> Server:
    """The IMAP server from which a mailbox is read."""
    secret = mailbox.imap_password.reveal() if mailbox.imap_password else ""
    security = Security(mailbox.imap_security)
    allowed = tuple(mailbox.private_hosts)
    return Server(mailbox.imap_host, mailbox.imap_port, security, mailbox.imap_user, secret, allowed)


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
