"""At whose desk an urgent request rings: one after the other, each for a while, and at last at all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

RINGS_WITHIN: Final = timedelta(hours=1)
"""What must be answered so soon rings: most likely the customer is on the line."""
TURN: Final = timedelta(seconds=20)
"""So long it rings at one desk before it rings at the next."""


@dataclass(frozen=True)
class Turn:
    """At whose desk it rings, and until when; None when nobody comes after them."""

    whose: tuple[str, ...]
    until: datetime | None


def turn(order: Sequence[str], *, since: datetime, at: datetime) -> Turn:
    """Whose turn it is. order: who is rung, the first one first. since: when it began to ring."""
    place = max((at - since) // TURN, 0)
    if place >= len(order):
        return Turn(tuple(order), None)
    return Turn((order[place],), since + (place + 1) * TURN)


def in_turn(refs: set[str], *, there: set[str]) -> list[str]:
    """Whoever is there is rung before whoever is not."""
    return sorted(refs, key=lambda ref: (ref not in there, len(ref), ref))
