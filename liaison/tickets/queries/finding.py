"""Finding one thing. `find` and `visible_to` are the permission to see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from liaison.authority.queries import extent_of
from liaison.customers.queries import people_of
from liaison.files.queries import brought
from liaison.journal.registry import sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.rows import Rows
from liaison.kit.sayings import said
from liaison.tickets.models import Attachment, Contact, Draft, Kind, Message, Promise, Ticket
from liaison.tickets.rules import member_of
from liaison.tickets.words import NOT_SAID, Direction

SEE = "tickets.see"
PEOPLE = "customers.see"


def visible_to(for_: Actor) -> QuerySet[Ticket]:
    """The tickets somebody may see: those of the departments in which they hold `tickets.see`."""
    extent = extent_of(SEE, by=for_)
    if extent.everywhere:
        return Ticket.objects.all()
    return Ticket.objects.filter(department__in=extent.departments)


@sight("words")
@sight("ticket")
def _tickets_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(visible_to(for_).filter(pk__in=ids).values_list("pk", flat=True))


@sight("contact")
def _contacts_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(PEOPLE, by=for_) else set()


@sight("kind")
def _kinds_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(SEE, by=for_) else set()


def find(ticket_id: int, *, for_: Actor, lock: bool = False) -> Ticket:
    """Return the ticket if `for_` may see it; to a stranger it does not exist (NotFound)."""
    found = next(iter((_LOCKED if lock else _KNOWN)(id=ticket_id)), None) if ticket_id < _BEYOND else None
    return _if_seen(found, for_)


def find_number(number: int, *, for_: Actor) -> Ticket:
    """Return the ticket with this number, if `for_` may see it; to a stranger it does not exist (NotFound)."""
    found = next(iter(_NUMBERED(number=number)), None) if number < _BEYOND else None
    return _if_seen(found, for_)


def _if_seen(found: Ticket | None, for_: Actor) -> Ticket:
    if found is None or not extent_of(SEE, by=for_).covers(found.department_id):
        raise NotFound
    return found


_KNOWN = Rows(Ticket, "SELECT {columns} FROM tickets_ticket WHERE id = %(id)s")
_LOCKED = Rows(Ticket, "SELECT {columns} FROM tickets_ticket WHERE id = %(id)s FOR UPDATE")
_NUMBERED = Rows(Ticket, "SELECT {columns} FROM tickets_ticket WHERE number = %(number)s")
_BEYOND = 2**63  # No number in the database is as great; asking for one would be an error.


class Brief(NamedTuple):
    """A ticket in a list of a person's."""

    id: int
    number: int
    subject: str
    status: str
    channel: str
    moved_at: datetime


_OF_PEOPLE = """
SELECT id, number, subject, status, channel, moved_at FROM tickets_ticket
WHERE customer_id = ANY(%(people)s) AND (%(everywhere)s OR department_id = ANY(%(departments)s))
ORDER BY id DESC LIMIT %(limit)s
"""


def of_people(people: Iterable[int], *, for_: Actor, limit: int = 50) -> list[Brief]:
    """The tickets of these people that `for_` may see, newest first."""
    extent = extent_of(SEE, by=for_)
    given: dict[str, Any] = {"everywhere": extent.everywhere, "departments": sorted(extent.departments)}
    with connection.cursor() as cursor:
        cursor.execute(_OF_PEOPLE, given | {"people": list(people), "limit": limit})
        return [Brief(*row) for row in cursor.fetchall()]


def in_passing(customer_id: int, *, for_: Actor, limit: int = 50) -> list[Contact]:
    """The calls and visits of a person that touched no ticket, newest first, for whoever may see people."""
    if not extent_of(PEOPLE, by=for_):
        return []
    rows = Contact.objects.filter(customer__in=people_of(customer_id), in_passing=True)
    return list(rows.order_by("-id")[:limit])


def find_message(message_id: int, *, for_: Actor, lock: bool = False) -> Message:
    """Return the message if `for_` may see its ticket, which is locked if asked; NotFound to a stranger."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        raise NotFound
    message.ticket = find(message.ticket_id, for_=for_, lock=lock)
    return message


def find_promise(promise_id: int, *, for_: Actor, lock: bool = False) -> Promise:
    """Return the promise if `for_` may see its ticket, which is locked if asked; NotFound to a stranger."""
    promise = Promise.objects.filter(pk=promise_id).first()
    if promise is None:
        raise NotFound
    promise.ticket = find(promise.ticket_id, for_=for_, lock=lock)
    return promise


def bearers(contents: Iterable[str]) -> set[int]:
    """The ids of the tickets on which files with these contents (SHA-256) lie."""
    rows = Attachment.objects.filter(blob__in=list(contents), message__isnull=False)
    return set(rows.values_list("message__ticket", flat=True))


def find_attachment(attachment_id: int, *, for_: Actor) -> Attachment:
    """Return the file if `for_` may see its ticket, or if it lies on their own draft; NotFound to a stranger."""
    file = Attachment.objects.select_related("message", "draft").filter(pk=attachment_id).first()
    if file is None or (file.draft and file.draft.member_id != member_of(for_.ref)):
        raise NotFound
    ticket = file.message.ticket_id if file.message else file.draft.ticket_id if file.draft else 0
    find(ticket, for_=for_)
    return file


def may_enclose(sha256s: Iterable[str], *, for_: Actor) -> bool:
    """Whether somebody may send these contents: they brought them, or see them on a ticket or on their own draft."""
    wanted = set(sha256s)
    if missing := wanted - brought(wanted, by=for_.ref):
        own = Q(draft__member=member_of(for_.ref) or 0, draft__ticket__in=visible_to(for_))
        seen = Attachment.objects.filter(own | Q(message__ticket__in=visible_to(for_)), blob__in=missing)
        return missing <= set(seen.values_list("blob_id", flat=True))
    return True


def draft(ticket: Ticket, *, for_: Actor, kind: str = "reply") -> Draft | None:
    """What this member has begun to write on the ticket."""
    member = member_of(for_.ref) or 0
    return next(iter(_DRAFT(ticket=ticket.pk, member=member, kind=kind)), None)


_DRAFT = Rows(
    Draft,
    """
    SELECT {columns} FROM tickets_draft
    WHERE ticket_id = %(ticket)s AND member_id = %(member)s AND kind = %(kind)s ORDER BY id LIMIT 1
    """,
)


def newest_draft(ticket: Ticket, *, for_: Actor) -> Draft | None:
    """What this member wrote last on the ticket and has not sent, of whichever kind."""
    return next(iter(_BEGUN(ticket=ticket.pk, member=member_of(for_.ref) or 0)), None)


_BEGUN = Rows(
    Draft,
    """
    SELECT {columns} FROM tickets_draft WHERE ticket_id = %(ticket)s AND member_id = %(member)s
    ORDER BY updated_at DESC LIMIT 1
    """,
)


@kept("kind")
def kinds() -> tuple[Kind, ...]:
    """The kinds of matters, in the order in which they were made."""
    return tuple(Kind.objects.order_by("id"))


def promises_of(ticket: Ticket) -> list[Promise]:
    """What we still owe on the ticket, the most pressing first, in the reader's language as far as we said it."""
    owed = _OWED(ticket=ticket.pk)
    for one in owed:
        one.what = said(one.what)
    return owed


_OWED = Rows(
    Promise,
    """
    SELECT {columns} FROM tickets_promise WHERE ticket_id = %(ticket)s AND kept_at IS NULL AND withdrawn_at IS NULL
    ORDER BY due_at, id
    """,
)


def numbers_of(ids: Iterable[int], *, for_: Actor) -> dict[int, int]:
    """The numbers of those of these tickets which `for_` may see, by id."""
    wanted = list(ids)
    return dict(visible_to(for_).filter(pk__in=wanted).values_list("pk", "number")) if wanted else {}


def last_from_customer(ticket: Ticket) -> Message | None:
    """The newest message of a customer on the ticket that a human wrote and that has an address to answer."""
    said = ticket.messages.filter(direction=Direction.IN, auto_kind="", aside=False)
    return said.exclude(from_address="").order_by("-id").first()


def unanswered_since(ticket: Ticket) -> datetime | None:
    """Since when the customer waits, from the messages: the oldest one after the last answer that reached them."""
    said = ticket.messages.filter(auto_kind="", aside=False)
    answers = said.filter(direction=Direction.OUT).exclude(state__in=NOT_SAID).order_by("-id")
    last = answers.values_list("pk", flat=True).first() or 0
    open_ones = said.filter(direction=Direction.IN, pk__gt=last).order_by("pk")
    oldest = open_ones.values_list("contact__begun_at", "at").first()
    return (oldest[0] or oldest[1]) if oldest else None


def has_news(ticket: Ticket, *, after: int, for_: Actor) -> bool:
    """Whether the customer or a colleague said something to each other after a message. Notes do not count."""
    news = ticket.messages.filter(pk__gt=after, auto_kind="", aside=False).exclude(direction=Direction.NOTE)
    return news.exclude(state__in=NOT_SAID).exclude(author=for_.ref).exists()
