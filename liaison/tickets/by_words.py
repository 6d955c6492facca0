"""Finding tickets by the words of their messages, newest first, at a bounded cost.

A common word matches half of all messages and a rare one three. The planner's own statistics tell which it is, and the
way is chosen by it:

- what matches few messages is taken from the full-text index and sorted;
- what matches many is met soon on a walk through the tickets that moved last (not through the messages: a ticket of
  thousands could be all that is met there);
- for what lies between, two indexes are laid over each other, and only where both agree a message is opened: that of
  the words, and the newest messages for whoever sees a good part of the company, else the messages of the newest
  tickets they may see.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from django.db import OperationalError, connection, transaction

from liaison.authority.queries import Extent
from liaison.tickets.words import STEMS, Status

FEW: Final = 3_000  # Matching messages up to which opening all of them is the quickest,
FEW_OF_SOME: Final = 6_000  # and where most of the newest would be opened for somebody else.
MANY: Final = 30_000  # Above it the index alone would take longer than anybody waits.
TICKETS: Final = (
    5_000  # Tickets passed on a walk; a word in one of three hundred messages is met forty times on it.
)
WANTED: Final = 4  # Messages among the newest for each ticket that is wanted; several may lie on one ticket.
NEWEST: Final = 150_000  # The newest messages may be so many; more cost more than the tickets' own index.
OPENED: Final = 16  # Tickets of an extent that are read from their index in the time in which one is opened.
PATIENCE: Final = "1s"
LITTLE_PATIENCE: Final = "250ms"  # Once the newest were met.

_LEXEME = re.compile(r"'(?:[^'\\]|''|\\.)*'(?::[*A-D]+)?")

_HITS: Final = """
WITH hits AS MATERIALIZED (
  SELECT id, ticket_id FROM tickets_message WHERE search @@ %(query)s::tsquery AND {among})
"""
# The tickets are opened from the newest on, until enough are found; opened all at once they cost more than the words.
_ONE_BY_ONE: Final = f"""{_HITS}
SELECT t.id FROM (
  SELECT ticket_id FROM hits GROUP BY ticket_id ORDER BY max(id) DESC OFFSET 0) AS h,
LATERAL (SELECT id FROM tickets_ticket t WHERE t.id = h.ticket_id AND t.shelf <> 'trash' AND {{seen}} OFFSET 0) AS t
LIMIT %(limit)s
"""  # noqa: S608
# Who may see little has most of what is found for nobody: which tickets are theirs is read from the indexes alone.
_THEIRS: Final = f"""{_HITS}
SELECT ticket_id FROM (SELECT ticket_id, max(id) AS newest FROM hits GROUP BY ticket_id) AS h
WHERE ticket_id IN (
  SELECT id FROM tickets_ticket WHERE department_id = ANY(%(departments)s) AND shelf = ''
  UNION ALL
  SELECT id FROM tickets_ticket WHERE department_id = ANY(%(departments)s) AND NOT shelf = '' AND shelf <> 'trash')
ORDER BY newest DESC LIMIT %(limit)s
"""  # noqa: S608
# OFFSET 0 keeps the planner from weaving the steps into one, which turns the walk into a sort of everything.
_NEWEST: Final = """
SELECT part.* FROM {parts}, LATERAL (
  SELECT id, moved_at FROM tickets_ticket WHERE {where} AND shelf = ''
  ORDER BY moved_at DESC, id DESC LIMIT %(tickets)s) AS part
ORDER BY moved_at DESC, id DESC LIMIT %(tickets)s
"""
_WALK: Final = f"""
SELECT t.id FROM ({_NEWEST} OFFSET 0) AS t
WHERE EXISTS (SELECT FROM tickets_message m WHERE m.ticket_id = t.id AND m.search @@ %(query)s::tsquery OFFSET 0)
ORDER BY moved_at DESC, id DESC LIMIT %(limit)s
"""  # noqa: S608
# Five thousand numbers go back to the database as the one text they came as.
_THOSE: Final = f"SELECT array_agg(id)::text FROM ({_NEWEST}) AS newest"  # noqa: S608
_MET: Final = """
SELECT id FROM tickets_ticket WHERE id IN (
  SELECT ticket_id FROM tickets_message WHERE search @@ %(query)s::tsquery AND ticket_id = ANY(%(those)s::bigint[]))
ORDER BY moved_at DESC, id DESC LIMIT %(limit)s
"""
_OF_ALL: Final = {"parts": "unnest(%(statuses)s::text[]) AS s", "where": "status = s"}
_OF_SOME: Final = {
    "parts": "unnest(%(departments)s::bigint[]) AS d, unnest(%(statuses)s::text[]) AS s",
    "where": "department_id = d AND status = s",
}


@dataclass(frozen=True)
class Sought:
    """What is looked for and where, with what the planner's statistics say of it.

    guessed: matching messages. theirs: tickets that may be seen. everything: all tickets.
    """

    query: str
    extent: Extent
    limit: int
    guessed: int
    theirs: int
    everything: int

    @property
    def values(self) -> dict[str, Any]:
        return {
            "query": self.query,
            "departments": sorted(self.extent.departments),
            "statuses": list(Status.values),
            "tickets": TICKETS,
            "limit": self.limit,
        }

    @property
    def share(self) -> float:
        """How much of all tickets may be seen: more than 0, at most 1."""
        return min(max(self.theirs, 1) / max(self.everything, 1), 1)

    @property
    def newest_of(self) -> float:
        """Among which share of all messages, the newest of them, enough should be found."""
        return WANTED * self.limit / max(self.guessed * self.share, 1)

    @property
    def is_narrow(self) -> bool:
        """Whether reading which tickets may be seen costs less than opening tickets until enough may be."""
        return self.theirs < OPENED * min(self.guessed, self.limit / self.share)


def written(words: str, *, extent: Extent, language: str, limit: int) -> list[int]:
    """The tickets of messages with these words, by id, the newest first.

    words: as in a web search. language: of whoever asks; its stems count too. limit: tickets at most.
    """
    query = _query(words, language)
    if not query:
        return []
    sought = _sought(query, extent, limit)
    if sought.guessed <= (FEW if extent.everywhere else FEW_OF_SOME):
        return _indexed(sought)
    found = _newest(sought)
    if 2 * len(found) >= limit or (sought.guessed > MANY and sought.theirs < TICKETS):
        return found
    return _indexed(sought, patience=LITTLE_PATIENCE) or found


def merged(plain: str, stems: str) -> str:
    """One question of two, as the database writes them: each word as it is or by its stem.

    Both asked one beside the other cost twice as much, and are guessed to match twice as many.
    """
    if not stems or plain == stems:
        return plain
    if _LEXEME.sub("?", plain) != _LEXEME.sub("?", stems):  # Words that one of them leaves out.
        return f"({plain}) | ({stems})"
    of_stems = iter(_LEXEME.findall(stems))
    return _LEXEME.sub(lambda one: _either(one[0], next(of_stems)), plain)


def _either(word: str, stem: str) -> str:
    return word if word == stem else f"({word} | {stem})"


def _query(words: str, language: str) -> str:
    """What is asked of the index; nothing if no word is left."""
    config = STEMS.get(language, "liaison")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT websearch_to_tsquery('liaison', %s)::text, websearch_to_tsquery(%s::regconfig, %s)::text",
            [words, config, words],
        )
        return merged(*cursor.fetchone())


def _sought(query: str, extent: Extent, limit: int) -> Sought:
    guessed = _guessed("tickets_message WHERE search @@ %s::tsquery", query)
    theirs = everything = _guessed("tickets_ticket")
    if not extent.everywhere:
        theirs = _guessed("tickets_ticket WHERE department_id = ANY(%s)", sorted(extent.departments))
    return Sought(query, extent, limit, guessed, theirs, everything)


def _guessed(what: str, *values: Any) -> int:
    """How many rows there are, by the planner's statistics; asking costs a third of a millisecond."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT FROM {what}", values)
        (said,) = cursor.fetchone()
    plan = json.loads(said) if isinstance(said, str) else said
    return int(plan[0]["Plan"]["Plan Rows"])


def _newest(sought: Sought) -> list[int]:
    """Those of the newest tickets or messages; the older ones are not looked at."""
    if sought.guessed > MANY:
        return _walked(sought)
    last = _ids("SELECT max(id) FROM tickets_message", {})[0] or 0
    passed = int(last * sought.newest_of) + 1
    if passed < NEWEST:
        return _indexed(sought, since=last - passed)
    return _met(sought)


def _walked(sought: Sought) -> list[int]:
    with transaction.atomic():
        _set("enable_bitmapscan", "off")
        _set("enable_seqscan", "off")
        return _ids(_WALK.format(**_parts(sought)), sought.values)


def _met(sought: Sought) -> list[int]:
    """What the walk would meet; it would open each message, and those of a narrow extent lie far apart."""
    with connection.cursor() as cursor:
        cursor.execute(_THOSE.format(**_parts(sought)), sought.values)
        (those,) = cursor.fetchone()
    with transaction.atomic():
        _set("enable_indexscan", "off")
        _set("enable_seqscan", "off")
        return _ids(_MET, sought.values | {"those": those})


def _indexed(sought: Sought, *, since: int | None = None, patience: str = PATIENCE) -> list[int]:
    """What the full-text index knows; nothing if it takes too long.

    since: only messages with greater ids.
    """
    seen = "TRUE" if sought.extent.everywhere else "t.department_id = ANY(%(departments)s)"
    among = "TRUE" if since is None else "id > %(since)s"
    shape = _THEIRS if not sought.extent.everywhere and sought.is_narrow else _ONE_BY_ONE
    try:
        with transaction.atomic():
            _set("statement_timeout", patience)
            return _ids(shape.format(among=among, seen=seen), sought.values | {"since": since})
    except OperationalError:
        return []


def _parts(sought: Sought) -> dict[str, str]:
    return _OF_ALL if sought.extent.everywhere else _OF_SOME


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _ids(sql: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
