"""Decisions about who takes live work, from plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Taker:
    """Somebody who takes live work. most: at once. since: when they became ready. busy: what they serve or what rings.

    asked_at: when they were last offered this very thing and did not take it.
    """

    member: int
    most: int
    since: datetime
    busy: int = 0
    asked_at: datetime | None = None


def next_in_line(people: Iterable[Taker]) -> int | None:
    """Who is offered it: whoever serves least, then who has been ready longest; None when nobody is free.

    Somebody who did not take it is asked again only when they have become ready anew.
    """
    free = [
        one for one in people if one.busy < one.most and (one.asked_at is None or one.asked_at < one.since)
    ]
    return min(free, key=lambda one: (one.busy, one.since)).member if free else None
