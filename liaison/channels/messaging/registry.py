"""Which messengers there are. A messenger registers itself when its room opens, as a channel and as a way out."""

from typing import TypeVar

from liaison.channels.messaging.messenger import Messenger
from liaison.channels.messaging.queries import first_door
from liaison.channels.registry import channel
from liaison.tickets.registry import Way, way

MESSENGERS: dict[str, Messenger] = {}
M = TypeVar("M", bound=Messenger)


def messenger(one: M) -> M:
    """Register a messenger under its kind."""
    MESSENGERS[one.kind] = one
    channel(one)
    known = Way(
        door_of=lambda department: first_door(one.kind, department) if one.begins else "",
        is_ours=lambda _: False,
        accepts=one.accepts,
        takes_back=True,
        must_be_open=one.must_be_open,
        must_take=one.must_take,
    )
    way(one.kind, known)
    return one
