"""A channel that a developer sets up without code: which field is which is typed into a form."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging.mapped import LARGEST, MappedMessenger
from liaison.channels.messaging.registry import messenger
from liaison.channels.words import Abilities


class Webhook(MappedMessenger):
    """Any program: parcels are its calls, doors are the addresses it was given."""

    kind: ClassVar[str] = "webhook"
    label: ClassVar[str | Promise] = _("Your own program (webhook)")
    can: ClassVar[Abilities] = Abilities(files=LARGEST, fetched=True, receipts=True, undo=True)
    identity: ClassVar[str] = "webhook"
    longest: ClassVar[int] = 100_000


WEBHOOK = messenger(Webhook())
