"""A message on its way out, as plain parts."""

from typing import Any

from liaison.kit.rows import Prepared
from liaison.team.models import Member
from liaison.team.queries import names_of
from liaison.tickets.models import Attachment, Dispatch, Draft, Message
from liaison.tickets.rules import member_of
from liaison.tickets.words import Address, Direction, Enclosed, Said

THREAD = 20  # Ids of the thread that are told to the outside; longer headers are cut on the way anyway.


def outgoing_parts(dispatch: Dispatch) -> dict[str, Any]:
    """The plain parts of a message on its way out; `answers` are the ids of its thread, newest first.

    What is said to a third party answers only what was said with third parties, and the other way round.
    """
    message, ticket = dispatch.message, dispatch.message.ticket
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
        "answers": tuple(id_ for (id_,) in _THREAD(ticket.pk, message.pk, message.aside)),
        "enclosed": enclosed_in(message),
        "auto": bool(message.auto_kind),
        "signature": _signature(message, author),
        "language": message.language,
        "answered": _answered(message),
    }


def _signature(message: Message, author: int | None) -> str:
    """That of the member who wrote it, else that of the department."""
    own = next((signature for (signature,) in _SIGNATURE(author)), "") if author else ""
    return own or message.ticket.department.signature


def _answered(message: Message) -> Said | None:
    return next((Said(*row) for row in _ANSWERED(message.ticket_id, message.pk, message.aside)), None)


def enclosed_in(of: Message | Draft) -> tuple[Enclosed, ...]:
    """The files of a message or a draft, in order."""
    if isinstance(of, Message):
        return tuple(Enclosed(*row) for row in _ENCLOSED(of.pk))
    return tuple(Enclosed(*row) for row in of.attachments.order_by("id").values_list(*_FILE))


_FILE = ("blob_id", "name", "type", "size", "content_id", "inline")
_ENCLOSED = Prepared(
    lambda message: Attachment.objects.filter(message=message).order_by("id").values_list(*_FILE), -7_001
)
_SIGNATURE = Prepared(lambda member: Member.objects.filter(pk=member).values_list("signature"), -7_001)
_THREAD = Prepared(
    lambda ticket, before, aside: (
        Message.objects.filter(ticket=ticket, pk__lt=before, aside__in=[aside])
        .exclude(external_id="")
        .exclude(direction=Direction.NOTE)
        .order_by("-id")
        .values_list("external_id")[:THREAD]
    ),
    -7_001,
    -7_002,
    True,
)
_ANSWERED = Prepared(
    lambda ticket, before, aside: (
        Message.objects.filter(
            ticket=ticket, pk__lt=before, aside__in=[aside], direction=Direction.IN, auto_kind=""
        )
        .order_by("-id")
        .values_list("from_name", "from_address", "at", "text")[:1]
    ),
    -7_001,
    -7_002,
    True,
)


def _pairs(kept: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(*pair) for pair in kept)
