"""The shapes of what is answered, as the OpenAPI document promises them, and how a row becomes one.

Rows become plain dictionaries by hand: validating every answer against its own promise would cost a third of a
request. The tests validate instead.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict

from liaison.customers.care import Mark
from liaison.customers.models import Customer
from liaison.customers.words import Care
from liaison.kit.sayings import said
from liaison.team.models import Department, Member
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Direction, Shelf, State, Status


class Shape(Schema):
    """A promised object: every field is always there, and no other."""

    model_config = ConfigDict(extra="forbid")


class CalledShape(Shape):
    """How another system calls something, verbatim. source: that system."""

    source: str
    external_id: str


class TicketShape(Shape):
    """A matter."""

    id: int
    number: int
    subject: str
    status: Status
    shelf: Shelf
    priority: int
    kind: int | None
    department: int
    customer: int | None
    account: int | None
    assignee: int | None
    tags: list[str]
    channel: str
    created_at: datetime
    moved_at: datetime
    last_message: int | None
    preview: str
    messages_count: int
    has_files: bool
    unread: bool
    waiting_since: datetime | None
    wakes_at: datetime | None
    due_at: datetime | None
    resolved_at: datetime | None
    resolution: str
    closed_at: datetime | None
    merged_into: int | None
    held: bool
    external_ids: list[CalledShape]


class PersonShape(Shape):
    """An address on a channel, with the name given there."""

    address: str
    name: str


class FileShape(Shape):
    """A file of a message; its bytes are at `/api/v1/attachments/{id}`. size: bytes."""

    id: int
    name: str
    type: str
    size: int
    sha256: str
    inline: bool


class MessageShape(Shape):
    """What was said. text: all the words; reply: without quotation and signature. author: `member:7`."""

    id: int
    ticket: int
    direction: Direction
    state: State
    author: str
    channel: str
    at: datetime
    subject: str
    text: str
    reply: str
    html: str
    language: str
    sender: PersonShape
    to: list[PersonShape]
    cc: list[PersonShape]
    bcc: list[PersonShape]
    auto_kind: str
    placed: str
    why_failed: str
    redacted_at: datetime | None
    attachments: list[FileShape]


class IdentityShape(Shape):
    """An address or number by which a person is known; a shared one finds several people."""

    id: int
    kind: str
    value: str
    shared: bool


class CustomerShape(Shape):
    """A person who asks."""

    id: int
    name: str
    language: str
    created_at: datetime
    joined_into: int | None
    identities: list[IdentityShape]
    external_ids: list[CalledShape]


class CareMarkShape(Shape):
    """What is to be borne in mind with a person. source: how it is known. until: when it ends, null for an open end.

    language: of an interpreter, `sgn` for a sign language.
    """

    id: int
    kind: Care
    source: str
    note: str
    language: str
    since: datetime
    until: datetime | None


class PersonFileShape(CustomerShape):
    """A person with the care marks which the token's member sees, of whoever was found to be them too."""

    marks: list[CareMarkShape]


class DepartmentShape(Shape):
    """A part of the company that answers together."""

    id: int
    name: str
    brand: int


class MemberShape(Shape):
    """A colleague. kind: human or virtual."""

    id: int
    name: str
    kind: str
    email: str
    active: bool


class DoneShape(Shape):
    """It was done. result: what the command gives back, often ids."""

    outcome: Literal["done"]
    result: Any = None


class WaitingShape(Shape):
    """It waits for a release. approval: its id. asked: who may release it.

    rule, reason, say: the rule which asks for it, in words, and a sentence to say to the customer; empty where it is
    the role that may not do it alone.
    """

    outcome: Literal["waiting"]
    approval: int
    asked: list[str]
    rule: str
    reason: str
    say: str


class WrongShape(Schema):
    """One field and what would be right."""

    field: str
    problem: str


class ProblemShape(Schema):
    """Problem details (RFC 9457). name: the reason for programs. errors: the fields, when the request is invalid."""

    type: str
    title: str
    status: int
    name: str
    detail: str
    errors: list[WrongShape] | None = None


class RefusedShape(ProblemShape):
    """The gate said no, and nothing changed.

    reason: in words. rule: what said so. allowed: what would be, or who may. say: a sentence to say to the customer.
    """

    outcome: Literal["refused"]
    reason: str
    rule: str
    allowed: str
    say: str


def when(at: datetime | None) -> str | None:
    """A moment as programs read it (RFC 3339, UTC)."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def ticket(row: Ticket) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "subject": row.subject,
        "status": row.status,
        "shelf": row.shelf,
        "priority": row.priority,
        "kind": row.kind_id,
        "department": row.department_id,
        "customer": row.customer_id,
        "account": row.account_id,
        "assignee": row.assignee_id,
        "tags": row.tags,
        "channel": row.channel,
        "created_at": when(row.created_at),
        "moved_at": when(row.moved_at),
        "last_message": row.last_message,
        "preview": row.preview,
        "messages_count": row.messages_count,
        "has_files": row.has_files,
        "unread": row.unread,
        "waiting_since": when(row.waiting_since),
        "wakes_at": when(row.wakes_at),
        "due_at": when(row.due_at),
        "resolved_at": when(row.resolved_at),
        "resolution": row.resolution,
        "closed_at": when(row.closed_at),
        "merged_into": row.merged_into_id,
        "held": row.held,
        "external_ids": [{"source": one.source, "external_id": one.value} for one in row.external_ids.all()],
    }


def message(row: Message) -> dict[str, Any]:
    """Its attachments are read with it unless they were prefetched."""
    return {
        "id": row.pk,
        "ticket": row.ticket_id,
        "direction": row.direction,
        "state": row.state,
        "author": row.author,
        "channel": row.channel,
        "at": when(row.at),
        "subject": row.subject,
        "text": row.text,
        "reply": row.reply,
        "html": row.html,
        "language": row.language,
        "sender": {"address": row.from_address, "name": row.from_name},
        "to": _people(row.to),
        "cc": _people(row.cc),
        "bcc": _people(row.bcc),
        "auto_kind": row.auto_kind,
        "placed": row.placed,
        "why_failed": said(row.why_failed),
        "redacted_at": when(row.redacted_at),
        "attachments": [file(a) for a in row.attachments.all()],
    }


def _people(pairs: list[list[str]]) -> list[dict[str, str]]:
    return [{"address": pair[0], "name": pair[1] if len(pair) > 1 else ""} for pair in pairs]


def file(row: Attachment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "type": row.type,
        "size": row.size,
        "sha256": row.blob_id,
        "inline": row.inline,
    }


def customer(row: Customer) -> dict[str, Any]:
    """Its identities and external ids are read with it unless they were prefetched."""
    known = [i for i in row.identities.all() if i.removed_at is None]
    return {
        "id": row.pk,
        "name": row.name,
        "language": row.language,
        "created_at": when(row.created_at),
        "joined_into": row.joined_into_id,
        "identities": [
            {"id": i.pk, "kind": i.kind, "value": i.shown or i.value, "shared": i.shared} for i in known
        ],
        "external_ids": [{"source": one.source, "external_id": one.value} for one in row.external_ids.all()],
    }


def file_of(row: Customer, marks: Iterable[Mark]) -> dict[str, Any]:
    """The person with their care marks."""
    told = [one._asdict() | {"since": when(one.since), "until": when(one.until)} for one in marks]
    return customer(row) | {"marks": told}


def department(row: Department) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name, "brand": row.brand_id}


def member(row: Member) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "email": row.email,
        "active": row.is_active,
    }
