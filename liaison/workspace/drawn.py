"""Messages as they are drawn: kept in memory, for most pages show again what was drawn a moment before.

Each is kept by the very values it shows, which every page reads anew: what was changed or redacted is another value and
is drawn again. News of a ticket drops whatever is kept of it, so that redacted words do not linger in memory either.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from typing import Final

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from markupsafe import Markup

from liaison.kit import memory
from liaison.kit.text import day
from liaison.tickets.history import Done, Said
from liaison.tickets.models import Ticket
from liaison.workspace.outlined import draw_part, menu_of
from liaison.workspace.words import channel_of, shows_addresses

ROOM: Final = 12_000_000  # Characters that are kept at most, in one process.
TOLD: Final = 10_000  # Tickets of which the last news is known.


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

    def days(self, items: Sequence[Said | Done]) -> Iterator[tuple[str, Said | Done, bool]]:
        """Each item after the day it opens, if it does, and whether it is something that was done."""
        before = ""
        for item in items:
            today = day(item.at)
            yield today if today != before else "", item, isinstance(item, Done)
            before = today

    def _draw(self, item: Said, begins: bool, suggested: int | None) -> Markup:
        return draw_part(
            "message",
            item=item,
            number=self._ticket.number,
            begins=begins,
            suggested=suggested,
            menu=menu_of(item.id, came_in=item.direction == "in", raw=item.parcel is not None),
            channel_of=channel_of,
            shows_addresses=shows_addresses,
        )
