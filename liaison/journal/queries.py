"""Reading the journal: the timeline of a thing as sentences, and whether the chain holds."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext
from procrastinate.contrib.django.models import ProcrastinateJob

from liaison.journal import registry, rules
from liaison.journal.models import DayHead, Entry, Line
from liaison.kit.actor import Actor
from liaison.kit.asking import ask


@dataclass(frozen=True)
class Said:
    """One entry as a sentence in the reader's language."""

    entry: int
    at: datetime
    kind: str
    by: str
    sentence: str


@dataclass(frozen=True)
class Sealed:
    """One sealed entry as programs read it. seq: its place in the one order. refs: what it is about."""

    seq: int
    at: datetime
    kind: str
    by: str
    facts: dict[str, Any]
    refs: tuple[str, ...]


def since(seq: int, *, limit: int) -> list[Sealed]:
    """The sealed entries after the number `seq`, in order, at most `limit` of them."""
    lines = Line.objects.filter(seq__gt=seq).order_by("seq").select_related("entry")
    found = list(lines.prefetch_related("entry__about")[:limit])
    return [
        Sealed(
            line.seq,
            line.entry.at,
            line.entry.kind,
            line.entry.by,
            line.entry.facts,
            tuple(sorted(about.ref for about in line.entry.about.all())),
        )
        for line in found
    ]


def known_to(for_: Actor, *, among: list[Sealed]) -> list[Sealed]:
    """Those of the entries which somebody may know: with what an entry is first of all about, it is known itself.

    What else an entry touches (the customer of a ticket, a colleague who is mentioned) stands in it as an id only.
    """
    subjects = {one.seq: _subject(one) for one in among}
    ids: dict[str, set[int]] = defaultdict(set)
    for noun, id_ in chain.from_iterable(subjects.values()):
        ids[noun].add(id_)
    seen = {
        noun: registry.SIGHTS[noun](wanted, for_) for noun, wanted in ids.items() if noun in registry.SIGHTS
    }
    return [
        one
        for one in among
        if subjects[one.seq] and all(id_ in seen.get(noun, ()) for noun, id_ in subjects[one.seq])
    ]


def _subject(one: Sealed) -> list[tuple[str, int]]:
    """What the entry is first of all about; nothing for a kind that nobody declares any more."""
    cls = registry.EVENTS.get(one.kind)
    refs = [(noun, int(id_)) for noun, _, id_ in (ref.partition(":") for ref in one.refs)]
    for wanted in cls.about if cls else ():
        if found := [ref for ref in refs if ref[0] == wanted]:
            return found
    return []


def timeline(refs: Iterable[str], *, before: int | None = None, limit: int = 50) -> list[Said]:
    """What happened to any of these (`ticket:812`), newest first, up to `limit` entries older than entry `before`."""
    found = Entry.objects.filter(about__ref__in=list(refs)).distinct().order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    return sentences(list(found[:limit]))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of what happened to a thing. told: newest first. before: entry before which the next one begins.

    before is 0 when nothing is left that belongs to it. more: whether there is, though nothing of it was told yet.
    """

    told: list[Entry]
    before: int
    more: bool


_STRETCH = """
WITH stride AS MATERIALIZED (
  SELECT e.id, e.at, e.kind, e.by, e.facts
  FROM (SELECT entry_id FROM journal_about WHERE ref = %(ref)s AND entry_id < %(before)s
        ORDER BY entry_id DESC LIMIT %(limit)s) AS a
  JOIN journal_entry e ON e.id = a.entry_id
), edge AS (
  SELECT count(*) AS looked, min(id) AS last, max(id) FILTER (WHERE at < %(since)s::timestamptz) AS older FROM stride
)
SELECT looked, last, older, s.id, s.at, s.kind, s.by, s.facts::text
FROM edge LEFT JOIN stride s ON s.id > COALESCE(older, 0) AND s.kind <> ALL(%(untold)s)
ORDER BY s.id DESC
"""
_END = 2**63 - 1


def stretch_about(
    ref: str, *, since: datetime | None, before: int | None, untold: Iterable[str], limit: int
) -> Stretch:
    """What happened to one thing (`ticket:812`) since a moment and before an entry, newest first.

    untold: kinds that are left out; where most are, reading them only to leave them out took longest of all.
    limit: entries looked at. The ids are cut from the index first: filtering entries by what they are about reads all.
    """
    given = {"ref": ref, "since": since, "before": _END if before is None else before, "limit": limit}
    found = ask(_STRETCH, given | {"untold": list(untold)})
    looked, last, older = found[0][:3]
    told = [Entry(id_, at, kind, by, json.loads(facts)) for *_, id_, at, kind, by, facts in found if id_]
    if older:
        return Stretch(told, older + 1, more=False)
    return Stretch(told, last if looked == limit else 0, more=looked == limit)


Names = Mapping[tuple[str, int], str]
"""The names of things by noun and id: `("member", 7)`."""


def sentences(entries: Iterable[Entry], *, known: Names | None = None) -> list[Said]:
    """Say each entry in the present language. known: the names, when they were asked for together with others."""
    entries = list(entries)
    known = names_in(entries) if known is None else known
    return [Said(e.pk, e.at, e.kind, e.by, _say(e, known)) for e in entries]


def names_in(entries: Iterable[Entry], *, also: Iterable[str] = (), known: Names | None = None) -> Names:
    """The names which the sentences of these entries use, asked for once per noun.

    also: references to more things (`customer:55`). known: names that need not be asked for.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for noun, _, number in (ref.partition(":") for ref in also):
        if number.isdecimal():
            wanted[noun].add(int(number))
    for entry in entries:
        for _, noun, id_ in _refs_in(entry):
            wanted[noun].add(id_)
    found = dict(known or {})
    for noun, ids in wanted.items():
        missing = {id_ for id_ in ids if (noun, id_) not in found}
        if missing and (resolver := registry.RESOLVERS.get(noun)):
            found |= {(noun, id_): name for id_, name in resolver(missing).items()}
    return found


def _refs_in(entry: Entry) -> Iterator[tuple[str, str, int]]:
    """Each name the sentence may use: (placeholder, noun, id)."""
    noun, _, id_ = entry.by.partition(":")
    if id_:
        yield "by", noun, int(id_)
    for field, value in entry.facts.items():
        if field.endswith("_id") and isinstance(value, int):
            yield (
                field.removesuffix("_id"),
                _NOUNS.get(field.removesuffix("_id"), field.removesuffix("_id")),
                value,
            )


_NOUNS = {
    "to": "member",
    "assignee": "member",
    "owner": "member",
    "into": "ticket",
    "from": "department",
    "other": "customer",
}


def _say(entry: Entry, known: Names) -> str:
    cls = registry.EVENTS.get(entry.kind)
    if cls is None:
        return entry.kind
    facts: dict[str, Any] = dict(entry.facts)
    facts["by"] = gettext("Liaison") if ":" not in entry.by else entry.by
    unknown = [
        field.removesuffix("_id") for field, value in facts.items() if field.endswith("_id") and value is None
    ]
    facts |= dict.fromkeys(unknown, gettext("Somebody unknown"))
    facts |= {name: known.get((noun, id_), f"{noun} {id_}") for name, noun, id_ in _refs_in(entry)}
    to_self = entry.by == f"member:{entry.facts.get('to_id')}"
    return str((to_self and cls.says_to_self) or cls.says) % facts


@dataclass(frozen=True)
class Head:
    """The last hash of a finished day (hex). Kept outside with the backups, it proves the days before it."""

    day: date
    seq: int
    hash: str


def heads() -> list[Head]:
    """The heads of all finished days, the oldest first."""
    return [Head(row.day, row.seq, bytes(row.hash).hex()) for row in DayHead.objects.order_by("day")]


def last_line() -> int:
    """The number of the last sealed line, 0 when there is none."""
    return Line.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def broken_links(outside: Mapping[int, str] | None = None) -> Iterator[tuple[int, str]]:
    """Walk the whole chain; yield (seq, what is wrong) for every line that does not hold.

    outside: heads that were kept elsewhere, as number and hash (hex). Without them whoever can write the database
    could make the whole chain anew.
    """
    known = {head.seq: head.hash for head in heads()} | dict(outside or {})
    before, expected = rules.GENESIS, 1
    lines = Line.objects.order_by("seq").select_related("entry").prefetch_related("entry__about")
    for line in lines.iterator(chunk_size=2000):
        if line.seq != expected:
            yield line.seq, f"lines {expected} to {line.seq - 1} are missing"
        kept = bytes(line.hash)
        if rules.link(before, **_said(line)) != kept:
            yield line.seq, f"entry {line.entry_id} is not what was sealed"
        if known.pop(line.seq, kept.hex()) != kept.hex():
            yield line.seq, f"the day {line.day} ended otherwise when its head was kept"
        before, expected = kept, line.seq + 1
    for seq in sorted(known):
        yield seq, "this line was the last of a day, and is gone"


def _said(line: Line) -> dict[str, Any]:
    entry = line.entry
    refs = [about.ref for about in entry.about.all()]
    return {
        "seq": line.seq,
        "at": entry.at,
        "kind": entry.kind,
        "by": entry.by,
        "facts": entry.facts,
        "refs": refs,
    }


@dataclass(frozen=True)
class FailedJob:
    """A job that was tried often enough and failed. what: its task, with what it was given."""

    id: int
    task: str
    what: dict[str, Any]
    attempts: int
    at: datetime | None


def failed_jobs(*, limit: int = 100) -> list[FailedJob]:
    """The jobs that failed for good, the newest first."""
    rows = ProcrastinateJob.objects.filter(status="failed").order_by("-id")
    failed = rows.annotate(at=Max("procrastinateevent__at"))[:limit]
    return [FailedJob(job.id, job.task_name, job.args, job.attempts, job.at) for job in failed]
