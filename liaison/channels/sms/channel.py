"""Text messages as channels: Twilio's own way, and that of a provider whose fields an administrator names."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging import rules
from liaison.channels.messaging.mapped import PLACES, SENDING, MappedMessenger
from liaison.channels.messaging.messenger import MB
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import messenger
from liaison.channels.messaging.words import Field
from liaison.channels.sms.twilio import Twilio
from liaison.channels.words import Abilities


class OtherSms(MappedMessenger):
    """Text messages by a provider other than Twilio."""

    kind: ClassVar[str] = "othersms"
    label: ClassVar[str | Promise] = _("Text messages (other provider)")
    can: ClassVar[Abilities] = Abilities(files=1 * MB, fetched=True, receipts=True, undo=True)
    identity: ClassVar[str] = "phone"
    begins: ClassVar[bool] = True
    longest: ClassVar[int] = 1500
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="number", label=_("Our number")),
        Field(name="sender", label=_("Field for our number, in what we send"), default="from"),
        *SENDING,
        *PLACES,
    )

    def peer(self, text: str) -> str:
        """A number in its one form, else the word or short code it is."""
        return rules.peer_number(text)

    def accepts(self, address: str) -> bool:
        """Whether this is a telephone number with its country."""
        return rules.is_number(address)

    def extended(self, said: dict[str, Any], account: Account) -> dict[str, Any]:
        """Our own number goes along."""
        return said | {account.setting("sender"): account.setting("number")}


TWILIO = messenger(Twilio())
OTHER = messenger(OtherSms())
