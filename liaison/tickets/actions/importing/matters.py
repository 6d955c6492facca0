"""Taking in tickets: the matter and how it stands. Their rows in the list are filled by their messages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from liaison.customers.imported import accounts_called
from liaison.journal.actions import record
from liaison.kit.errors import Refusal
from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.kit.many_rows import next_ids
from liaison.team.queries import open_departments
from liaison.tickets.actions.importing.people import colleagues
from liaison.tickets.events import Imported
from liaison.tickets.models import Called, Ticket
from liaison.tickets.rules import tag_words
from liaison.tickets.words import Priority, Resolution, Status

_SETTLED = (Status.RESOLVED, Status.CLOSED)
_PRIORITIES = {one.name.lower(): one.value for one in Priority}
_PLAIN = ("subject", "status", "resolution", "channel")


class NoSuchDepartment(Refusal):
    """There is no open department called %(value)s."""


class NoSuchColleague(Refusal):
    """There is no colleague with the address %(value)s."""


def tickets_called(source: str, values: Iterable[str]) -> dict[str, int]:
    """The ids of the tickets which a system calls so, by what it calls them."""
    rows = Called.objects.filter(source=source, value__in=set(values))
    return dict(rows.values_list("value", "ticket_id"))


def record_batch(batch: Batch, entity: str) -> None:
    """One entry for a batch."""
    if batch.new or batch.changed:
        ids = tuple(sorted(set(batch.changed)))
        record(Imported(source=batch.source, entity=entity, new=batch.new, tickets=ids), by=batch.by)


def take_tickets(batch: Batch) -> None:
    """The matters. What is settled there is settled here, since then."""
    people = accounts_called(batch.source, {row.values.get("customer") or "" for row in batch.rows})
    rows = batch.known(batch.rows, "customer", people)
    departments = {one.name: one.pk for one in open_departments()}
    rows = _known(batch, rows, "department", departments, NoSuchDepartment)
    members = colleagues(row.values.get("assignee") or "" for row in rows)
    rows = _known(batch, rows, "assignee", members, NoSuchColleague)
    about = {"people": people, "departments": departments, "members": members}
    by_halves(batch, rows, lambda batch, rows: _tickets(batch, rows, about), says={})
    record_batch(batch, "tickets")


def _known(
    batch: Batch, rows: Sequence[Row], name: str, among: Mapping[str, int], no: type[Refusal]
) -> list[Row]:
    good = []
    for row in rows:
        value = row.values.get(name) or ""
        if not value or value in among or value.lower() in among:
            good.append(row)
        else:
            batch.turn(row, name, no(value=value))
    return good


def _tickets(batch: Batch, rows: list[Row], about: Mapping[str, Mapping[str, Any]]) -> list[Put]:
    ids = tickets_called(batch.source, (row.values["external_id"] for row in rows))
    numbers = dict(Ticket.objects.filter(pk__in=ids.values()).values_list("pk", "number"))
    new = [row for row in rows if row.values["external_id"] not in ids]
    made, fresh = next_ids({Ticket: len(new), "tickets_number": len(new)})
    numbers |= dict(zip(made, fresh, strict=True))
    ids |= {row.values["external_id"]: id_ for row, id_ in zip(new, made, strict=True)}
    given = [_ticket(batch, row, about) for row in rows]
    for one, row in zip(given, rows, strict=True):
        one["id"] = ids[row.values["external_id"]]
        one["number"] = numbers[one["id"]]
    done = put(Ticket, given, key=["id"], sets=_sets(rows))
    called = [{"ticket_id": ids[row.values["external_id"]]} | _called(batch, row) for row in rows]
    put(Called, called, key=["source", "value"])
    settled = Ticket.objects.filter(pk__in=[one.id for one in done if one.changed]).exclude(
        status=Status.OPEN
    )
    settled.update(waiting_since=None)
    return done


def _called(batch: Batch, row: Row) -> dict[str, str]:
    return {"source": batch.source, "value": row.values["external_id"]}


def _sets(rows: Sequence[Row]) -> list[str]:
    """The columns which the mapping gives; the others are not brought up to date."""
    given = rows[0].values
    columns = {"customer": ("customer_id", "account_id"), "department": ("department_id",)}
    columns |= {"assignee": ("assignee_id",), "tags": ("tags",), "priority": ("priority",)}
    columns |= {"status": ("status", "resolved_at", "closed_at"), "subject": ("subject",)}
    columns |= {"resolution": ("resolution",)}
    return [column for name, some in columns.items() if name in given for column in some]


def _ticket(batch: Batch, row: Row, about: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    values = row.values
    whose = about["people"].get(values.get("customer") or "")
    created = values.get("created_at") or batch.at
    ended = values.get("resolved_at") or values.get("closed_at") or created
    status, assignee = values["status"], (values.get("assignee") or "").lower()
    return {
        "department_id": about["departments"][values["department"]],
        "customer_id": whose.customer if whose else None,
        "account_id": whose.account if whose else None,
        "assignee_id": about["members"].get(assignee),
        "status": status,
        "subject": values.get("subject") or "",
        "tags": tag_words(values.get("tags") or ()),
        "priority": _PRIORITIES.get(values.get("priority") or "", Priority.NORMAL),
        "channel": values.get("channel") or "email",
        "created_at": created,
        "moved_at": created,
        "resolved_at": ended if status in _SETTLED else None,
        "closed_at": values.get("closed_at") or ended if status == Status.CLOSED else None,
        "resolution": (values.get("resolution") or Resolution.SOLVED) if status in _SETTLED else "",
    }


TICKETS = Entity(
    name="tickets",
    fields={
        "external_id": Field(must=True, most=200),
        "customer": Field(refers="customers"),
        "subject": Field(most=500),
        "department": Field(must=True, most=120),
        "status": Field(must=True, one_of=tuple(Status.values)),
        "channel": Field(most=20),
        "tags": Field(kind=As.LIST, most=60),
        "priority": Field(one_of=tuple(_PRIORITIES)),
        "assignee": Field(most=320),
        "created_at": Field(kind=As.MOMENT),
        "resolved_at": Field(kind=As.MOMENT),
        "closed_at": Field(kind=As.MOMENT),
        "resolution": Field(one_of=tuple(Resolution.values)),
    },
    key=("external_id",),
    take=take_tickets,
)
