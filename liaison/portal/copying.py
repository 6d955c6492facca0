"""A copy of everything that is a customer's: what they told us of themselves, and what was said."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from liaison.channels.form.queries import agreed_by
from liaison.customers.queries import identities_of
from liaison.files.queries import served
from liaison.kit.errors import Refusal
from liaison.portal.queries import Visitor
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Direction

MOST = 200 * 2**20  # Bytes of files in one copy; beyond it they are named, and lie on their tickets' pages.


def as_json(visitor: Visitor) -> dict[str, Any]:
    """All of it, without the files' bytes."""
    customer = visitor.visit.customer
    return {
        "name": customer.name,
        "language": customer.language,
        "known_since": customer.created_at.isoformat(),
        "identities": [{"kind": kind, "value": shown} for kind, shown in identities_of(visitor.people)],
        "consents": [
            {"words": one.words, "form": one.where, "at": one.at.isoformat()}
            for one in agreed_by(visitor.people)
        ],
        "tickets": [_ticket(one, visitor) for one in _all(visitor)],
    }


def as_zip(visitor: Visitor) -> bytes:
    """All of it with the files, in folders by the number of their ticket."""
    made, taken = io.BytesIO(), 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("my-data.json", json.dumps(as_json(visitor), ensure_ascii=False, indent=1))
        for ticket in _all(visitor):
            for message in visitor.said(ticket):
                for file in message.attachments.all():
                    path = _path(file.blob_id)
                    if path and taken + file.size <= MOST and path.is_file():
                        taken += file.size
                        archive.write(path, f"{ticket.number}/{_name(file)}")
    return made.getvalue()


def _path(sha256: str) -> Path | None:
    """Where a file lies; None for one that nobody is given, since a virus is in it or nobody has looked."""
    try:
        return served(sha256)
    except Refusal:
        return None


def _all(visitor: Visitor) -> Iterator[Ticket]:
    before: int | None = None
    while found := visitor.matters(before=before):
        yield from found
        before = found[-1].pk


def _ticket(ticket: Ticket, visitor: Visitor) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "status": ticket.status,
        "opened_at": ticket.created_at.isoformat(),
        "messages": [_message(one) for one in visitor.said(ticket)],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "from_me": message.direction == Direction.IN,
        "at": message.at.isoformat(),
        "channel": message.channel,
        "text": message.text,
        "files": [
            {"name": file.name, "size": file.size, "saved_as": _name(file)}
            for file in message.attachments.all()
        ],
    }


def _name(file: Attachment) -> str:
    """A name of its own that leads nowhere else when it is unpacked."""
    bare = "".join(c for c in file.name if c.isprintable() and c not in '/\\:*?"<>|').strip(". ")
    return f"{file.pk}-{bare or 'file'}"
