"""Where an arrival could belong, and where an answer would go."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from liaison.customers.queries import addresses_of, known_by, newest_address, people_of
from liaison.customers.rules import normal
from liaison.kit.clock import now
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries.finding import last_from_customer
from liaison.tickets.registry import is_ours
from liaison.tickets.rules import Candidate, answered_subject, same_subject
from liaison.tickets.words import Address, Arrival, Direction, Receivers, Shelf

LOOKED_AT = 200  # The newest messages whose addresses count; more would cost and add nobody.
BY_SUBJECT: Final = timedelta(days=30)


def failed_message(arrival: Arrival) -> Message | None:
    """The message of ours which a bounce reports, by its id outside or by our own token."""
    if not arrival.failed and arrival.auto_kind != "bounce":
        return None
    sent = Message.objects.filter(direction=Direction.OUT).select_related("ticket")
    found = sent.filter(external_id=arrival.failed).order_by("-id").first() if arrival.failed else None
    if found is None and arrival.token and arrival.token[1]:
        found = sent.filter(pk=arrival.token[1], ticket=arrival.token[0]).first()
    return found


REPORTS: Final = frozenset({"delay", "delivered", "read-receipt"})


def reported_message(arrival: Arrival) -> Message | None:
    """The message of ours of which a machine tells that it is late, was delivered or read; only our token proves it."""
    if arrival.auto_kind not in REPORTS or not arrival.token or not arrival.token[1]:
        return None
    found = Message.objects.filter(pk=arrival.token[1], direction=Direction.OUT).select_related("ticket")
    return found.first()


def candidates(arrival: Arrival) -> Iterator[Candidate]:
    """The tickets of which an arrival bears a trace, the best trace first; each is looked for when it is asked for."""
    if found := _of_token(arrival):
        yield _candidate(found, by="token")
    if arrival.answers:
        for message in _one_per_ticket(_named(arrival.answers)):
            yield _candidate(message.ticket, by="references")
    if arrival.onto and (flood := Ticket.objects.filter(pk=arrival.onto).first()):
        yield _candidate(flood, by="flood")
    for ticket in _of_subject(arrival):
        yield _candidate(ticket, by="subject")


def _of_token(arrival: Arrival) -> Ticket | None:
    """The ticket on which the message of our token lies by now; it may have been moved since."""
    if not arrival.token:
        return None
    ticket, message = arrival.token
    found = Message.objects.filter(pk=message).select_related("ticket").first() if message else None
    return found.ticket if found else Ticket.objects.filter(pk=ticket).first()


def _named(ids: tuple[str, ...]) -> list[Message]:
    """The messages which the arrival says it answers, in the order in which it names them."""
    found = Message.objects.filter(external_id__in=ids).exclude(external_id="").select_related("ticket")
    place = {one: number for number, one in enumerate(ids)}
    return sorted(found, key=lambda message: (place[message.external_id], -message.pk))


def _of_subject(arrival: Arrival) -> list[Ticket]:
    """Of an answer that bears no trace (some programs drop it): tickets of this very sender under this subject.

    Only what calls itself an answer is looked at, and only what moved lately.
    """
    answered = answered_subject(arrival.subject, auto=arrival.auto_kind == "auto-reply")
    if not answered or not arrival.sender.address:
        return []
    people = {one.pk for one in known_by(arrival.identity, normal(arrival.identity, arrival.sender.address))}
    if not people:
        return []
    lately = Ticket.objects.filter(customer__in=people, moved_at__gt=now() - BY_SUBJECT)
    found = lately.exclude(shelf=Shelf.SPAM).order_by("-moved_at")[:LOOKED_AT]
    return [ticket for ticket in found if same_subject(ticket.subject, answered)]


def _one_per_ticket(messages: Iterable[Message]) -> Iterator[Message]:
    met = set()
    for message in messages:
        if message.ticket_id not in met:
            met.add(message.ticket_id)
            yield message


def _candidate(ticket: Ticket, *, by: str) -> Candidate:
    """Who takes part: who wrote, was written to or copied, and every known address of the customer."""
    rows = Message.objects.filter(ticket=ticket).order_by("-id")
    thread: set[str] = addresses_of(people_of(ticket.customer_id)) if ticket.customer_id else set()
    beside: set[str] = set()
    columns = ("from_address", "to", "cc", "reply_to", "direction", "aside")
    for sender, to, cc, reply_to, direction, aside in rows.values_list(*columns)[:LOOKED_AT]:
        side = beside if aside else thread
        side.add(sender.lower())
        side |= set(_addresses(cc, reply_to or [], to if direction == Direction.OUT else []))
    outside = frozenset(one for one in thread if one and not is_ours(one))
    return Candidate(ticket.pk, by, outside, frozenset(beside - {""}))


def _addresses(*lists: Iterable[Iterable[str]]) -> Iterator[str]:
    for pairs in lists:
        for address, *_ in pairs:
            yield address.lower()


def receivers(ticket: Ticket, *, everybody: bool = False) -> Receivers:
    """To whom an answer goes: where the customer asked to be answered, else from where they wrote last.

    everybody: also whoever else was written to or copied, without ourselves (reply to all).
    """
    last = last_from_customer(ticket)
    if last is None:
        return _receivers_of_known(ticket)
    to = _pairs(last.reply_to or [[last.from_address, last.from_name]])
    if not everybody:
        return Receivers(to)
    done = {a.address.lower() for a in to}
    also = _without(_pairs(last.to), done)
    copied = _without(_pairs(last.cc), done | {a.address.lower() for a in also})
    return Receivers((*to, *also), copied)


def _receivers_of_known(ticket: Ticket) -> Receivers:
    """Nobody wrote yet: whom we wrote to, else an address the customer is known by."""
    written = (
        ticket.messages.filter(direction=Direction.OUT, aside=False, auto_kind="").order_by("-id").first()
    )
    if written:
        return Receivers(_pairs(written.to), _pairs(written.cc))
    if not ticket.customer_id:
        return Receivers(())
    known = newest_address(people_of(ticket.customer_id), kind="email")
    return Receivers((Address(known),) if known else ())


def _without(addresses: Iterable[Address], done: Iterable[str]) -> tuple[Address, ...]:
    met = set(done)
    left = []
    for address in addresses:
        if address.address.lower() not in met and not is_ours(address.address):
            met.add(address.address.lower())
            left.append(address)
    return tuple(left)


def _pairs(kept: Iterable[Iterable[str]]) -> tuple[Address, ...]:
    return tuple(Address(*pair) for pair in kept)


def sender_of(message: Message) -> int | None:
    """The id of the person who said a message that came in."""
    noun, _, id_ = message.author.partition(":")
    return int(id_) if noun == "customer" else None
