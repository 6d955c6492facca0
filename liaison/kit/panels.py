"""Panels: what a room offers to a page that is put together above it, such as the side of a ticket.

@panel("ticket")
def complaints(request: HttpRequest, ticket: Ticket) -> Panel | None: …
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from markupsafe import Markup


@dataclass(frozen=True)
class Panel:
    """One panel, drawn for its reader. topics: the news after which it is drawn again, besides those of its page."""

    drawn: Markup
    topics: tuple[str, ...] = ()


Draw = Callable[[HttpRequest, Any], Panel | None]
"""Draws the panel about a row for whoever asks; None where there is nothing to show to them."""

_PANELS: dict[str, list[Draw]] = {}


def panel(place: str) -> Callable[[Draw], Draw]:
    """Offer a panel to a place, below those that were offered before. place: `ticket`."""

    def register(draw: Draw) -> Draw:
        offered = _PANELS.setdefault(place, [])
        if draw not in offered:
            offered.append(draw)
        return draw

    return register


def panels(place: str, request: HttpRequest, row: Any) -> list[Panel]:
    """The panels of a place about a row, for whoever asks."""
    drawn = (draw(request, row) for draw in _PANELS.get(place, ()))
    return [one for one in drawn if one is not None]
