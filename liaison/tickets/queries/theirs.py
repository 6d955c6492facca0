"""What customers themselves may see: their own matters, what they said, and what we said to them."""

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q

from liaison.kit.errors import NotFound
from liaison.tickets.models import Attachment, Delivery, Message, Ticket
from liaison.tickets.words import Direction, Shelf, State

SAID = (State.SENT, State.DELIVERED, State.BOUNCED)
"""What left us. What can still be taken back, or never left, was not said."""


def matters_of(people: Iterable[int], *, before: int | None = None, limit: int = 50) -> list[Ticket]:
    """The tickets of a person who was found to be all of these, the newest first. before: only those with lower ids."""
    rows = Ticket.objects.filter(customer__in=list(people), shelf=Shelf.DESK)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.select_related("department__brand").order_by("-id")[:limit])


def matter(number: int, *, people: Iterable[int]) -> Ticket:
    """The ticket with this number, if it is theirs. Raises NotFound: to everybody else it does not exist."""
    rows = Ticket.objects.filter(customer__in=list(people), shelf=Shelf.DESK, number=number)
    found = rows.select_related("department__brand").first() if number < 2**63 else None
    if found is None:
        raise NotFound
    return found


def followed(ticket: int) -> Ticket:
    """The ticket with this id, or the one into which it was merged. Raises NotFound when it lies no more on the desk.

    Asks nobody: only for whoever has proved that this very ticket is theirs to follow.
    """
    found = Ticket.objects.select_related("department__brand", "merged_into").filter(pk=ticket).first()
    while found is not None and found.merged_into_id is not None:
        rows = Ticket.objects.select_related("department__brand")
        found = rows.filter(pk=found.merged_into_id).first()
    if found is None or found.shelf != Shelf.DESK:
        raise NotFound
    return found


def said_with(ticket: Ticket, *, people: Iterable[int], addresses: Collection[str]) -> list[Message]:
    """What a person and we said to each other on a ticket, the oldest first.

    addresses: by which they are known, in normal form. Neither notes, nor what was said beside them to third parties,
    nor what another person said or was told; nor what we wrote down of a call, for those are our words about them.
    """
    authors = [f"customer:{person}" for person in people]
    came = Exists(Delivery.objects.filter(message=OuterRef("pk")))
    theirs = Q(came, direction=Direction.IN, author__in=authors, auto_kind="")
    ours = Q(direction=Direction.OUT, state__in=SAID, dispatch__isnull=False)
    rows = Message.objects.filter(theirs | ours, ticket=ticket, aside=False).order_by("id")
    found = rows.prefetch_related("attachments")
    return [one for one in found if one.direction == Direction.IN or _is_to(one, addresses)]


def _is_to(message: Message, addresses: Collection[str]) -> bool:
    """Whether a message of ours was for one of these addresses."""
    receivers = (*message.to, *message.cc, *message.bcc)
    return any(pair[0].strip().lower() in addresses for pair in receivers)


def file_of(attachment: int, *, among: Iterable[Message]) -> Attachment:
    """A file of one of these messages. Raises NotFound for any other."""
    messages = [one.pk for one in among]
    found = (
        Attachment.objects.filter(pk=attachment, message__in=messages).first() if attachment < 2**63 else None
    )
    if found is None:
        raise NotFound
    return found
