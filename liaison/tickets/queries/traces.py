"""Where arrivals could belong, looked up for all of them at once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import connection

from liaison.customers.queries import addresses_of_each, known_by
from liaison.customers.rules import normal
from liaison.kit.clock import now
from liaison.tickets.models import Message, Ticket
from liaison.tickets.registry import is_ours
from liaison.tickets.rules import Candidate, Placement, answered_subject, as_pairs_of, same_subject
from liaison.tickets.words import Arrival, Direction, Shelf

LOOKED_AT: Final = 200  # The newest messages whose addresses count; more would cost and add nobody.
BY_SUBJECT: Final = timedelta(days=30)

_TAKING_PART = """
SELECT asked.ticket, said.from_address, said."to", said.cc, said.reply_to, said.direction, said.aside
FROM unnest(%s::bigint[]) AS asked (ticket), LATERAL (
  SELECT from_address, "to", cc, reply_to, direction, aside FROM tickets_message
  WHERE ticket_id = asked.ticket ORDER BY id DESC LIMIT %s) AS said
"""


class Traces:
    """The tickets of which some arrivals bear a trace, and who takes part in them.

    What the arrivals themselves add while they are put on their tickets has to be told (`landed`).
    """

    def __init__(self, arrivals: Sequence[Arrival]) -> None:
        self._thread: dict[int, set[str]] = {}
        self._beside: dict[int, set[str]] = {}
        self._named = _named({one for arrival in arrivals for one in arrival.answers})
        tokens = {arrival.token for arrival in arrivals if arrival.token}
        self._lies_on = _lie_on({message for _, message in tokens if message})
        wanted = {ticket for ticket, _ in tokens} | {arrival.onto for arrival in arrivals if arrival.onto}
        named = {ticket for some in self._named.values() for _, ticket in some}
        self._look_up({*wanted, *named, *self._lies_on.values()})

    def candidates(self, arrival: Arrival) -> Iterator[Candidate]:
        """The tickets of which an arrival bears a trace, the best trace first."""
        if arrival.token:
            ticket, message = arrival.token
            yield from self._candidate(self._lies_on.get(message or 0, ticket), by="token")
        for ticket in self._answered(arrival):
            yield from self._candidate(ticket, by="references")
        if arrival.onto:
            yield from self._candidate(arrival.onto, by="flood")
        for ticket in _of_subject(arrival):
            self._look_up({ticket})
            yield from self._candidate(ticket, by="subject")

    def landed(self, arrival: Arrival, placed: Placement) -> None:
        """This arrival comes onto that ticket: whoever wrote it, and whom it names, takes part."""
        if placed.ticket in self._thread:
            given = (arrival.to, arrival.cc, arrival.reply_to)
            to, cc, reply_to = (as_pairs_of(some) for some in given)
            said = (arrival.sender.address[:320], to, cc, reply_to)
            self._add(placed.ticket, said, out=False, aside=placed.aside)

    def _answered(self, arrival: Arrival) -> Iterable[int]:
        """The tickets of the messages it says it answers, in the order in which it names them, the newest first."""
        named = (self._named.get(one, ()) for one in arrival.answers)
        return dict.fromkeys(ticket for some in named for _, ticket in some)

    def _candidate(self, ticket: int, *, by: str) -> Iterator[Candidate]:
        """Who takes part: who wrote, was written to or copied, and every known address of the customer."""
        if ticket in self._thread:
            outside = frozenset(one for one in self._thread[ticket] if one and not is_ours(one))
            yield Candidate(ticket, by, outside, frozenset(self._beside[ticket] - {""}))

    def _look_up(self, tickets: Iterable[int]) -> None:
        unknown = [ticket for ticket in tickets if ticket not in self._thread]
        if not unknown:
            return
        customers = dict(Ticket.objects.filter(pk__in=unknown).values_list("pk", "customer"))
        known = addresses_of_each(one for one in customers.values() if one)
        for ticket, customer in customers.items():
            self._thread[ticket], self._beside[ticket] = set(known.get(customer, ())), set()
        with connection.cursor() as cursor:
            cursor.execute(_TAKING_PART, [list(customers), LOOKED_AT])
            for ticket, sender, to, cc, reply_to, direction, aside in cursor.fetchall():
                said = (sender, *(_loaded(one) for one in (to, cc, reply_to)))
                self._add(ticket, said, out=direction == Direction.OUT, aside=aside)

    def _add(self, ticket: int, said: tuple[str, Any, Any, Any], *, out: bool, aside: bool) -> None:
        sender, to, cc, reply_to = said
        side = (self._beside if aside else self._thread)[ticket]
        side.add(sender.lower())
        for pairs in (cc, reply_to or (), to if out else ()):
            side.update(pair[0].lower() for pair in pairs)


def _named(ids: set[str]) -> dict[str, list[tuple[int, int]]]:
    """The messages with these external ids and their tickets, the newest first; one id may name several."""
    found: dict[str, list[tuple[int, int]]] = {}
    if ids := ids - {""}:
        rows = Message.objects.filter(external_id__in=ids).exclude(external_id="").order_by("-pk")
        for external_id, id_, ticket in rows.values_list("external_id", "pk", "ticket"):
            found.setdefault(external_id, []).append((id_, ticket))
    return found


def _lie_on(messages: set[int]) -> dict[int, int]:
    """The tickets on which these messages lie by now; they may have been moved since."""
    if not messages:
        return {}
    return dict(Message.objects.filter(pk__in=messages).values_list("pk", "ticket"))


def _of_subject(arrival: Arrival) -> list[int]:
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
    found = lately.exclude(shelf=Shelf.SPAM).order_by("-moved_at").values_list("pk", "subject")[:LOOKED_AT]
    return [ticket for ticket, subject in found if same_subject(subject, answered)]


def _loaded(kept: Any) -> Any:
    return json.loads(kept) if isinstance(kept, str | bytes) else kept
