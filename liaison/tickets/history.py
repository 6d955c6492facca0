"""The timeline of a ticket: what was said, what was done and what waits, in one order, a page at a time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from liaison.authority.models import Approval
from liaison.authority.queries import answers_about
from liaison.files.queries import standings
from liaison.journal.models import Entry
from liaison.journal.queries import Names, names_in, sentences, stretch_about
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.cursors import cursor_of, position_of
from liaison.kit.sayings import said
from liaison.tickets.events import UNTOLD
from liaison.tickets.models import Ticket
from liaison.tickets.words import Address, Direction, Receivers

STRIDE: Final = 300  # Entries looked at in one go; most of a long matter are told by their messages.

SENTENCES: Final = 100  # On one page at most.
SHOWN_FOR: Final = timedelta(days=1)  # How long an answer to a request stands on the page.


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message; size in bytes. standing: what a scanner for viruses says (`files.words.Standing`)."""

    id: int
    name: str
    type: str
    size: int
    inline: bool
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message or a note as the timeline shows it: all that is drawn of it, so that two which are equal look alike.

    shown: the new words; rest: what is folded below them. released_by: the name of whoever released it, if it waited.
    aside: said to or by a third party. suggested: another ticket on which it may belong. before: what it said before
    the customer changed it, the oldest first. deleted: the customer took it back.
    """

    id: int
    at: datetime
    direction: str
    state: str
    author: str
    who: str
    channel: str
    address: str
    to: tuple[tuple[str, ...], ...]
    cc: tuple[tuple[str, ...], ...]
    subject: str
    shown: str
    rest: str
    has_html: bool
    language: str
    auto_kind: str
    placed: str
    parcel: int | None
    why_failed: str
    redacted: bool
    files: tuple[File, ...] = ()
    undo_until: datetime | None = None
    released_by: str = ""
    aside: bool = False
    suggested: int | None = None
    deleted: bool = False
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done, as a sentence."""

    id: int
    at: datetime
    kind: str
    sentence: str


@dataclass(frozen=True)
class Timeline:
    """One page, oldest first. before: cursor of the page before it, empty at the beginning of the matter.

    Only on the newest page: waiting, what waits for a release; answered, what was answered lately; and answer_to, as
    `queries.receivers` says it, if who wrote last did so there.
    """

    items: Sequence[Said | Done]
    before: str
    waiting: list[Approval] = field(default_factory=list)
    answered: list[Approval] = field(default_factory=list)
    answer_to: Receivers | None = None


class _Row(NamedTuple):
    """A message as it is read."""

    id: int
    at: datetime
    direction: str
    state: str
    author: str
    from_name: str
    from_address: str
    channel: str
    to: str
    cc: str
    subject: str
    text: str
    reply: str
    has_html: bool
    language: str
    auto_kind: str
    placed: str
    parcel: int | None
    why_failed: str
    redacted: bool
    aside: bool
    suggested: int | None
    reply_to: str | None
    undo_until: datetime | None
    files: str | None
    deleted: bool
    before: list[str] | None


# Whether there is HTML is asked of the database: the HTML itself may be a megabyte and is not shown here.
_MESSAGES: Final = """
SELECT m.id, m.at, m.direction, m.state, m.author, m.from_name, m.from_address, m.channel, m."to"::text, m.cc::text,
  m.subject,
  m.text, m.reply, m.html <> '', m.language, m.auto_kind, m.placed, m.parcel, m.why_failed,
  m.redacted_at IS NOT NULL, m.aside, m.suggested, m.reply_to::text,
  (SELECT d.due_at FROM tickets_dispatch d WHERE d.message_id = m.id AND d.claimed_at IS NULL AND d.done_at IS NULL),
  (SELECT jsonb_agg(jsonb_build_array(f.id, f.name, f.type, f.size, f.inline, f.blob_id) ORDER BY f.id)::text
   FROM tickets_attachment f WHERE f.message_id = m.id),
  m.deleted_at IS NOT NULL,
  CASE WHEN m.edited_at IS NOT NULL THEN
    (SELECT array_agg(w.text ORDER BY w.id) FROM tickets_wording w WHERE w.message_id = m.id) END
FROM tickets_message m
WHERE m.ticket_id = %(ticket)s AND m.state <> 'undone' AND m.id < %(before)s
ORDER BY m.id DESC LIMIT %(limit)s
"""
_END: Final = 2**63 - 1


def timeline(ticket: Ticket, *, before: str = "", limit: int = 30, known: Names | None = None) -> Timeline:
    """The newest `limit` messages of a ticket and whatever was done since the oldest of them.

    before: cursor of a page read already. known: names that need not be asked for again.
    Whoever asks has found the ticket, and so may see it.
    """
    bound = f"timeline:{ticket.pk}"
    position = position_of(before, bound=bound)
    message, entry = position or (None, None)
    found = _messages(ticket, before=message, limit=limit + 1)
    messages, more = found[:limit], len(found) > limit
    done, entry = _done(ticket, after=messages[-1].at if more else None, before=entry)
    if len(done) == SENTENCES:  # What was said before the oldest of them stands on the page before this one.
        messages, more = [m for m in messages if m.at >= done[-1].at], True
    message = messages[-1].id if messages else message
    cursor = cursor_of([message, entry], bound=bound) if more else ""
    asked = answers_about(ticket.ref, "message", among=[m.id for m in messages], since=now() - SHOWN_FOR)
    names = names_in(done, also=[*(m.author for m in messages), *asked.released.values()], known=known)
    files = _files(messages)
    items: list[Said | Done] = [
        _said(m, released=asked.released.get(m.id, ""), names=names, files=files.get(m.id, ()))
        for m in messages
    ]
    items += [Done(s.entry, s.at, s.kind, s.sentence) for s in sentences(done, known=names)]
    items.sort(key=lambda item: (item.at, item.id))
    if position:
        return Timeline(items, cursor)
    return Timeline(items, cursor, asked.waiting, asked.lately, _answer_to(messages))


def _messages(ticket: Ticket, *, before: int | None, limit: int) -> list[_Row]:
    given = {"ticket": ticket.pk, "before": _END if before is None else before, "limit": limit}
    return [_Row(*row) for row in ask(_MESSAGES, given)]


def _done(ticket: Ticket, *, after: datetime | None, before: int | None) -> tuple[list[Entry], int | None]:
    """What was done since `after`, newest first, and before which entry the page before this one begins.

    Up to SENTENCES: an automation may have done thousands of things between two messages.
    """
    told: list[Entry] = []
    more = True
    while more:
        stretch = stretch_about(ticket.ref, since=after, before=before, untold=UNTOLD, limit=STRIDE)
        told += stretch.told
        if len(told) >= SENTENCES:
            return told[:SENTENCES], told[SENTENCES - 1].pk
        before, more = stretch.before, stretch.more
    return told, before


def _files(messages: Iterable[_Row]) -> dict[int, tuple[File, ...]]:
    """The files of each message that has any."""
    rows: dict[int, list[list[Any]]] = {m.id: json.loads(m.files) for m in messages if m.files}
    held = standings(file[-1] for some in rows.values() for file in some)
    return {
        message: tuple(File(*[*file[:-1], held.get(file[-1], "")]) for file in some)
        for message, some in rows.items()
    }


def _said(m: _Row, *, released: str, names: Names, files: tuple[File, ...]) -> Said:
    rest = m.text.removeprefix(m.reply)
    return Said(
        id=m.id,
        at=m.at,
        direction=m.direction,
        state=m.state,
        author=m.author,
        who=_name(m.author, names) or m.from_name or m.from_address,
        channel=m.channel,
        address=m.from_address,
        to=_pairs(m.to),
        cc=_pairs(m.cc),
        subject=m.subject,
        shown=m.reply or m.text,
        rest=rest.strip() if m.reply and m.reply != m.text else "",
        has_html=m.has_html,
        language=m.language,
        auto_kind=m.auto_kind,
        placed=m.placed,
        parcel=m.parcel,
        why_failed=said(m.why_failed) if m.why_failed else "",
        redacted=m.redacted,
        files=files,
        undo_until=m.undo_until,
        released_by=_name(released, names),
        aside=m.aside,
        suggested=m.suggested,
        deleted=m.deleted,
        before=tuple(m.before or ()),
    )


def _pairs(kept: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, json.loads(kept))) if kept != "[]" else ()


def _name(ref: str, names: Names) -> str:
    noun, _, id_ = ref.partition(":")
    return names.get((noun, int(id_)), "") if id_.isdecimal() else ""


def _answer_to(messages: list[_Row]) -> Receivers | None:
    """Whom an answer goes to, as from `queries.last_from_customer`, if they wrote on this page."""
    for m in messages:
        if m.direction == Direction.IN and not m.auto_kind and not m.aside and m.from_address:
            there = json.loads(m.reply_to) if m.reply_to else [[m.from_address, m.from_name]]
            return Receivers(tuple(Address(*pair) for pair in there))
    return None
