"""What all events of this room share."""

from dataclasses import dataclass
from typing import ClassVar

from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Something that happened to one ticket."""

    about: ClassVar[tuple[str, ...]] = ("ticket", "customer")
    ticket_id: int
    customer_id: int | None = None
