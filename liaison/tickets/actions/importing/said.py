"""Taking in messages: each with the occasion on which it was said, found by its words, and shown in the list's row."""

from collections.abc import Mapping, Sequence

from django.db import connection

from liaison.kit.errors import Refusal
from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.kit.many_rows import Insert, Update, next_ids, write_rows
from liaison.tickets.actions.importing.matters import record_batch, tickets_called
from liaison.tickets.actions.importing.people import colleagues
from liaison.tickets.actions.landing import SEARCH
from liaison.tickets.actions.writing import search_words
from liaison.tickets.models import Contact, Message, MessageCalled, Ticket
from liaison.tickets.rules import preview
from liaison.tickets.words import Direction, State, Status

_MOVED = ("last_message", "last_direction", "preview", "messages_count", "moved_at", "waiting_since")
# A note moves nothing, as elsewhere. Who waits is whoever wrote after our last answer, on a matter that is open.
_STANDS = """
SELECT one.ticket_id, count(*), max(one.at), max(last.id), max(last.direction), max(last.words),
  min(one.at) FILTER (WHERE one.direction = 'in' AND one.at > coalesce(answered.at, '-infinity'))
FROM tickets_message one
JOIN LATERAL (SELECT id, direction, left(reply, 640) AS words FROM tickets_message
  WHERE ticket_id = one.ticket_id AND direction <> 'note' ORDER BY at DESC, id DESC LIMIT 1) last ON true
JOIN LATERAL (SELECT max(at) AS at FROM tickets_message
  WHERE ticket_id = one.ticket_id AND direction = 'out' AND auto_kind = '') answered ON true
WHERE one.ticket_id = ANY(%s) AND one.direction <> 'note' GROUP BY one.ticket_id
"""


class MessageStands(Refusal):
    """This message came in before with other words; what was said is not changed."""


def take_messages(batch: Batch) -> None:
    """What was said. Nothing of it is sent, and nobody is told."""
    ids = tickets_called(batch.source, {row.values["ticket"] for row in batch.rows})
    rows = _not_there(batch, batch.known(batch.rows, "ticket", ids))
    members = colleagues(row.values.get("author") or "" for row in rows)
    tickets = Ticket.objects.in_bulk(set(ids.values()))
    by_halves(
        batch, rows, lambda batch, rows: _messages(batch, rows, {k: tickets[v] for k, v in ids.items()}, members),
        says={},
    )  # fmt: skip
    _restate({tickets[ids[row.values["ticket"]]].pk: tickets[ids[row.values["ticket"]]] for row in rows})
    record_batch(batch, "messages")


def _not_there(batch: Batch, rows: Sequence[Row]) -> list[Row]:
    wanted = [row.values["external_id"] for row in rows]
    kept = MessageCalled.objects.filter(source=batch.source, value__in=wanted)
    known = set(kept.values_list("value", flat=True))
    for row in rows:
        if row.values["external_id"] in known:
            batch.turn(row, "", MessageStands())
    return [row for row in rows if row.values["external_id"] not in known]


def _messages(
    batch: Batch, rows: list[Row], tickets: Mapping[str, Ticket], members: Mapping[str, int]
) -> list[Put]:
    # In the order of time, for a timeline goes by the order in which messages were written down.
    rows = sorted(rows, key=lambda row: row.values["at"])
    said = [row for row in rows if row.values["direction"] != Direction.NOTE]
    ids, occasions = next_ids({Message: len(rows), Contact: len(said)})
    of = {id(row): contact for row, contact in zip(said, occasions, strict=True)}
    messages, contacts = [], []
    for row, id_ in zip(rows, ids, strict=True):
        ticket = tickets[row.values["ticket"]]
        author = members.get((row.values.get("author") or "").lower())
        message = _message(row, id_, ticket, author)
        if contact := of.get(id(row)):
            contacts.append(_contact(message, contact, ticket))
            message.contact_id = contact
        messages.append(message)
    words = [search_words(one) for one in messages]
    write_rows(
        Insert(rows=contacts),
        Insert(
            rows=messages,
            besides={"search": SEARCH},
            from_=[{"words": one.text, "stems": one.stems} for one in words],
            of={"words": "text", "stems": "regconfig"},
        ),
    )
    called = [
        {"message_id": one.pk, "source": batch.source, "value": row.values["external_id"]}
        for one, row in zip(messages, rows, strict=True)
    ]
    put(MessageCalled, called, key=["source", "value"])
    return [Put(one.ticket_id, True, False) for one in messages]


def _message(row: Row, id_: int, ticket: Ticket, author: int | None) -> Message:
    values = row.values
    direction = values["direction"]
    who = f"member:{author}" if author else "system"
    if direction == Direction.IN and not author:
        who = f"customer:{ticket.customer_id}" if ticket.customer_id else "system"
    return Message(
        pk=id_, ticket=ticket, direction=direction, author=who, at=values["at"],
        state=State.SENT if direction == Direction.OUT else State.RECEIVED,
        channel=values.get("channel") or ticket.channel, subject=values.get("subject") or "",
        text=values["text"], reply=values["text"], language=values.get("language") or "",
        from_name=values.get("author_name") or "",
        from_address=values.get("author_address") or ("" if author else values.get("author") or "")[:320],
        to=[[one, ""] for one in values.get("to") or ()],
        external_id=(values.get("message_id") or "").strip("<>"),
    )  # fmt: skip


def _contact(message: Message, id_: int, ticket: Ticket) -> Contact:
    return Contact(
        pk=id_, channel=message.channel, direction=message.direction, customer_id=ticket.customer_id,
        by=message.author if message.direction == Direction.OUT else "", begun_at=message.at, ended_at=message.at,
    )  # fmt: skip


def _restate(tickets: Mapping[int, Ticket]) -> None:
    """Have the rows of the list show what was said last, and since when somebody waits."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [list(tickets)])
        found = cursor.fetchall()
    moved = []
    for ticket, count, at, last, direction, words, waiting in found:
        row = tickets[ticket]
        row.messages_count, row.moved_at, row.last_message = count, at, last
        row.last_direction, row.preview = direction, preview(words)
        row.waiting_since = waiting if row.status == Status.OPEN else None
        moved.append(row)
    write_rows(Update(rows=moved, fields=_MOVED))


MESSAGES = Entity(
    name="messages",
    fields={
        "external_id": Field(must=True, most=200),
        "ticket": Field(must=True, refers="tickets"),
        "direction": Field(must=True, one_of=tuple(Direction.values)),
        "text": Field(must=True),
        "at": Field(kind=As.MOMENT, must=True),
        "author": Field(most=320),
        "author_name": Field(most=200),
        "author_address": Field(most=320),
        "to": Field(kind=As.LIST, most=320),
        "subject": Field(most=500),
        "channel": Field(most=20),
        "language": Field(most=8),
        "message_id": Field(most=500),
    },
    key=("external_id",),
    take=take_messages,
)
