"""Messages as they are drawn: kept in memory, for most pages show again what was drawn a moment before.

Each is kept by the very values it shows, which every page reads anew: what was changed or redacted is another value and
is drawn again. Where words of a ticket are gone (`WordsGone`), whatever is kept of it is dropped, so that redacted ones
do not linger in memory either.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from markupsafe import Markup

from liaison.channels.chat.cards import cards
from liaison.kit import memory
from liaison.kit.text import day
from liaison.tickets.history import Done, Said
from liaison.tickets.models import Ticket
from liaison.workspace.drawings import Drawn
from liaison.workspace.outlined import draw_part, menu_of
from liaison.workspace.words import channel_of, shows_addresses

DRAWN: Final = Drawn(until="words")
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
            cards=cards(item.shown) if item.channel == "chat" else (),
        )
