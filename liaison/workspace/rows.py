"""The rows of a list as they are drawn: each is remembered until the ticket, the names on it or its words change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.template import engines
from markupsafe import Markup

from liaison.kit import memory
from liaison.kit.clock import now as clock_now
from liaison.kit.pieces import piece, reader
from liaison.kit.text import other_words_at
from liaison.tickets.listing import Page, Row
from liaison.workspace.drawings import Drawn
from liaison.workspace.outlined import draw_part
from liaison.workspace.queues import Queue
from liaison.workspace.working import Narrowed, Working

TEMPLATE: Final = "workspace/parts/row.html"
ROWS: Final = Drawn(room=8_000_000)
memory.hears(ROWS.hear)


class Lasting(Markup):
    """A row as it was drawn. until: when its words will be others by themselves, for time goes on."""

    until: datetime


def drawn(rows: Iterable[Row], queue: Queue, narrowed: Narrowed, *, news: int) -> Markup:
    """Draw the rows of a list. queue, narrowed: where they are looked at; it stands in their addresses.

    news: of `ROWS`, before they were read. What a ticket said before it was redacted is not kept in memory.
    """
    working = str(Working(queue.key, narrowed))
    look, now = (*reader(), working, queue.mixed), clock_now()
    made = []
    for row in rows:
        key = (look, row)
        found = ROWS.get(row.id, key)
        if not isinstance(found, Lasting) or now >= found.until:
            found = _draw(row, queue, working)
            found.until = _until(row, now)
            ROWS.put(row.id, key, found, news=news)
        made.append(found)
    return Markup("".join(made))  # noqa: S704 (a template's own)


def drawn_page(page: Page, queue: Queue, narrowed: Narrowed, news: int) -> Markup:
    """Draw the rows of a stretch of a list, with the way to the next one. news: of `ROWS`, before it was read."""
    rows = drawn(page.rows, queue, narrowed, news=news)
    if not page.next:
        return rows
    more = piece(
        ("more", *reader(), queue.key, narrowed, page.next),
        lambda: draw_part("more", queue=queue, narrowed=narrowed, next=page.next),
    )
    return rows + more


def _draw(row: Row, queue: Queue, working: str) -> Lasting:
    from liaison.workspace.words import channel_of

    jinja: Any = engines["jinja2"]
    said = jinja.env.get_template(TEMPLATE).render(
        row=row, queue=queue, working=working, channel=channel_of(row.channel)
    )
    return Lasting(said)


def _until(row: Row, now: datetime) -> datetime:
    """When the row will say something else by itself, for time goes on."""
    moments = [row.moved_at, row.due_at] if row.due_at else [row.moved_at]
    return min(other_words_at(at, now=now) for at in moments)
