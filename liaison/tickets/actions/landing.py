"""Arrivals come onto their tickets: every row of a whole wave is made first and then written in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from liaison.kit.many_rows import Insert, Update, next_ids, write_rows
from liaison.tickets.actions.writing import attachment_fields, search_words
from liaison.tickets.models import Attachment, Contact, Delivery, Message, Ticket
from liaison.tickets.rules import preview
from liaison.tickets.words import Enclosed

NUMBERS: Final = "tickets_number"
MOVED: Final = (
    "last_message", "last_direction", "preview", "moved_at", "messages_count", "has_files", "unread", "unreadable",
    "waiting_since", "door", "shelf", "status", "wakes_at", "resolved_at", "resolution", "closed_at",
)  # fmt: skip
"""Whatever an arrival may change of a ticket."""

SEARCH: Final = (
    "CASE WHEN given.stems IS NULL THEN to_tsvector('liaison', given.words)"
    " ELSE to_tsvector('liaison', given.words) || to_tsvector(given.stems, given.words) END"
)


@dataclass
class Ids:
    """Ids for so many tickets and messages, taken in one round trip before any of them is written."""

    tickets: list[int]
    numbers: list[int]
    messages: list[int]
    contacts: list[int]
    deliveries: list[int]

    @classmethod
    def take(cls, *, tickets: int, messages: int) -> "Ids":
        """Ids for new tickets, and for messages each with a contact and a delivery; the lowest is taken first."""
        counts = {Ticket: tickets, NUMBERS: tickets, Message: messages, Contact: messages, Delivery: messages}
        return cls(*(ids[::-1] for ids in next_ids(counts)))


@dataclass
class Landing:
    """What a wave writes: new tickets, the known ones it moves, and what was said on them."""

    opened: list[Ticket] = field(default_factory=list)
    moved: dict[int, Ticket] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)

    def add(self, message: Message, delivery: Delivery, enclosed: Iterable[Enclosed]) -> None:
        """This was said by somebody, on its ticket: the ticket's list row shows it."""
        assert message.contact
        if message.contact._state.adding:
            self.contacts.append(message.contact)
        self.messages.append(message)
        self.deliveries.append(delivery)
        ticket, files = message.ticket, tuple(enclosed)
        ticket.last_message, ticket.last_direction = message.pk, message.direction
        ticket.preview, ticket.moved_at = preview(message.reply), message.at
        ticket.messages_count += 1
        ticket.has_files = ticket.has_files or any(not one.inline for one in files)
        self.attachments += [Attachment(message=message, **attachment_fields(one)) for one in files]

    def write(self) -> None:
        """Write it all."""
        write_rows(
            Insert(rows=self.opened),
            Insert(rows=self.contacts),
            Insert(
                rows=self.messages,
                besides={"search": SEARCH},
                from_=[_words(message) for message in self.messages],
                of={"words": "text", "stems": "regconfig"},
            ),
            Insert(rows=self.deliveries),
            Update(rows=list(self.moved.values()), fields=MOVED),
        )
        if self.attachments:
            Attachment.objects.bulk_create(self.attachments)


def _words(message: Message) -> dict[str, str | None]:
    words = search_words(message)
    return {"words": words.text, "stems": words.stems}
