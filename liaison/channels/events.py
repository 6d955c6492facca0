"""What can happen to what came in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class ReadAgain(Event):
    """Something that could not be read is read now."""

    kind = "channels.read_again"
    says = _("%(by)s had a message read again that could not be read before.")
    about = ("ticket",)
    ticket_id: int | None
    parcel_id: int
