"""The words of this channel."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Security(TextChoices):
    """How a connection to a server is sealed."""

    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    PLAIN = "plain", _("Not encrypted")


class After(TextChoices):
    """What is done with a mail on the IMAP server once it is kept here."""

    SEEN = "seen", _("Mark as read")
    LEAVE = "leave", _("Leave as it is")
    MOVE = "move", _("Move to a folder")
    DELETE = "delete", _("Delete")


@dataclass(frozen=True)
class Server:
    """A server and how we sign in. user: empty to send without signing in. allowed: private addresses that may be."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    allowed: tuple[str, ...] = ()
