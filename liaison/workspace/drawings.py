"""What was drawn of tickets, kept in memory until their words are gone: redacted ones linger nowhere."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Final

from markupsafe import Markup

ROOM: Final = 12_000_000  # Characters that are kept at most, in one process.
TOLD: Final = 10_000  # Tickets of which the last news is known.


class Drawn:
    """What was drawn, ticket by ticket; the ticket that was looked at longest ago makes way.

    room: in characters. until: whose news (`ticket:812`) ends what is kept of a ticket.
    """

    def __init__(self, *, room: int = ROOM, until: str = "ticket") -> None:
        self._room = room
        self._until = f"{until}:"
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
            kept = self._kept.setdefault(ticket, {})
            self._taken += len(drawn) - len(kept.get(key, ""))
            kept[key] = drawn
            while self._taken > self._room:
                self._drop(next(iter(self._kept)))

    def hear(self, refs: Sequence[str] | None) -> None:
        """Drop whatever is kept of the tickets that are told of; None is everything."""
        told = [int(ref.removeprefix(self._until)) for ref in refs or () if ref.startswith(self._until)]
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
