"""Putting a message on a ticket: the row, its search words, and the list row brought up to date."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Value
from django.db.models.expressions import CombinedExpression

from liaison.kit.clock import now
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.rules import preview
from liaison.tickets.words import Direction, Enclosed

SEARCHED = 60_000  # Characters; a tsvector has a hard limit of one megabyte.
_STEMS = {
    "en": "english", "fr": "french", "ru": "russian", "lt": "lithuanian", "et": "estonian", "de": "german",
    "es": "spanish", "it": "italian", "nl": "dutch", "fi": "finnish", "sv": "swedish", "da": "danish",
    "no": "norwegian", "pt": "portuguese", "hu": "hungarian", "ro": "romanian", "tr": "turkish", "pl": "polish",
}  # fmt: skip


def search_words(*texts: str, language: str) -> SearchVector | CombinedExpression:
    """The expression that fills the search column: plain words without accents, and the stems of the language."""
    words = Value("\n".join(t for t in texts if t)[:SEARCHED].replace("\0", ""))
    plain = SearchVector(words, config="liaison")
    stems = _STEMS.get(language)
    return plain + SearchVector(words, config=stems) if stems else plain


def write(ticket: Ticket, *, direction: Direction, author: str, text: str, **fields: Any) -> Message:
    """Write a message on the ticket and bring the ticket's list row up to date, in memory and in the database."""
    at = fields.pop("at", None) or now()
    shown = fields.pop("reply", "") or text
    enclosed: Iterable[Enclosed] = fields.pop("enclosed", ())
    message = Message(
        ticket=ticket, direction=direction, author=author, text=text, reply=shown, at=at, **fields
    )
    message.search = search_words(
        message.subject, text, message.from_name, message.from_address, language=message.language
    )
    message.save(force_insert=True)
    attach(message, enclosed)
    if direction is not Direction.NOTE:
        _move(ticket, message, at=now(), files=bool([e for e in enclosed if not e.inline]))
    return message


def attach(message: Message, enclosed: Iterable[Enclosed]) -> None:
    """Attach files whose bytes are already kept."""
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            blob_id=e.sha256,
            name=e.name[:255],
            type=e.type[:120],
            size=e.size,
            content_id=e.content_id[:255],
            inline=e.inline,
        )
        for e in enclosed
    )


def _move(ticket: Ticket, message: Message, *, at: datetime, files: bool) -> None:
    """The list row after one more message; the caller may change more of it."""
    change: dict[str, Any] = {
        "last_message": message.pk,
        "last_direction": message.direction,
        "preview": preview(message.reply),
        "moved_at": at,
    }
    for field, value in change.items():
        setattr(ticket, field, value)
    if files:
        change["has_files"] = ticket.has_files = True
    Ticket.objects.filter(pk=ticket.pk).update(messages_count=F("messages_count") + 1, **change)
