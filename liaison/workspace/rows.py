"""The rows of a list as they are drawn: each is remembered until the ticket, the names on it or its words change."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.template import engines
from markupsafe import Markup

from liaison.kit.clock import now as clock_now
from liaison.kit.pieces import piece, reader
from liaison.kit.text import other_words_at
from liaison.tickets.listing import Page, Row
from liaison.workspace.outlined import draw_part
from liaison.workspace.queues import Queue
from liaison.workspace.working import Narrowed, Working

TEMPLATE: Final = "workspace/parts/row.html"


def drawn(rows: Iterable[Row], queue: Queue, narrowed: Narrowed) -> Markup:
    """Draw the rows of a list. queue, narrowed: where they are looked at; it stands in their addresses."""
    working = str(Working(queue.key, narrowed))
    look, now = (TEMPLATE, *reader(), working, queue.mixed), clock_now()
    made = [
        piece((look, row), partial(_draw, row, queue, working), until=partial(_until, row, now), now=now)
        for row in rows
    ]
    return Markup("").join(made)


def drawn_page(page: Page, queue: Queue, narrowed: Narrowed) -> Markup:
    """Draw the rows of a stretch of a list, with the way to the next one."""
    rows = drawn(page.rows, queue, narrowed)
    if not page.next:
        return rows
    more = piece(
        ("more", *reader(), queue.key, narrowed, page.next),
        lambda: draw_part("more", queue=queue, narrowed=narrowed, next=page.next),
    )
    return rows + more


def _draw(row: Row, queue: Queue, working: str) -> Markup:
    from liaison.workspace.words import channel_of

    jinja: Any = engines["jinja2"]
    said = jinja.env.get_template(TEMPLATE).render(
        row=row, queue=queue, working=working, channel=channel_of(row.channel)
    )
    return Markup(said)  # noqa: S704 (a template's own)


def _until(row: Row, now: datetime) -> datetime:
    """When the row will say something else by itself, for time goes on."""
    moments = [row.moved_at, row.due_at] if row.due_at else [row.moved_at]
    return min(other_words_at(at, now=now) for at in moments)
