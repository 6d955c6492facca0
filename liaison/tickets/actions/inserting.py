"""One round trip for what always goes together: contact, message, delivery, and the ticket's row.

Every mail passes here, a hundred a second; four statements made one by one cost more than all thinking about it.
The columns come from the models and every value is a parameter, so nothing of a mail gets into the SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from liaison.kit.asking import ask
from liaison.tickets.models import Contact, Delivery, Message, Ticket

LAST = "last_message"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the search column is filled from. stems: configuration of the message's language, None for none."""

    text: str
    stems: str | None


def insert(
    message: Message, words: Words, *, row: Mapping[str, Any], delivery: Delivery | None = None, moves: bool
) -> None:
    """Insert a message, its contact if that is new, and its delivery, and bring the ticket's row up to date.

    row: what of the ticket changes, by field. moves: the message is the ticket's newest and counts.
    """
    contact = message.contact if message.contact and message.contact._state.adding else None
    values: dict[str, Any] = {"words": words.text, "ticket": message.ticket_id}
    parts = [_contact(contact, values)] if contact else []
    parts.append(_message(message, words, values, contact_is_new=contact is not None))
    if delivery:
        parts.append(_delivery(delivery, values))
    if moves or row:
        parts.append(_row(row, values, moves=moves))
    said = "(SELECT id FROM contact)" if contact else "NULL"
    sql = f"WITH {', '.join(parts)} SELECT (SELECT id FROM message), {said}"  # noqa: S608
    [(message.pk, new_contact)] = ask(sql, values)
    message._state.adding = False
    if contact:
        contact.pk = message.contact_id = new_contact
        contact._state.adding = False


def insert_ticket(ticket: Ticket) -> None:
    """Insert a new ticket; it gets its id and its number."""
    values: dict[str, Any] = {}
    columns = _given(ticket, values, prefix="", without=("number",))
    [(ticket.pk, ticket.number)] = ask(f"INSERT INTO tickets_ticket {columns} RETURNING id, number", values)
    ticket._state.adding = False


def _contact(contact: Contact, values: dict[str, Any]) -> str:
    columns = _given(contact, values, prefix="c_", without=())
    return f"contact AS (INSERT INTO tickets_contact {columns} RETURNING id)"


def _message(message: Message, words: Words, values: dict[str, Any], *, contact_is_new: bool) -> str:
    columns = _given(message, values, prefix="m_", without=("contact_id", "search"))
    names, placed = columns.removesuffix(")").split(") VALUES (")
    values["contact"] = message.contact_id
    contact = "(SELECT id FROM contact)" if contact_is_new else "%(contact)s"
    vector = "to_tsvector('liaison', %(words)s)"
    if words.stems:
        vector += f" || to_tsvector('{words.stems}', %(words)s)"
    return (
        f"message AS (INSERT INTO tickets_message {names}, contact_id, search)"  # noqa: S608
        f" VALUES ({placed}, {contact}, {vector}) RETURNING id)"
    )


def _delivery(delivery: Delivery, values: dict[str, Any]) -> str:
    columns = _given(delivery, values, prefix="d_", without=("message_id",))
    names, placed = columns.removesuffix(")").split(") VALUES (")
    return (
        f"delivery AS (INSERT INTO tickets_delivery {names}, message_id)"  # noqa: S608
        f" VALUES ({placed}, (SELECT id FROM message)))"
    )


def _row(row: Mapping[str, Any], values: dict[str, Any], *, moves: bool) -> str:
    sets = []
    for name, value in row.items():
        field = Ticket._meta.get_field(name)
        assert isinstance(field, Field)
        values[f"t_{field.column}"] = field.get_db_prep_save(value, connection)
        sets.append(f'"{field.column}" = %(t_{field.column})s')
    if moves:
        sets += [f"{LAST} = message.id", "messages_count = messages_count + 1"]
    to = ", ".join(sets)
    return f"moved AS (UPDATE tickets_ticket SET {to} FROM message WHERE tickets_ticket.id = %(ticket)s)"  # noqa: S608


def _given(row: Model, values: dict[str, Any], *, prefix: str, without: tuple[str, ...]) -> str:
    """`(columns) VALUES (placeholders)` of a row; its values are added."""
    fields, sql = _columns(type(row), prefix, without)
    for field in fields:
        values[f"{prefix}{field.column}"] = field.get_db_prep_save(getattr(row, field.attname), connection)
    return sql


@cache
def _columns(
    model: type[Model], prefix: str, without: tuple[str, ...]
) -> tuple[tuple["Field[Any, Any]", ...], str]:
    kept = [f for f in model._meta.concrete_fields if not f.primary_key and f.column not in without]
    names = ", ".join(f'"{f.column}"' for f in kept)
    return tuple(kept), f"({names}) VALUES ({', '.join(f'%({prefix}{f.column})s' for f in kept)})"
