"""The timeline of a ticket: what was said, what was done and what waits, in one order, a page at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import BooleanField, ExpressionWrapper, Q

from liaison.authority.models import Approval
from liaison.authority.queries import released_about, waiting_about
from liaison.journal.models import Entry
from liaison.journal.queries import newest_about, sentences
from liaison.journal.registry import RESOLVERS
from liaison.kit.cursors import cursor_of, position_of
from liaison.tickets.events import UNTOLD
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import State

STRIDE: Final = 300  # Entries looked at in one go; most of a long matter are told by their messages.

SENTENCES: Final = 100  # On one page at most.


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message; size in bytes."""

    id: int
    name: str
    type: str
    size: int
    inline: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message or a note as the timeline shows it.

    shown: the new words; rest: what is folded below them. released_by: the name of whoever released it, if it waited.
    aside: said to or by a third party. suggested: another ticket on which it may belong.
    """

    id: int
    at: datetime
    direction: str
    state: str
    author: str
    who: str
    channel: str
    address: str
    to: list[list[str]]
    cc: list[list[str]]
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


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done, as a sentence."""

    id: int
    at: datetime
    kind: str
    sentence: str


@dataclass(frozen=True)
class Timeline:
    """One page, oldest first. before: cursor of the page before it, empty at the beginning of the matter."""

    items: Sequence[Said | Done]
    before: str
    waiting: list[Approval] = field(default_factory=list)


def timeline(ticket: Ticket, *, before: str = "", limit: int = 30) -> Timeline:
    """The newest `limit` messages of a ticket and whatever was done since the oldest of them.

    before: cursor of a page read already. Whoever asks has found the ticket, and so may see it.
    """
    bound = f"timeline:{ticket.pk}"
    position = position_of(before, bound=bound)
    message, entry = position or (None, None)
    found = _messages(ticket, before=message, limit=limit + 1)
    messages, more = found[:limit], len(found) > limit
    done, entry = _done(ticket, after=messages[-1].at if more else None, before=entry)
    if len(done) == SENTENCES:  # What was said before the oldest of them stands on the page before this one.
        messages, more = [m for m in messages if m.at >= done[-1].at], True
    message = messages[-1].pk if messages else message
    cursor = cursor_of([message, entry], bound=bound) if more else ""
    items: list[Said | Done] = [*_said(ticket, messages), *done]
    items.sort(key=lambda item: (item.at, item.id))
    return Timeline(items, cursor, [] if position else waiting_about([ticket.ref]))


def _messages(ticket: Ticket, *, before: int | None, limit: int) -> list[Message]:
    # Whether there is HTML is asked of the database: the HTML itself may be a megabyte and is not shown here.
    styled = ExpressionWrapper(~Q(html=""), output_field=BooleanField())
    rows = Message.objects.filter(ticket=ticket).exclude(state=State.UNDONE).annotate(has_html=styled)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.defer("search", "html").order_by("-id").select_related("dispatch")[:limit])


def _done(ticket: Ticket, *, after: datetime | None, before: int | None) -> tuple[list[Done], int | None]:
    """What was done since `after`, newest first, and before which entry the page before this one begins.

    Up to SENTENCES: an automation may have done thousands of things between two messages.
    """
    told: list[Entry] = []
    while True:
        stride = newest_about(ticket.ref, before=before, limit=STRIDE)
        for entry in stride:
            if after is not None and entry.at < after:
                return _sentences(told), entry.pk + 1
            if entry.kind not in UNTOLD:
                told.append(entry)
            if len(told) == SENTENCES:
                return _sentences(told), entry.pk
        if len(stride) < STRIDE:
            return _sentences(told), 0
        before = stride[-1].pk


def _sentences(entries: list[Entry]) -> list[Done]:
    return [Done(s.entry, s.at, s.kind, s.sentence) for s in sentences(entries)]


def _said(ticket: Ticket, messages: list[Message]) -> Iterable[Said]:
    files = _files(messages)
    released = released_about(ticket.ref, "message", among=[m.pk for m in messages])
    names = _names([*(m.author for m in messages), *released.values()])
    for m in messages:
        rest = m.text.removeprefix(m.reply)
        yield Said(
            id=m.pk,
            at=m.at,
            direction=m.direction,
            state=m.state,
            author=m.author,
            who=names.get(m.author) or m.from_name or m.from_address,
            channel=m.channel,
            address=m.from_address,
            to=m.to,
            cc=m.cc,
            subject=m.subject,
            shown=m.reply or m.text,
            rest=rest.strip() if m.reply and m.reply != m.text else "",
            has_html=m.has_html,  # type: ignore[attr-defined]
            language=m.language,
            auto_kind=m.auto_kind,
            placed=m.placed,
            parcel=m.parcel,
            why_failed=m.why_failed,
            redacted=m.redacted_at is not None,
            files=tuple(files[m.pk]),
            undo_until=_undo_until(m),
            released_by=names.get(released.get(m.pk, ""), ""),
            aside=m.aside,
            suggested=m.suggested,
        )


def _undo_until(message: Message) -> datetime | None:
    dispatch = getattr(message, "dispatch", None)
    free = dispatch and dispatch.claimed_at is None and dispatch.done_at is None
    return dispatch.due_at if dispatch and free else None


def _files(messages: list[Message]) -> dict[int, list[File]]:
    found: dict[int, list[File]] = defaultdict(list)
    rows = Attachment.objects.filter(message__in=messages).order_by("id")
    for row in rows.values_list("message_id", "id", "name", "type", "size", "inline"):
        found[row[0]].append(File(*row[1:]))
    return found


def _names(authors: Iterable[str]) -> dict[str, str]:
    """The names of the authors, a query per noun."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for author in authors:
        noun, _, id_ = author.partition(":")
        if id_.isdecimal():
            wanted[noun].add(int(id_))
    return {
        f"{noun}:{id_}": name
        for noun, ids in wanted.items()
        if noun in RESOLVERS
        for id_, name in RESOLVERS[noun](ids).items()
    }
