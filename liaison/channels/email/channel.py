"""E-mail as a channel."""

from typing import ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.email import acknowledging, door, leaving, redacting
from liaison.channels.email.arriving import read_arrivals, unread_arrival
from liaison.channels.email.imap import watching
from liaison.channels.email.queries import box_of, first_door, is_own
from liaison.channels.email.rules import is_address
from liaison.channels.registry import channel, part
from liaison.channels.words import Abilities, Kept, Outgoing, Receipt
from liaison.tickets.registry import Way, way
from liaison.tickets.words import Arrival, Received

MB: Final = 2**20


class Email:
    """E-mail: parcels are raw mails, doors are mailboxes."""

    kind: ClassVar[str] = "email"
    label: ClassVar[str | Promise] = _("E-mail")
    can: ClassVar[Abilities] = Abilities(files=25 * MB, copies=True, subject=True, undo=True)

    def read(self, parcel: Kept) -> list[Arrival]:
        """Understand one mail."""
        return read_arrivals(parcel, box=box_of(parcel.door))

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for a mail that could not be read."""
        return unread_arrival(parcel, box=box_of(parcel.door), why=why)

    def after(self, arrival: Arrival, received: Received) -> None:
        """Acknowledge it, if its department wishes so."""
        acknowledging.after(arrival, received)

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Take a text out of a raw mail."""
        return redacting.redact(raw, text, mark)

    def get_ready(self, outgoing: Outgoing) -> None:
        """Compose a mail that leaves in a moment, and call its server."""
        leaving.get_ready(outgoing)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one mail to the server of its mailbox. Raises NotSent."""
        return leaving.send(outgoing)


EMAIL = channel(Email())
way("email", Way(door_of=first_door, is_ours=is_own, accepts=is_address))
part("SMTP door", door.run, called=_("SMTP door"))
part("mailboxes", watching.run, called=_("Fetching mail"))
