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
from liaison.kit.asking import ask
from liaison.kit.memory import kept
from liaison.tickets.words import STEMS, Status

FEW: Final = 2_000  # Matching messages up to which opening all of them is the quickest,
FEW_OF_SOME: Final = 4_000  # and where most of the newest would be opened for somebody else.
MANY: Final = 30_000  # Above it the index alone would take longer than anybody waits.
TICKETS: Final = 5_000  # Tickets passed on a walk, if the words are not so common that fewer hold enough.
HOPED: Final = 0.9  # How much of what is wanted should be met; the guesses err, and half of it is enough.
WANTED: Final = 3  # Messages among the newest for each ticket that is wanted; several may lie on one ticket.
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
_MET: Final = f"""
SELECT id FROM tickets_ticket WHERE id IN (
  SELECT ticket_id FROM tickets_message
  WHERE search @@ %(query)s::tsquery AND ticket_id = ANY(ARRAY(SELECT id FROM ({_NEWEST}) AS newest)))
ORDER BY moved_at DESC, id DESC LIMIT %(limit)s
"""  # noqa: S608
OPENING: Final = (
    "1000"  # The planner takes an array it has not seen for ten tickets, whose messages it would open.
)
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
            "tickets": self.passed,
            "limit": self.limit,
        }

    @property
    def share(self) -> float:
        """How much of all tickets may be seen: more than 0, at most 1."""
        return min(max(self.theirs, 1) / max(self.everything, 1), 1)

    @property
    def passed(self) -> int:
        """How many of the newest tickets hold enough; each message is guessed to lie on a ticket of its own."""
        if self.guessed > MANY:
            return TICKETS
        return min(TICKETS, int(HOPED * self.limit * self.everything / max(self.guessed, 1)) + 1)

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
    plain, stems = _asked(words, language)
    if not (plain or stems):
        return []
    sought = _sought(plain, stems, extent, limit)
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


def _asked(words: str, language: str) -> tuple[str, str]:
    """What the words say as they are and by their stems; nothing if no word is left."""
    config = STEMS.get(language, "liaison")
    [(plain, stems)] = ask(
        "SELECT websearch_to_tsquery('liaison', %s::text)::text,"
        " websearch_to_tsquery(%s::text::regconfig, %s::text)::text",
        [words, config, words],
    )
    return plain, stems


def _sought(plain: str, stems: str, extent: Extent, limit: int) -> Sought:
    # Of both together the planner guesses the sum, though nearly all that bear a word bear its stem as well.
    each = sorted({plain, stems} - {""})
    guessed = _guessed("tickets_message WHERE search @@ %s::tsquery", *each)
    theirs = everything = _tickets()
    if not extent.everywhere:
        theirs = _tickets_in(extent.departments)
    return Sought(merged(plain, stems), extent, limit, guessed, theirs, everything)


@kept()
def _tickets() -> int:
    return _guessed("tickets_ticket")


@kept()
def _tickets_in(departments: frozenset[int]) -> int:
    return _guessed("tickets_ticket WHERE department_id = ANY(%s)", sorted(departments))


def _guessed(what: str, *values: Any) -> int:
    """How many rows there are, by the planner's statistics, of the value with most; this costs half a millisecond."""
    each = " UNION ALL ".join([f"SELECT FROM {what}"] * max(len(values), 1))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {each}", values)
        (said,) = cursor.fetchone()
    plan = (json.loads(said) if isinstance(said, str) else said)[0]["Plan"]
    parts = plan["Plans"] if len(values) > 1 else [plan]
    return max(int(part["Plan Rows"]) for part in parts)


def _newest(sought: Sought) -> list[int]:
    """Those of the newest tickets or messages; the older ones are not looked at."""
    if sought.guessed > MANY:
        return _walked(sought)
    [(last,)] = ask("SELECT coalesce(max(id), 0) FROM tickets_message", [])
    passed = int(last * sought.newest_of) + 1
    if passed < NEWEST:
        return _indexed(sought, since=last - passed)
    return _met(sought)


def _walked(sought: Sought) -> list[int]:
    with transaction.atomic():
        _set(enable_bitmapscan="off", enable_seqscan="off")
        return _ids(_WALK.format(**_parts(sought)), sought.values)


def _met(sought: Sought) -> list[int]:
    """What the walk would meet; it would open each message, and those of a narrow extent lie far apart."""
    with transaction.atomic():
        _set(cpu_tuple_cost=OPENING)
        return _ids(_MET.format(**_parts(sought)), sought.values)


def _indexed(sought: Sought, *, since: int | None = None, patience: str = PATIENCE) -> list[int]:
    """What the full-text index knows; nothing if it takes too long.

    since: only messages with greater ids.
    """
    seen = "TRUE" if sought.extent.everywhere else "t.department_id = ANY(%(departments)s)"
    among = "TRUE" if since is None else "id > %(since)s"
    shape = _THEIRS if not sought.extent.everywhere and sought.is_narrow else _ONE_BY_ONE
    try:
        with transaction.atomic():
            _set(statement_timeout=patience)
            return _ids(shape.format(among=among, seen=seen), sought.values | {"since": since})
    except OperationalError:
        return []


def _parts(sought: Sought) -> dict[str, str]:
    return _OF_ALL if sought.extent.everywhere else _OF_SOME


def _set(**settings: str) -> None:
    each = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {each}", [part for setting in settings.items() for part in setting])


def _ids(sql: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
