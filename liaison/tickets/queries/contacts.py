"""Reading the occasions on which we had to do with a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from liaison.authority.queries import extent_of
from liaison.kit.actor import Actor
from liaison.tickets.queries.finding import SEE, Brief, of_people

TICKETS = 200  # Of one person; whoever has more is a company and is read by its accounts.

NEWEST = 1000  # Messages of a ticket among which its contacts are looked for.


@dataclass(frozen=True, slots=True)
class Met:
    """One occasion. number, subject, status: of the ticket it touched; none when it touched no ticket."""

    id: int
    at: datetime
    channel: str
    direction: str
    reason: str
    outcome: str
    number: int | None = None
    subject: str = ""
    status: str = ""


# A ticket may have ten thousand messages; what the newest hundred contacts said is among the newest of them.
_MET = """
WITH met AS MATERIALIZED (
  SELECT id, begun_at, channel, direction, reason, outcome FROM tickets_contact
  WHERE customer_id = ANY(%(people)s) ORDER BY begun_at DESC, id DESC LIMIT %(limit)s
), touched AS (
  SELECT contact_id, max(t) AS ticket
  FROM unnest(%(tickets)s::bigint[]) AS t,
    LATERAL (SELECT contact_id FROM tickets_message WHERE ticket_id = t ORDER BY id DESC LIMIT %(newest)s) AS said
  WHERE contact_id IN (SELECT id FROM met) GROUP BY contact_id
)
SELECT met.*, touched.ticket FROM met LEFT JOIN touched ON contact_id = met.id ORDER BY begun_at DESC, met.id DESC
"""


def contacts_of(
    people: Iterable[int], *, for_: Actor, limit: int = 100, tickets: Iterable[Brief] | None = None
) -> list[Met]:
    """Every occasion on which we had to do with these people, the newest first.

    What touched only tickets that `for_` may not see is left out; what touched none at all cannot be told from it
    without reading all messages, so it is shown to whoever sees every ticket. tickets: those of theirs that `for_` may
    see, if they were read already.
    """
    people = list(people)
    known = {
        one.id: one for one in (of_people(people, for_=for_, limit=TICKETS) if tickets is None else tickets)
    }
    everything = extent_of(SEE, by=for_).everywhere
    with connection.cursor() as cursor:
        cursor.execute(_MET, {"people": people, "tickets": list(known), "limit": limit, "newest": NEWEST})
        found = cursor.fetchall()
    return [_met(row[:-1], known.get(row[-1])) for row in found if everything or row[-1] in known]


def _met(row: tuple[Any, ...], ticket: Brief | None) -> Met:
    number, subject, status = (ticket.number, ticket.subject, ticket.status) if ticket else (None, "", "")
    id_, at, channel, direction, reason, outcome = row
    return Met(id_, at, channel, direction, reason, outcome, number, subject, status)
