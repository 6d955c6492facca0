"""Reading tickets. `find` and `visible_to` are the permission to see."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from liaison.authority.queries import extent_of
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.team.models import Member
from liaison.tickets.models import Dispatch, Message, Ticket
from liaison.tickets.rules import Candidate
from liaison.tickets.words import Address, Arrival, Direction, Enclosed

SEE = "tickets.see"


def visible_to(for_: Actor) -> QuerySet[Ticket]:
    """The tickets somebody may see: those of the departments in which they hold `tickets.see`."""
    extent = extent_of(SEE, by=for_)
    if extent.everywhere:
        return Ticket.objects.all()
    return Ticket.objects.filter(department__in=extent.departments)


def find(ticket_id: int, *, for_: Actor, lock: bool = False) -> Ticket:
    """Return the ticket if `for_` may see it; to a stranger it does not exist (NotFound)."""
    rows = visible_to(for_)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=ticket_id).first()
    if found is None:
        raise NotFound
    return found


def last_from_customer(ticket: Ticket) -> Message | None:
    """The newest message of a customer on the ticket that a human wrote."""
    return ticket.messages.filter(direction=Direction.IN, auto_kind="").order_by("-id").first()


def candidates(arrival: Arrival) -> Iterator[Candidate]:
    """The tickets of which an arrival bears a trace, the best trace first."""
    if arrival.token and Ticket.objects.filter(pk=arrival.token[0]).exists():
        yield Candidate(arrival.token[0], "token", _taking_part(arrival.token[0]))
    if arrival.answers:
        named = Message.objects.filter(external_id__in=arrival.answers).exclude(external_id="")
        for ticket in dict.fromkeys(named.order_by("-id").values_list("ticket", flat=True)):
            yield Candidate(ticket, "references", _taking_part(ticket))


def _taking_part(ticket: int) -> frozenset[str]:
    """Every outside address on the ticket: who wrote, who was written to, who was copied."""
    rows = (
        Message.objects.filter(ticket=ticket)
        .order_by("-id")
        .values_list("from_address", "to", "cc", "direction")
    )
    found: set[str] = set()
    for sender, to, cc, direction in rows[:200]:
        found.add(sender.lower())
        if direction == Direction.OUT:
            found |= {address.lower() for address in _addresses(to, cc)}
        else:
            found |= {address.lower() for address in _addresses(cc)}
    return frozenset(found - {""})


def _addresses(*lists: Iterable[Iterable[str]]) -> Iterator[str]:
    for pairs in lists:
        for address, *_ in pairs:
            yield address


def outgoing_parts(dispatch: Dispatch) -> dict[str, Any]:
    """The plain parts of a message on its way out; `answers` are the ids of the thread, newest first."""
    message, ticket = dispatch.message, dispatch.message.ticket
    thread = (
        ticket.messages.filter(pk__lt=message.pk).exclude(external_id="").exclude(direction=Direction.NOTE)
    )
    noun, _, author = message.author.partition(":")
    member = Member.objects.filter(pk=author).first() if noun == "member" else None
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
        "author_name": member.name if member else "",
        "answers": tuple(thread.order_by("-id").values_list("external_id", flat=True)[:20]),
        "enclosed": tuple(
            Enclosed(a.blob_id, a.name, a.type, a.size, a.content_id, a.inline)
            for a in message.attachments.order_by("id")
        ),
        "auto": bool(message.auto_kind),
    }


def _pairs(kept: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(*pair) for pair in kept)
