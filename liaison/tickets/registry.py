"""What the channels, which lie above, tell this room about themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liaison.tickets.models import Message

from liaison.tickets.words import Enclosed

Redactor = Callable[[int, str, str], None]
"""Takes a text out of a raw parcel: (id of the parcel, the text, the mark that takes its place)."""


@dataclass(frozen=True)
class Way:
    """How a channel is begun from our side.

    door_of: the door by which a department speaks first (its id), empty when it has none.
    is_ours: whether an address belongs to us, so that it is never answered.
    accepts: whether an address could be one of this channel.
    takes_back: whether a message waits a little before it leaves, so that it can still be taken back.
    lies_at: where a message to an address lies that is shown rather than sent, such as on a page of ours (its external
        id, a new one each time); empty when it is sent.
    shown: told of each message that is shown, in its transaction.
    occasion_on: how the channel calls the occasion that goes on about a ticket (its id) just now, empty when none does.
    must_be_open: raises a Refusal when whoever is written to, by a door, may not be answered freely at this moment.
    must_take: raises a Refusal for a file which the channel does not carry.
    """

    door_of: Callable[[int], str]
    is_ours: Callable[[str], bool]
    accepts: Callable[[str], bool]
    takes_back: bool = True
    lies_at: Callable[[str], str] = lambda address: ""
    shown: Callable[["Message"], None] = lambda message: None
    occasion_on: Callable[[int], str] = lambda ticket: ""
    must_be_open: Callable[[str, str], None] = lambda door, to: None
    must_take: Callable[[Enclosed], None] = lambda file: None


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


def is_ours(address: str) -> bool:
    """Whether an address belongs to us on any channel."""
    return any(known.is_ours(address) for known in WAYS.values())
