"""A message on its way out, as plain parts."""

from typing import Any

from liaison.team.models import Member
from liaison.team.queries import names_of
from liaison.tickets.models import Dispatch, Draft, Message
from liaison.tickets.rules import member_of
from liaison.tickets.words import Address, Direction, Enclosed, Said

THREAD = 20  # Ids of the thread that are told to the outside; longer headers are cut on the way anyway.


def outgoing_parts(dispatch: Dispatch) -> dict[str, Any]:
    """The plain parts of a message on its way out; `answers` are the ids of its thread, newest first.

    What is said to a third party answers only what was said with third parties, and the other way round.
    """
    message, ticket = dispatch.message, dispatch.message.ticket
    before = ticket.messages.filter(pk__lt=message.pk, aside=message.aside)
    thread = before.exclude(external_id="").exclude(direction=Direction.NOTE).order_by("-id")
    author = member_of(message.author)
    return {
        "key": f"{ticket.pk}.{message.pk}",
        "message": message.pk,
        "ticket": ticket.pk,
        "number": ticket.number,
        "to": _pairs(message.to),
        "cc": _pairs(message.cc),
        "bcc": _pairs(message.bcc),
        "subject": message.subject,
        "text": message.text,
        "author_name": names_of([author]).get(author, "") if author else "",
        "answers": tuple(thread.values_list("external_id", flat=True)[:THREAD]),
        "enclosed": enclosed_in(message),
        "auto": bool(message.auto_kind),
        "signature": _signature(message, author),
        "language": message.language,
        "answered": _answered(message),
    }


def _signature(message: Message, author: int | None) -> str:
    """That of the member who wrote it, else that of the department."""
    own = Member.objects.filter(pk=author).values_list("signature", flat=True).first() if author else ""
    return own or message.ticket.department.signature


def _answered(message: Message) -> Said | None:
    before = message.ticket.messages.filter(pk__lt=message.pk, aside=message.aside, direction=Direction.IN)
    last = before.filter(auto_kind="").order_by("-id").first()
    return Said(last.from_name, last.from_address, last.at, last.text) if last else None


def enclosed_in(of: Message | Draft) -> tuple[Enclosed, ...]:
    """The files of a message or a draft, in order."""
    return tuple(
        Enclosed(a.blob_id, a.name, a.type, a.size, a.content_id, a.inline)
        for a in of.attachments.order_by("id")
    )


def _pairs(kept: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(*pair) for pair in kept)
