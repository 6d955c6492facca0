"""What customers say on their own pages, as a channel: words come in; answers go by the way they went before."""

import json
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels import own_pages
from liaison.channels.registry import channel
from liaison.channels.words import Abilities, Kept, NotSent, Outgoing, Receipt
from liaison.kit.errors import NotFound
from liaison.portal import following, rules
from liaison.tickets.models import Ticket
from liaison.tickets.queries import followed
from liaison.tickets.registry import WAYS
from liaison.tickets.words import Address, Arrival, Enclosed, Received

LINKS = following.link_for
"""Named here so that the channels below know it as soon as this room is open."""


class Portal:
    """The customers' own pages: parcels are single messages, doors are departments.

    What is said bears our own token for its ticket, for only who may see a ticket can say something on it.
    """

    kind: ClassVar[str] = "portal"
    label: ClassVar[str | Promise] = _("Customer pages")
    can: ClassVar[Abilities] = Abilities()

    def read(self, parcel: Kept) -> list[Arrival]:
        """Understand one message."""
        said = json.loads(parcel.raw)
        ticket = _ticket(said["ticket"])
        sender = Address(said["address"], said["name"])
        return [
            Arrival(
                channel=self.kind,
                door=_way_back(ticket, sender.address),
                through=parcel.door,
                department=ticket.department_id if ticket else _department(parcel),
                parcel=parcel.id,
                sender=sender,
                text=said["text"],
                language=said["language"],
                at=parcel.kept_at,
                external_id=f"portal.{said['customer']}.{said['key']}@portal.invalid",
                fingerprint=rules.fingerprint(said["customer"], said["key"]),
                token=(ticket.pk, None) if ticket else None,
                enclosed=tuple(Enclosed(**file) for file in said["files"]),
            )
        ]

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for something that no page of ours can have sent."""
        return own_pages.unread(
            parcel, why=why, department=_department(parcel), channel=self.kind, door="", through=parcel.door
        )

    def after(self, arrival: Arrival, received: Received) -> None:
        """Nothing follows: whoever said it sees it on their page."""

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Take a text out of a message as it came."""
        return own_pages.redacted(raw, text, mark)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Nothing leaves by this channel: an answer goes by mail and is read on the page as well. Raises NotSent."""
        raise NotSent(str(_("The customer pages cannot be written to; answer by e-mail.")), for_good=True)


def _ticket(id_: int) -> Ticket | None:
    try:
        return followed(id_)
    except NotFound:
        return None


def _way_back(ticket: Ticket | None, address: str) -> str:
    """The door by which the ticket was answered before, if it reaches this address; else the first that does."""
    channel = ticket.door.partition(":")[0] if ticket else ""
    return ticket.door if ticket and channel in WAYS and WAYS[channel].accepts(address) else ""


def _department(parcel: Kept) -> int:
    return int(parcel.door.partition(":")[2])


PORTAL = channel(Portal())
