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


@dataclass(frozen=True, kw_only=True)
class WordsGone(TicketEvent):
    """Words which stood on a ticket stand there no more: nobody may keep them in memory as they were."""

    about: ClassVar[tuple[str, ...]] = (*TicketEvent.about, "words")

    @property
    def words_id(self) -> int:
        """Whose words they were, as whoever keeps them hears it (`words:812`)."""
        return self.ticket_id
