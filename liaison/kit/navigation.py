"""Where one can go: each place (the configuration, one's own settings) is filled by config, which knows every room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to go. name: of its address. words: what the place is for. shown: whether this person may go there."""

    word: str | Promise
    name: str
    icon: str
    words: str | Promise = ""
    group: str | Promise = ""
    shown: Callable[[HttpRequest], bool] = lambda request: True


_WAYS: dict[str, list[Way]] = {}


def fill(place: str, with_: Sequence[Way]) -> None:
    """Say which ways lead on from a place, in their order."""
    _WAYS[place] = list(with_)


def ways(place: str, request: HttpRequest) -> list[Way]:
    """The ways this person may go."""
    return [way for way in _WAYS.get(place, ()) if way.shown(request)]
