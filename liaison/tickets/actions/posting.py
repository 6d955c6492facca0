"""Putting a message of ours on its way: contact, message and dispatch together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from liaison.files.queries import sizes
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.tickets.actions.sending import due
from liaison.tickets.actions.writing import write
from liaison.tickets.errors import NobodyToAnswer, NotAFile
from liaison.tickets.models import Contact, Dispatch, Message, Ticket
from liaison.tickets.queries import occasions
from liaison.tickets.registry import WAYS
from liaison.tickets.words import Address, Direction, Enclosed, State


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What leaves: the words, to whom, with what.

    subject: the ticket's own when empty. aside: to a third party. auto_kind: not empty for what no human wrote.
    approved: its words may be said at any time, where others may not.
    """

    text: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    subject: str = ""
    language: str = ""
    aside: bool = False
    auto_kind: str = ""
    approved: bool = False


def post(ticket: Ticket, letter: Letter, *, by: Actor, also: Mapping[str, Any] | None = None) -> Message:
    """Write a message of ours and its dispatch; it leaves when the undo window closes.

    Where the channel shows it at once there is no dispatch: whoever it is for looks at a page of ours.

    also: what else of the ticket's row changes. Raises NobodyToAnswer, NotAFile, Invalid for a wrong address, and
    whatever the channel refuses to carry.
    """
    channel, door = way_out(ticket, letter)
    files, at = kept(letter.enclosed), now()
    _must_carry(channel, door, letter, files)
    contact = _going_on(channel, ticket) or _occasion(
        channel, None if letter.aside else ticket.customer_id, by
    )
    lies_at = _lies_at(channel, letter)
    message = write(
        ticket,
        direction=Direction.OUT,
        author=by.ref,
        text=letter.text,
        also=also,
        contact=contact,
        state=State.SENT if lies_at else State.SENDING,
        external_id=lies_at,
        channel=channel,
        subject=(letter.subject or ticket.subject)[:500],
        language=letter.language,
        to=_pairs(letter.to),
        cc=_pairs(letter.cc),
        bcc=_pairs(letter.bcc),
        enclosed=files,
        aside=letter.aside,
        auto_kind=letter.auto_kind,
        waited_since=None if letter.aside or letter.auto_kind else ticket.waiting_since,
    )
    if lies_at:
        WAYS[channel].shown(message)
    else:
        _leave(message, door, due_at=at + (timedelta(0) if letter.auto_kind else _window(channel)))
    return message


def _leave(message: Message, door: str, *, due_at: datetime) -> None:
    Dispatch.objects.create(message=message, channel=message.channel, door=door, due_at=due_at)
    transaction.on_commit(due.set)


def _must_carry(channel: str, door: str, letter: Letter, files: Iterable[Enclosed]) -> None:
    """The channel is asked before anything is written, so that the answer stays with whoever wrote it."""
    if channel not in WAYS:
        return
    if not letter.approved:
        WAYS[channel].must_be_open(door, letter.to[0].address)
    for file in files:
        WAYS[channel].must_take(file)


def must_take(ticket: Ticket, file: Enclosed, *, to: str) -> None:
    """Raise what the channel by which an answer leaves says against a file. to: where the customer wrote if empty."""
    channel = ticket.door.partition(":")[0]
    if channel in WAYS and (not to or _reaches(channel, to)):
        WAYS[channel].must_take(file)


def _occasion(channel: str, customer: int | None, by: Actor) -> Contact:
    """A new one, which is over as soon as it is written down."""
    at = now()
    return Contact(
        channel=channel,
        direction=Direction.OUT,
        customer_id=customer,
        by=by.ref,
        begun_at=at,
        ended_at=at,
    )


def _going_on(channel: str, ticket: Ticket) -> Contact | None:
    """The occasion in which we answer, where one goes on: a chat is one contact from its first word to its end."""
    key = WAYS[channel].occasion_on(ticket.pk) if channel in WAYS else ""
    return occasions({key}).get(key)


def _lies_at(channel: str, letter: Letter) -> str:
    """Where the letter lies, as its channel calls it, when it is shown rather than sent; files wait for the scanner."""
    return "" if letter.enclosed or channel not in WAYS else WAYS[channel].lies_at(letter.to[0].address)


def _window(channel: str) -> timedelta:
    """How long a message waits before it leaves; somebody in a chat reads it at once."""
    takes_back = channel not in WAYS or WAYS[channel].takes_back
    return timedelta(seconds=settings.LIAISON["UNDO_SECONDS"] if takes_back else 0)


def way_out(ticket: Ticket, letter: Letter) -> tuple[str, str]:
    """The channel and door by which a letter leaves: where the customer came in, else the department's own.

    Raises NobodyToAnswer, and Invalid for an address which the channel does not know how to reach.
    """
    if not letter.to:
        raise NobodyToAnswer
    door = ticket.door
    channel = door.partition(":")[0]
    if not door or not _reaches(channel, letter.to[0].address):
        channel, door = _first_way(ticket.department_id, letter.to[0].address, else_=(channel, door))
    for field, addresses in (("to", letter.to), ("cc", letter.cc), ("bcc", letter.bcc)):
        for address in addresses:
            if not _reaches(channel, address.address):
                raise Invalid(field=field, problem=address.address)
    return channel, door


def _reaches(channel: str, address: str) -> bool:
    return channel not in WAYS or WAYS[channel].accepts(address)


def _first_way(department: int, address: str, *, else_: tuple[str, str]) -> tuple[str, str]:
    """The first way of a department that reaches an address; `else_`, if it has a door, when there is none."""
    for channel, way in WAYS.items():
        if way.accepts(address) and (door := way.door_of(department)):
            return channel, door
    if not else_[1]:
        raise NobodyToAnswer
    return else_


def kept(enclosed: Iterable[Enclosed]) -> tuple[Enclosed, ...]:
    """The files with their true size. Raises NotAFile for one whose bytes are not kept."""
    files = tuple(enclosed)
    if not files:
        return ()
    known = sizes(file.sha256 for file in files)
    if any(file.sha256 not in known for file in files):
        raise NotAFile
    return tuple(replace(file, size=known[file.sha256]) for file in files)


def _pairs(addresses: Iterable[Address]) -> list[Any]:
    return [[a.address, a.name] for a in addresses]
