"""The list and its counts: the hottest queries of the house, so plain rows from partial indexes.

A list is cut from one index per department and status that it looks at (LATERAL), then merged: somebody who sees
a hundredth of all tickets waits no longer than somebody who sees all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from liaison.authority.queries import Extent, extent_of
from liaison.customers.queries import names_of as customers
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.cursors import cursor_of, position_of
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.team.queries import department_ids
from liaison.team.queries import names_of as members
from liaison.tickets.words import UNSETTLED, Shelf, Status

SEE: Final = "tickets.see"
ALL: Final = tuple(Status)
_OPEN: Final = (Status.OPEN,)
_WAITING: Final = (Status.WAITING_CUSTOMER, Status.WAITING_OTHERS)


@dataclass(frozen=True)
class Cut:
    """What a queue holds. statuses: of a ticket on the desk. also: SQL that narrows it. mine: those of the asker."""

    statuses: tuple[Status, ...] = _OPEN
    also: str = ""
    mine: bool = False
    shelf: Shelf = Shelf.DESK


QUEUES: Final[dict[str, Cut]] = {
    "open": Cut(),
    "mine": Cut(mine=True),
    "unassigned": Cut(also="assignee_id IS NULL"),
    "unanswered": Cut(also="waiting_since IS NOT NULL"),
    "due": Cut(statuses=UNSETTLED, also="due_at IS NOT NULL"),
    "waiting": Cut(statuses=_WAITING),
    "resolved": Cut(statuses=(Status.RESOLVED,)),
    "closed": Cut(statuses=(Status.CLOSED,)),
    "all": Cut(statuses=ALL),
    "spam": Cut(statuses=ALL, shelf=Shelf.SPAM),
    "trash": Cut(statuses=ALL, shelf=Shelf.TRASH),
}


class Row(NamedTuple):
    """What the list shows of one ticket. A tuple, for a desk makes and compares many thousands a second."""

    id: int
    number: int
    subject: str
    preview: str
    channel: str
    status: str
    priority: int
    department_id: int
    customer_id: int | None
    assignee_id: int | None
    tags: tuple[str, ...]
    moved_at: datetime
    waiting_since: datetime | None
    wakes_at: datetime | None
    due_at: datetime | None
    unread: bool
    has_files: bool
    last_direction: str
    customer: str = ""
    assignee: str = ""


@dataclass(frozen=True)
class Page:
    """A stretch of a list. next: cursor of the one after it, empty on the last."""

    rows: list[Row]
    next: str


_COLUMNS: Final = ", ".join(Row._fields[:-2])
_TAGS: Final = Row._fields.index("tags")
_ALL: Final = """
SELECT part.* FROM unnest(%(statuses)s::text[]) AS s, LATERAL (
  SELECT {columns} FROM tickets_ticket WHERE status = s AND {where}
  ORDER BY moved_at DESC, id DESC LIMIT {limit}) AS part
ORDER BY moved_at DESC, id DESC LIMIT {limit}
"""
_SOME: Final = """
SELECT part.* FROM unnest(%(departments)s::bigint[]) AS d, unnest(%(statuses)s::text[]) AS s, LATERAL (
  SELECT {columns} FROM tickets_ticket WHERE department_id = d AND status = s AND {where}
  ORDER BY moved_at DESC, id DESC LIMIT {limit}) AS part
ORDER BY moved_at DESC, id DESC LIMIT {limit}
"""
_SHELF: Final = """
SELECT {columns} FROM tickets_ticket WHERE {where} ORDER BY moved_at DESC, id DESC LIMIT {limit}
"""
_SHELF_SOME: Final = """
SELECT part.* FROM unnest(%(departments)s::bigint[]) AS d, LATERAL (
  SELECT {columns} FROM tickets_ticket WHERE department_id = d AND {where}
  ORDER BY moved_at DESC, id DESC LIMIT {limit}) AS part
ORDER BY moved_at DESC, id DESC LIMIT {limit}
"""
# A tag that few tickets bear is taken from its own index; a walk by date would pass by all the others.
_TAGGED: Final = """
SELECT {columns} FROM tickets_ticket
WHERE id = ANY(%(tagged)s) AND status = ANY(%(statuses)s)
  AND ({all} OR department_id = ANY(%(departments)s)) AND {where}
ORDER BY moved_at DESC, id DESC LIMIT {limit}
"""
RARE: Final = 2_000  # Tickets that bear a tag, up to which it is looked up first.
# Each part is one stretch of the index `tickets_counted`: to group them all took a third longer.
_COUNTED: Final = "FROM tickets_ticket WHERE shelf = '' AND department_id = d AND status ="
_COUNT: Final = f"""
SELECT d, open.many, open.many - open.taken, mine.many, one.many + two.many, open.due + one.due + two.due
FROM unnest(%(departments)s::bigint[]) AS d,
LATERAL (SELECT count(*) AS many, count(assignee_id) AS taken, count(due_at) AS due {_COUNTED} 'open') AS open,
LATERAL (SELECT count(*) AS many {_COUNTED} 'open' AND assignee_id = %(me)s::bigint) AS mine,
LATERAL (SELECT count(*) AS many, count(due_at) AS due {_COUNTED} 'waiting_customer') AS one,
LATERAL (SELECT count(*) AS many, count(due_at) AS due {_COUNTED} 'waiting_others') AS two
"""  # noqa: S608


@dataclass(frozen=True)
class Narrowed:
    """What narrows a queue: a department, a tag, a kind (ids but for the tag), a channel."""

    department: int | None = None
    tag: str = ""
    kind: int | None = None
    channel: str = ""


def list_page(
    for_: Actor,
    *,
    queue: str,
    department: int | None = None,
    tag: str = "",
    kind: int | None = None,
    channel: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """One page of a queue, newest first, of what `for_` may see.

    queue: key of QUEUES. department, tag, kind, channel: narrow it. after: cursor of the page before. limit: rows at
    most. Raises NotFound for an unknown queue, Invalid for a cursor of another list.
    """
    cut = QUEUES.get(queue)
    if cut is None:
        raise NotFound
    narrowed = Narrowed(department, tag, kind, channel)
    bound = f"tickets:{queue}:{department}:{tag}" + (f":{kind}:{channel}" if kind or channel else "")
    extent = _narrow(extent_of(SEE, by=for_), department)
    where, values = _conditions(cut, for_, narrowed, position=position_of(after, bound=bound))
    values |= {"statuses": list(cut.statuses), "departments": sorted(extent.departments)}
    found = _fetch(_sql(cut, extent, values), where=where, limit=limit + 1, values=values)
    rows = _named(found[:limit])
    more = len(found) > limit
    return Page(rows, cursor_of([rows[-1].moved_at.isoformat(), rows[-1].id], bound=bound) if more else "")


def _sql(cut: Cut, extent: Extent, values: dict[str, Any]) -> str:
    """The way of cutting the list that touches the fewest rows."""
    if "tag" in values and (tagged := _bearing(values["tag"])) is not None:
        values["tagged"] = tagged
        return _TAGGED.replace("{all}", "TRUE" if extent.everywhere else "FALSE")
    if cut.shelf != Shelf.DESK:
        return _SHELF if extent.everywhere else _SHELF_SOME
    return _ALL if extent.everywhere else _SOME


def _fetch(sql: str, *, where: str, limit: int, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    # The plan is made once for all who ask, so it has to know how few rows are wanted.
    return ask(sql.format(columns=_COLUMNS, where=where, limit=limit), values)


def _bearing(tag: str) -> list[int] | None:
    """The tickets that bear a tag, or None where they are many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM tickets_ticket WHERE tags @> ARRAY[%s]::varchar[] AND NOT tags = '{}' LIMIT %s",
            [tag, RARE + 1],
        )
        found = [row[0] for row in cursor.fetchall()]
    return found if len(found) <= RARE else None


def rows_of(ids: Sequence[int]) -> list[Row]:
    """The rows of these tickets, in this order; whoever asks has found out that they may be seen."""
    found = ask(f"SELECT {_COLUMNS} FROM tickets_ticket WHERE id = ANY(%s::bigint[])", [list(ids)])  # noqa: S608
    rows = {row.id: row for row in _named(found)}
    return [rows[id_] for id_ in ids if id_ in rows]


def counts(for_: Actor) -> dict[str, int]:
    """How many tickets wait in each counted queue, and as `department:7` in each department, in one query.

    They are kept until something happens to any ticket.
    """
    extent = extent_of(SEE, by=for_)
    return dict(_counted(extent, _member(for_)))


@kept("ticket")
def _counted(extent: Extent, me: int) -> Mapping[str, int]:
    departments = department_ids() if extent.everywhere else extent.departments
    queues = ("open", "unassigned", "mine", "waiting", "due")
    made = dict.fromkeys(queues, 0)
    for department, *found in ask(_COUNT, {"me": me, "departments": sorted(departments)}):
        for queue, many in zip(queues, found, strict=True):
            made[queue] += many
        if found[0]:
            made[f"department:{department}"] = found[0]
    return made


def _narrow(extent: Extent, department: int | None) -> Extent:
    if department is None:
        return extent
    return Extent(False, frozenset({department} if extent.covers(department) else ()))


def _conditions(
    cut: Cut, for_: Actor, narrowed: Narrowed, *, position: list[Any] | None
) -> tuple[str, dict[str, Any]]:
    where, values = [f"shelf = '{cut.shelf.value}'"], dict[str, Any]()
    if cut.also:
        where.append(cut.also)
    if cut.mine:
        where.append("assignee_id = %(me)s")
        values["me"] = _member(for_)
    if narrowed.tag:
        where.append("tags @> ARRAY[%(tag)s]::varchar[]")
        values["tag"] = narrowed.tag
    if narrowed.kind is not None:
        where.append("kind_id = %(kind)s")
        values["kind"] = narrowed.kind
    if narrowed.channel:
        where.append("channel = %(channel)s")
        values["channel"] = narrowed.channel
    if position:
        where.append("(moved_at, id) < (%(moved)s::timestamptz, %(id)s)")
        values["moved"], values["id"] = position
    return " AND ".join(where), values


def _member(for_: Actor) -> int:
    noun, _, id_ = for_.ref.partition(":")
    return int(id_) if noun == "member" else 0


def _named(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    rows = list(found)
    who = customers({row[8] for row in rows if row[8]})
    on_it = members({row[9] for row in rows if row[9]})
    return [
        Row._make(
            (*row[:_TAGS], tuple(row[_TAGS]), *row[_TAGS + 1 :], who.get(row[8], ""), on_it.get(row[9], ""))
        )
        for row in rows
    ]
