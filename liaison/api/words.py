"""The words of this room which cross its border: what a token may be used for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from liaison.kit.actor import Plain


class Stage(TextChoices):
    """How an import stands."""

    OPEN = "open", _("Being prepared")
    WAITING = "waiting", _("Begins in a moment")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Not possible")


class Scope(StrEnum):
    """What a token is good for; the name of a single command, such as `tickets.reply`, is a scope too."""

    EVERYTHING = "*"
    READ = "read"  # Everything that can be read.
    TICKETS = "tickets"  # Reading tickets and every command on them.
    CUSTOMERS = "customers"  # Reading customers and every command on them.
    COMPLAINTS = "complaints"  # Reading complaints and every command on them.
    ORDERS = "orders"  # Reading goods and orders and every command on them.
    COMMANDS = "commands"  # Every command; nothing that is only read.


@dataclass(frozen=True)
class Access:
    """What a token in force gives. token: its id. member: the colleague as whom the program acts."""

    token: int
    name: str
    scopes: frozenset[str]
    member: Plain
    used_at: datetime | None

    @property
    def ref(self) -> str:
        """How decisions call this token."""
        return f"token:{self.token}"
