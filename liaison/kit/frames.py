"""Whole pages that are the same but for some places: drawn once with a mark in each, then filled in.

A mark is a word that nobody can guess, so nothing that people write is ever taken for one.
"""

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from liaison.kit import memory

MOST: Final = 128
"""Frames that are remembered; one has twenty to forty kilobytes."""

_SECRET: Final = secrets.token_hex(16)
_MARKS: Final = re.compile(rf"{_SECRET}-([a-z]+)-")

_known: OrderedDict[Hashable, "Frame"] = OrderedDict()
_lock = threading.Lock()


def mark(place: str) -> str:
    """What stands in a place until it is filled. place: its name, small letters."""
    return f"{_SECRET}-{place}-"


class Frame:
    """A page with places. drawn: with their marks."""

    def __init__(self, drawn: str) -> None:
        self._stretches = _MARKS.split(drawn)

    def filled(self, places: Mapping[str, str]) -> str:
        """The page with what stands in each place. Raises KeyError for one that is left open."""
        made = list(self._stretches)
        made[1::2] = [places[name] for name in made[1::2]]
        return "".join(made)


def frame(key: Hashable, draw: Callable[[], str]) -> Frame:
    """Return the frame which was drawn under this key, else draw it; the one asked for longest ago makes way."""
    with _lock:
        found = _known.get(key)
        if found is not None:
            _known.move_to_end(key)
            return found
    made = Frame(draw())
    with _lock:
        _known[key] = made
        while len(_known) > MOST:
            _known.popitem(last=False)
    return made


@memory.hears
def _forget(refs: Sequence[str] | None) -> None:
    if refs is None:
        with _lock:
            _known.clear()
