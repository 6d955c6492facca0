"""What the channels, which lie above, tell this room about themselves."""

from collections.abc import Callable
from dataclasses import dataclass

Redactor = Callable[[int, str, str], None]
"""Takes a text out of a raw parcel: (id of the parcel, the text, the mark that takes its place)."""


@dataclass(frozen=True)
class Way:
    """How a channel is begun from our side.

    door_of: the door by which a department speaks first (its id), empty when it has none.
    ours: the addresses that belong to us and so are never answered.
    accepts: whether an address could be one of this channel.
    """

    door_of: Callable[[int], str]
    ours: Callable[[], frozenset[str]]
    accepts: Callable[[str], bool]


WAYS: dict[str, Way] = {}
REDACTORS: list[Redactor] = []


def way(channel: str, way: Way) -> None:
    """Register how a channel is begun from our side."""
    WAYS[channel] = way


def redactor(redact: Redactor) -> Redactor:
    """Register who can take a text out of raw parcels."""
    if redact not in REDACTORS:
        REDACTORS.append(redact)
    return redact


def ours() -> frozenset[str]:
    """Every address that belongs to us, in normal form."""
    return frozenset().union(*(known.ours() for known in WAYS.values()))
