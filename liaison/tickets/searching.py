"""Finding tickets by number, name, address or words, newest first, at a bounded cost.

A common word matches half of all messages and a rare one three. So the newest messages are looked through first,
backwards along the primary key, where a common word fills the page at once; only when they do not suffice is the
full-text index asked, which is quick because the word is not common. A planner that guesses takes seconds for either.
"""

import re
from typing import Any, Final

from django.db import OperationalError, connection, transaction

from liaison.authority.queries import Extent, extent_of
from liaison.customers.queries import everybody, find_people
from liaison.kit.actor import Actor
from liaison.team.queries import language_of
from liaison.tickets.listing import SEE, Page, rows_of
from liaison.tickets.words import STEMS

RECENT: Final = 20_000  # Messages looked through before the index is asked.
MOST: Final = 400  # Messages taken; several may lie on one ticket.
PATIENCE: Final = "2s"

_NUMBER = re.compile(r"^\s*#?\s*(\d{1,18})\s*$")
_WORDS = """
SELECT m.ticket_id FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id
WHERE m.search @@ ({query}) AND {where} AND t.shelf <> 'trash' {more}
ORDER BY m.id DESC LIMIT %(most)s
"""


def search(for_: Actor, words: str, *, limit: int = 40) -> Page:
    """The newest tickets that `for_` may see and that bear these words.

    words: a number, a name, an address, or words as in a web search: "in this order", -without, or.
    limit: tickets at most.
    """
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
    """Tickets of messages with these words: the newest messages first, then the index for the rest."""
    query, values = _query(words, language_of(for_))
    values |= _values(extent) | {"most": MOST, "recent": RECENT}
    shape = {"query": query, "where": _seen(extent)}
    newest = _WORDS.format(**shape, more="AND m.id > (SELECT max(id) FROM tickets_message) - %(recent)s")
    with transaction.atomic():
        _set("enable_bitmapscan", "off")
        found = list(dict.fromkeys(_ids(newest, values)))
    if len(found) >= limit:
        return found
    try:
        with transaction.atomic():
            _set("enable_bitmapscan", "on")
            _set("enable_indexscan", "off")
            _set("statement_timeout", PATIENCE)
            return list(dict.fromkeys(_ids(_WORDS.format(**shape, more=""), values)))
    except OperationalError:
        return found  # Better the newest than none; what took so long was everywhere.


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
