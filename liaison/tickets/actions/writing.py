"""Putting a message on a ticket: the row, its search words, and the list row brought up to date."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Q, Value
from django.db.models.expressions import CombinedExpression

from liaison.kit.clock import now
from liaison.tickets.actions.inserting import Words, insert
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.rules import preview
from liaison.tickets.words import STEMS, Direction, Enclosed, State

SEARCHED = 60_000  # Characters; a tsvector has a hard limit of one megabyte.


def write(
    ticket: Ticket,
    *,
    direction: Direction,
    author: str,
    text: str,
    also: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Message:
    """Write a message on the ticket and bring the ticket's list row up to date, in memory and in the database.

    also: what else of the ticket's row changes. fields: of the message; `contact` may be new, `delivery` tells the
    door, `enclosed` are files whose bytes are already kept.
    """
    at = fields.pop("at", None) or now()
    shown = fields.pop("reply", "") or text
    enclosed = tuple(fields.pop("enclosed", ()))
    delivery = fields.pop("delivery", None)
    message = Message(
        ticket=ticket, direction=direction, author=author, text=text, reply=shown, at=at, **fields
    )
    # A note and an automatic answer leave the list as it is: it shows what somebody said to somebody.
    moves = direction is not Direction.NOTE and not (direction is Direction.OUT and message.auto_kind)
    files = any(not e.inline for e in enclosed)
    row = {**(_moved(message, files=files) if moves else {}), **(also or {})}
    insert(message, search_words(message), row=row, delivery=delivery, moves=moves)
    for field, value in row.items():
        setattr(ticket, field, value)
    if moves:
        ticket.last_message, ticket.messages_count = message.pk, ticket.messages_count + 1
    if enclosed:
        attach(message, enclosed)
    return message


def attach(message: Message, enclosed: Iterable[Enclosed]) -> None:
    """Attach files whose bytes are already kept."""
    Attachment.objects.bulk_create(Attachment(message=message, **attachment_fields(e)) for e in enclosed)


def attachment_fields(enclosed: Enclosed) -> dict[str, Any]:
    """The columns of an attachment, whether of a message or of a draft."""
    return {
        "blob_id": enclosed.sha256,
        "name": enclosed.name[:255],
        "type": enclosed.type[:120],
        "size": enclosed.size,
        "content_id": enclosed.content_id[:255],
        "inline": enclosed.inline,
    }


def index(message: Message) -> None:
    """Fill the search column of a message again."""
    Message.objects.filter(pk=message.pk).update(search=_searched(message))


def change(ticket: Ticket, to: Mapping[str, Any]) -> None:
    """Change the ticket's row, in memory and in the database, by one UPDATE."""
    if not to:
        return
    Ticket.objects.filter(pk=ticket.pk).update(**to)
    for field, value in to.items():
        if not isinstance(value, CombinedExpression):
            setattr(ticket, field, value)


def restate(ticket: Ticket) -> None:
    """Work out the list row anew from the messages which are left on the ticket."""
    said = ticket.messages.exclude(direction=Direction.NOTE).exclude(state=State.UNDONE)
    said = said.exclude(Q(direction=Direction.OUT) & ~Q(auto_kind=""))
    last = said.order_by("-id").first()
    files = Attachment.objects.filter(message__ticket=ticket, inline=False).exclude(
        message__state=State.UNDONE
    )
    change(
        ticket,
        {
            "last_message": last.pk if last else None,
            "last_direction": last.direction if last else "",
            "preview": preview(last.reply) if last else "",
            "messages_count": said.count(),
            "has_files": files.exists(),
        },
    )


def search_words(message: Message) -> Words:
    """What the search column of a message is filled from."""
    said = (message.subject, message.text, message.from_name, message.from_address)
    text = "\n".join(words for words in said if words)[:SEARCHED].replace("\0", "")
    return Words(text=text, stems=STEMS.get(message.language))


def _searched(message: Message) -> SearchVector | CombinedExpression:
    """The expression that fills the search column: plain words without accents, and the stems of the language."""
    words = search_words(message)
    plain = SearchVector(Value(words.text), config="liaison")
    return plain + SearchVector(Value(words.text), config=words.stems) if words.stems else plain


def _moved(message: Message, *, files: bool) -> dict[str, Any]:
    """The list row after one more message, besides its number and the count."""
    moved: dict[str, Any] = {
        "last_direction": message.direction,
        "preview": preview(message.reply),
        "moved_at": now(),
    }
    return moved | ({"has_files": True} if files else {})
