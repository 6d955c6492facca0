"""The words of this room which cross its border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """How a chat stands."""

    WAITING = "waiting", _("Waiting")
    ANSWERED = "answered", _("Being answered")
    MISSED = "missed", _("Missed")
    LEFT = "left", _("Left without an answer")
    ENDED = "ended", _("Ended")


RUNNING = (Standing.WAITING, Standing.ANSWERED, Standing.MISSED, Standing.LEFT)
UNANSWERED = (Standing.WAITING, Standing.MISSED, Standing.LEFT)


class Part(TextChoices):
    """What a colleague does in a chat which another serves."""

    HELPS = "helps", _("Helps")
    WATCHES = "watches", _("Watches")


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """What a visitor says of themselves before they chat. Nothing of it is proved.

    page: address of the page they are on, referrer where they came from, campaign which advertisement brought them;
    empty unless they agreed. answers: to the questions of the site, by their names.
    """

    name: str = ""
    address: str = ""
    language: str = ""
    page: str = ""
    referrer: str = ""
    campaign: str = ""
    agreed: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What the company's own site says of its signed-in customer, signed with the secret it shares with us.

    subject: how that site calls the customer, the same for ever. address: their e-mail address, proved.
    """

    subject: str
    address: str = ""
    name: str = ""


@dataclass(frozen=True)
class Line:
    """One message as its visitor sees it. mine: the visitor said it. key: the id the visitor's page gave it."""

    id: int
    mine: bool
    name: str
    text: str
    at: datetime
    key: str
    auto: bool
    files: tuple["File", ...] = ()


@dataclass(frozen=True)
class File:
    """A file of a line. id: of the attachment; type: of its bytes, as the sender says."""

    id: int
    name: str
    type: str
    size: int


@dataclass(frozen=True)
class Outlook:
    """How long a visitor waits, told honestly.

    open: within office hours. ready: colleagues who take chats now. place: in the queue, from 1, 0 when not in it.
    minutes: expected, None when it cannot be told. opens_at: when the hours begin again.
    """

    open: bool
    ready: int
    place: int = 0
    minutes: int | None = None
    opens_at: datetime | None = None
