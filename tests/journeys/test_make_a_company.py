"""The rows which `./run bench` makes by COPY are those which the actions would have written."""

import json
from typing import Any

import pytest
from django.db import connection

from bench.making.company import fill
from liaison.channels.actions import keep
from liaison.journal.actions import seal
from liaison.kit.clock import now
from liaison.tickets.actions import claim, close, receive, reply, resolve, sent
from liaison.tickets.actions.assigning import assign
from liaison.tickets.actions.kinds import set_up_kinds
from liaison.tickets.models import Dispatch, Ticket
from liaison.tickets.words import Address, Arrival
from tests.cast import Cast, arrival

pytestmark = pytest.mark.django_db(transaction=True)

OF_TICKET = {
    "tickets_ticket": "id = {id}",
    "tickets_message": "ticket_id = {id}",
    "tickets_contact": "id IN (SELECT contact_id FROM tickets_message WHERE ticket_id = {id})",
    "tickets_delivery": "message_id IN (SELECT id FROM tickets_message WHERE ticket_id = {id})",
    "tickets_dispatch": "message_id IN (SELECT id FROM tickets_message WHERE ticket_id = {id})",
    "channels_parcel": "id IN (SELECT parcel FROM tickets_message WHERE ticket_id = {id})",
    "customers_customer": "id = (SELECT customer_id FROM tickets_ticket WHERE id = {id})",
    "customers_identity": "customer_id = (SELECT customer_id FROM tickets_ticket WHERE id = {id})",
    "customers_acting": "customer_id = (SELECT customer_id FROM tickets_ticket WHERE id = {id})",
    "journal_entry": "id IN (SELECT entry_id FROM journal_about WHERE ref = 'ticket:{id}')",
    "journal_about": "entry_id IN (SELECT entry_id FROM journal_about WHERE ref = 'ticket:{id}')",
    "journal_line": "entry_id IN (SELECT entry_id FROM journal_about WHERE ref = 'ticket:{id}')",
}
SMALL = {"direction", "priority", "state", "status", "shelf", "channel", "kind", "resolution", "attempts"}
SMALL |= {"last_direction", "unread", "aside", "auto_kind", "role", "shared", "error", "messages_count"}


def rows(table: str, ticket: int) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {OF_TICKET[table].format(id=ticket)} ORDER BY 1")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def shape(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """What of a row must be the same on both sides: small words as they are, of the rest whether there is anything."""
    small = {
        "direction",
        "priority",
        "state",
        "status",
        "shelf",
        "channel",
        "kind",
        "resolution",
        "attempts",
        "messages_count",
    }
    small |= {"last_direction", "unread", "aside", "auto_kind", "role", "shared", "merged_into_id", "error"}
    return {column: _kept(column, value) for column, value in row.items()}


def _kept(column: str, value: Any) -> Any:
    if column == "facts":
        return sorted(json.loads(value) if isinstance(value, str) else value)
    return value if column in SMALL or value == 0 else bool(value)


def by_the_actions(cast: Cast) -> int:
    """A mail that was answered, resolved and put away."""
    parcel = keep(
        b"raw" * 2000, channel="email", door=cast.mailbox.door, key="k", envelope={"rcpt": "a", "from": "b"}
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channels_parcel SET state = 'read', read_at = now(), attempts = 1")
    came: Arrival = arrival(cast, parcel=parcel, language="en", to=(Address("help@northwind.example"),))
    ticket = Ticket.objects.get(pk=receive(came).ticket)
    assign(ticket, to=cast.bo.pk, by=cast.bo)
    reply(ticket, "It is on its way.", by=cast.bo)
    Dispatch.objects.update(due_at=now())
    dispatch = Dispatch.objects.get(message__ticket=ticket)
    assert claim(dispatch)
    sent(dispatch, external_id="liaison.1.2.3@northwind.example")
    resolve(ticket, reason="solved", by=cast.bo)
    close(ticket, by=cast.bo)
    while seal():
        pass
    return ticket.pk


def test_a_made_ticket_has_in_every_column_what_the_actions_write(cast: Cast) -> None:
    set_up_kinds()
    fill(_url(), tickets=60, workers=1, bulk=False)
    made = Ticket.objects.filter(
        messages_count=2, status="closed", shelf="", priority=2, has_files=False, kind=None, tags=[]
    ).first()
    acted = by_the_actions(cast)
    for table in OF_TICKET:
        ours = [shape(table, row) for row in rows(table, acted)]
        theirs = [shape(table, row) for row in rows(table, made.pk)]
        assert theirs == ours, table


def _url() -> str:
    settings = connection.settings_dict
    host, port = settings["HOST"], settings["PORT"] or 5432
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?host={host}&port={port}"
