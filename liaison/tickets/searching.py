"""Finding tickets by number, name, address or words, newest first, at a bounded cost.

A common word matches half of all messages and a rare one three. The planner's own statistics tell which it is: what
matches few messages is taken from the full-text index and sorted; what matches many is met soon on a walk through the
tickets that moved last; for what lies between, that walk is done in the indexes alone. (Not through the messages: a
ticket of thousands could be all that is met there.)
"""

import json
import re
from typing import Any, Final

from django.db import OperationalError, connection, transaction

from liaison.authority.queries import Extent, extent_of
from liaison.customers.queries import everybody, find_people
from liaison.kit.actor import Actor
from liaison.team.queries import language_of
from liaison.tickets.listing import SEE, Page, rows_of
from liaison.tickets.words import STEMS, Status

FEW: Final = 8_000  # Matching messages up to which the full-text index is the quicker way.
MANY: Final = 30_000  # Above it the index would take longer than anybody waits.
TICKETS: Final = (
    5_000  # Tickets passed on a walk; a word in one of three hundred messages is met forty times on it.
)
PATIENCE: Final = "1s"
LONGEST: Final = 300  # Characters of what is searched for; a pasted book would be parsed for minutes.
LITTLE_PATIENCE: Final = "250ms"  # Once the walk has met the newest.

_NUMBER = re.compile(r"^\s*#?\s*(\d{1,18})\s*$")
_DASHES = re.compile(
    r"(?:-\s*){2,}"
)  # Each says "without"; a row of them is more than the parser can pile up.
# The tickets are opened from the newest on, until enough are found; opened all at once they cost more than the words.
_INDEX_OF_ALL = """
WITH hits AS MATERIALIZED (SELECT id, ticket_id FROM tickets_message WHERE search @@ ({query}))
SELECT t.id FROM (
  SELECT ticket_id FROM hits GROUP BY ticket_id ORDER BY max(id) DESC OFFSET 0) AS h,
LATERAL (SELECT id FROM tickets_ticket t WHERE t.id = h.ticket_id AND t.shelf <> 'trash' OFFSET 0) AS t
LIMIT %(limit)s
"""
# Who may see little has most of what is found for nobody: which tickets are theirs is read from the indexes alone.
_INDEX_OF_SOME = """
WITH hits AS MATERIALIZED (SELECT id, ticket_id FROM tickets_message WHERE search @@ ({query}))
SELECT ticket_id FROM (SELECT ticket_id, max(id) AS newest FROM hits GROUP BY ticket_id) AS h
WHERE ticket_id IN (
  SELECT id FROM tickets_ticket WHERE department_id = ANY(%(departments)s) AND shelf = ''
  UNION ALL
  SELECT id FROM tickets_ticket WHERE department_id = ANY(%(departments)s) AND NOT shelf = '' AND shelf <> 'trash')
ORDER BY newest DESC LIMIT %(limit)s
"""
# OFFSET 0 keeps the planner from weaving the steps into one, which turns the walk into a sort of everything.
_WALK = """
SELECT t.id FROM (
  SELECT part.* FROM {parts}, LATERAL (
    SELECT id, moved_at FROM tickets_ticket WHERE {where} AND shelf = ''
    ORDER BY moved_at DESC, id DESC LIMIT %(tickets)s) AS part
  ORDER BY moved_at DESC, id DESC LIMIT %(tickets)s OFFSET 0) AS t
WHERE EXISTS (SELECT FROM tickets_message m WHERE m.ticket_id = t.id AND m.search @@ ({query}) OFFSET 0)
ORDER BY moved_at DESC, id DESC LIMIT %(limit)s
"""
_NEWEST: Final = """
SELECT part.id FROM {parts}, LATERAL (
  SELECT id, moved_at FROM tickets_ticket WHERE {where} AND shelf = ''
  ORDER BY moved_at DESC, id DESC LIMIT %(tickets)s) AS part
ORDER BY moved_at DESC, id DESC LIMIT %(tickets)s
"""
_MET: Final = """
SELECT DISTINCT ticket_id FROM tickets_message WHERE search @@ ({query}) AND ticket_id = ANY(%(newest)s)
"""
_OF_ALL: Final = {"parts": "unnest(%(statuses)s::text[]) AS s", "where": "status = s"}
_OF_SOME: Final = {
    "parts": "unnest(%(departments)s::bigint[]) AS d, unnest(%(statuses)s::text[]) AS s",
    "where": "department_id = d AND status = s",
}


def search(for_: Actor, words: str, *, limit: int = 40) -> Page:
    """The newest tickets that `for_` may see and that bear these words.

    words: a number, a name, an address, or words as in a web search: "in this order", -without, or.
    limit: tickets at most.
    """
    words = _DASHES.sub("-", words.replace("\0", "")[:LONGEST])
    extent = extent_of(SEE, by=for_)
    if not words.strip() or not extent:
        return Page([], "")
    found: dict[int, None] = {}
    for ids in (
        _numbered(words, extent),
        _of_people(for_, words, extent, limit),
        _written(for_, words, extent, limit),
    ):
        found |= dict.fromkeys(ids)
        if len(found) >= limit:
            break
    return Page(rows_of(list(found)[:limit]), "")


def _numbered(words: str, extent: Extent) -> list[int]:
    match = _NUMBER.match(words)
    if not match:
        return []
    return _ids(
        f"SELECT id FROM tickets_ticket t WHERE number = %(number)s AND {_seen(extent)}",  # noqa: S608
        _values(extent) | {"number": int(match[1])},
    )


def _of_people(for_: Actor, words: str, extent: Extent, limit: int) -> list[int]:
    people = everybody(person.id for person in find_people(for_, words, limit=20))
    if not people:
        return []
    return _ids(
        f"SELECT id FROM tickets_ticket t WHERE customer_id = ANY(%(people)s) AND {_seen(extent)}"  # noqa: S608
        " AND shelf <> 'trash' ORDER BY id DESC LIMIT %(limit)s",
        _values(extent) | {"people": people, "limit": limit},
    )


def _written(for_: Actor, words: str, extent: Extent, limit: int) -> list[int]:
    """Tickets of messages with these words: by the index where they are rare, else by walking."""
    query, values = _query(words, language_of(for_))
    values |= _values(extent) | {"tickets": TICKETS, "limit": limit}
    values["statuses"] = list(Status.values)
    guessed = _guessed(query, values)
    if guessed <= FEW:
        return _indexed(query, values, extent)
    if guessed > MANY:
        return _walked(query, values, extent)
    found = _met(query, values, extent)
    if 2 * len(found) >= limit:
        return found
    return _indexed(query, values, extent, patience=LITTLE_PATIENCE) or found


def _guessed(query: str, values: dict[str, Any]) -> int:
    """How many messages match, by the planner's statistics; asking costs a third of a millisecond."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (FORMAT JSON) SELECT FROM tickets_message WHERE search @@ ({query})",
            values,
        )
        (said,) = cursor.fetchone()
    plan = json.loads(said) if isinstance(said, str) else said
    return int(plan[0]["Plan"]["Plan Rows"])


def _walked(query: str, values: dict[str, Any], extent: Extent) -> list[int]:
    shape = _OF_ALL if extent.everywhere else _OF_SOME
    with transaction.atomic():
        _set("enable_bitmapscan", "off")
        _set("enable_seqscan", "off")
        return _ids(_WALK.format(query=query, **shape), values)


def _met(query: str, values: dict[str, Any], extent: Extent) -> list[int]:
    """What the walk would meet, for a word that it would meet seldom.

    Two indexes are laid over each other, that of the words and that of the tickets' messages, and only where both
    agree a message is looked at; the walk would look at each, and those of a narrow extent lie far apart.
    """
    newest = _ids(_NEWEST.format(**(_OF_ALL if extent.everywhere else _OF_SOME)), values)
    with transaction.atomic():
        _set("enable_indexscan", "off")
        _set("enable_seqscan", "off")
        met = set(_ids(_MET.format(query=query), values | {"newest": newest}))
    return [ticket for ticket in newest if ticket in met][: values["limit"]]


def _indexed(query: str, values: dict[str, Any], extent: Extent, *, patience: str = PATIENCE) -> list[int]:
    """What the full-text index knows; nothing if it takes too long, for then the walk has met the newest."""
    try:
        with transaction.atomic():
            _set("statement_timeout", patience)
            shape = _INDEX_OF_ALL if extent.everywhere else _INDEX_OF_SOME
            return _ids(shape.format(query=query), values)
    except OperationalError:
        return []


def _query(words: str, language: str) -> tuple[str, dict[str, Any]]:
    configs = ["liaison", *({STEMS[language]} if language in STEMS else ())]
    parts = [f"websearch_to_tsquery('{config}', %(words)s)" for config in configs]
    return " || ".join(parts), {"words": words}


def _seen(extent: Extent) -> str:
    return "TRUE" if extent.everywhere else "t.department_id = ANY(%(departments)s)"


def _values(extent: Extent) -> dict[str, Any]:
    return {"departments": sorted(extent.departments)}


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _ids(sql: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
