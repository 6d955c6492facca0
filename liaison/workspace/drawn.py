"""Messages as they are drawn: kept in memory, for most pages show again what was drawn a moment before.

Each is kept by the very values it shows, which every page reads anew: what was changed or redacted is another value and
is drawn again. News of a ticket drops whatever is kept of it, so that redacted words do not linger in memory either.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Any, Final

from django.template import engines
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from markupsafe import Markup

from liaison.kit import memory
from liaison.tickets.history import Said
from liaison.tickets.models import Ticket
from liaison.workspace.words import channel_of

ROOM: Final = 12_000_000  # Characters that are kept at most, in one process.
TOLD: Final = 10_000  # Tickets of which the last news is known.
STAND_IN: Final = 9_007_199_254_740_991  # Where the id of a message will stand; no message ever has it.


class Drawn:
    """What was drawn, ticket by ticket; the ticket that was looked at longest ago makes way. room: in characters."""

    def __init__(self, *, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[int, dict[Hashable, Markup]] = OrderedDict()
        self._told: OrderedDict[int, int] = OrderedDict()
        self._lock = threading.Lock()
        self.news = 0

    def get(self, ticket: int, key: Hashable) -> Markup | None:
        """What was drawn of this, if it is kept."""
        with self._lock:
            kept = self._kept.get(ticket)
            if kept is None:
                return None
            self._kept.move_to_end(ticket)
            return kept.get(key)

    def put(self, ticket: int, key: Hashable, drawn: Markup, *, news: int) -> None:
        """Keep what was drawn, unless the ticket has changed since `news`, before which it was read."""
        with self._lock:
            if self._told.get(ticket, 0) > news:
                return
            self._kept.setdefault(ticket, {})[key] = drawn
            self._taken += len(drawn)
            while self._taken > self._room:
                self._drop(next(iter(self._kept)))

    def hear(self, refs: Sequence[str] | None) -> None:
        """Drop whatever is kept of the tickets that are told of (`ticket:812`); None is everything."""
        told = [int(ref[7:]) for ref in refs or () if ref.startswith("ticket:")]
        with self._lock:
            self.news += 1
            for ticket in list(self._kept) if refs is None else told:
                self._drop(ticket)
                self._told[ticket] = self.news
                self._told.move_to_end(ticket)
            while len(self._told) > TOLD:
                self._told.popitem(last=False)

    def _drop(self, ticket: int) -> None:
        self._taken -= sum(map(len, self._kept.pop(ticket, {}).values()))


DRAWN: Final = Drawn()
memory.hears(DRAWN.hear)


class Messages:
    """Draws the messages of a ticket, as one reader sees them. To be made before they are read."""

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket
        self._reader = (get_language(), get_current_timezone_name())
        self._news = DRAWN.news

    def __call__(self, item: Said, *, begins: bool, suggested: int | None) -> Markup:
        """One message. begins: it is the first of its ticket's page. suggested: number of another it may belong to."""
        key = (self._reader, item, begins, suggested)
        drawn = DRAWN.get(self._ticket.pk, key)
        if drawn is None:
            drawn = self._draw(item, begins, suggested)
            DRAWN.put(self._ticket.pk, key, drawn, news=self._news)
        return drawn

    def _draw(self, item: Said, begins: bool, suggested: int | None) -> Markup:
        menu = _menu(get_language(), item.direction == "in", item.parcel is not None)
        return _drawn(
            "message",
            item=item,
            number=self._ticket.number,
            begins=begins,
            suggested=suggested,
            menu=menu.replace(str(STAND_IN), str(item.id)),
            channel_of=channel_of,
        )


@lru_cache(maxsize=64)
def _menu(language: str | None, came_in: bool, raw: bool) -> Markup:
    """What can be done with a message of this kind, with STAND_IN for its id: drawing it anew took longest of all."""
    return _drawn("message_menu", item=STAND_IN, came_in=came_in, raw=raw)


def _drawn(part: str, **shown: Any) -> Markup:
    template = engines["jinja2"].env.get_template(f"workspace/parts/{part}.html")  # type: ignore[attr-defined]
    return Markup(template.render(shown))  # noqa: S704 (the template escapes what it is given)


@memory.hears
def _forget(refs: Sequence[str] | None) -> None:
    if refs is None:
        _menu.cache_clear()
