"""Which channels there are. A channel registers itself when its room opens."""

from liaison.channels.words import Channel

CHANNELS: dict[str, Channel] = {}


def channel(one: Channel) -> Channel:
    """Register a channel under its kind."""
    if CHANNELS.setdefault(one.kind, one) is not one:
        raise ValueError(f"two channels are called {one.kind}")
    return one
