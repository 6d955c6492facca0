"""Finding tickets by number, name, address or words, newest first."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import connection

from liaison.authority.queries import Extent, extent_of
from liaison.customers.finding import find_people
from liaison.customers.queries import Person, everybody
from liaison.kit.actor import Actor
from liaison.team.queries import language_of
from liaison.tickets.by_words import written
from liaison.tickets.listing import SEE, Page, rows_of

PEOPLE: Final = 20  # Whose tickets are found by their name.
LONGEST: Final = 300  # Characters of what is searched for; a pasted book would be parsed for minutes.

_NUMBER = re.compile(r"^\s*#?\s*(\d{1,18})\s*$")
_DASHES = re.compile(
    r"(?:-\s*){2,}"
)  # Each says "without"; a row of them is more than the parser can pile up.


def search(for_: Actor, words: str, *, limit: int = 40, people: Iterable[Person] | None = None) -> Page:
    """The newest tickets that `for_` may see and that bear these words.

    words: a number, a name, an address, or words as in a web search: "in this order", -without, or.
    limit: tickets at most. people: whom `find_people` finds by these words, if it was asked already.
    """
    words = _DASHES.sub("-", words.replace("\0", "")[:LONGEST])
    extent = extent_of(SEE, by=for_)
    if not words.strip() or not extent:
        return Page([], "")
    found: dict[int, None] = {}
    for ids in _ways(for_, words, extent, limit, people):
        found |= dict.fromkeys(ids)
        if len(found) >= limit:
            break
    return Page(rows_of(list(found)[:limit]), "")


def _ways(
    for_: Actor, words: str, extent: Extent, limit: int, people: Iterable[Person] | None
) -> Iterator[list[int]]:
    """What each way of finding finds, the most exact first."""
    yield _numbered(words, extent)
    yield _of_people(find_people(for_, words, limit=PEOPLE) if people is None else people, extent, limit)
    yield written(words, extent=extent, language=language_of(for_), limit=limit)


def _numbered(words: str, extent: Extent) -> list[int]:
    match = _NUMBER.match(words)
    if not match:
        return []
    return _ids(
        f"SELECT id FROM tickets_ticket t WHERE number = %(number)s AND {_seen(extent)}",  # noqa: S608
        _values(extent) | {"number": int(match[1])},
    )


def _of_people(found: Iterable[Person], extent: Extent, limit: int) -> list[int]:
    people = everybody(person.id for person in found)
    if not people:
        return []
    return _ids(
        f"SELECT id FROM tickets_ticket t WHERE customer_id = ANY(%(people)s) AND {_seen(extent)}"  # noqa: S608
        " AND shelf <> 'trash' ORDER BY id DESC LIMIT %(limit)s",
        _values(extent) | {"people": people, "limit": limit},
    )


def _seen(extent: Extent) -> str:
    return "TRUE" if extent.everywhere else "t.department_id = ANY(%(departments)s)"


def _values(extent: Extent) -> dict[str, Any]:
    return {"departments": sorted(extent.departments)}


def _ids(sql: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
