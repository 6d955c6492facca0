"""Which channels there are. A channel registers itself when its room opens."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from liaison.channels.words import Alarm, Channel, Side
from liaison.kit import health
from liaison.tickets.models import Ticket

CHANNELS: dict[str, Channel] = {}


def channel(one: Channel) -> Channel:
    """Register a channel under its kind."""
    if CHANNELS.setdefault(one.kind, one) is not one:
        raise ValueError(f"two channels are called {one.kind}")
    return one


Run = Callable[[threading.Event], None]
PARTS: dict[str, Run] = {}


def part(name: str, run: Run, *, called: str | Promise) -> None:
    """Register what a channel needs running beside the pages: a function that works until the event is set.

    called: what people call it.
    """
    PARTS[name] = run
    health.name(name, called)


Warner = Callable[[], list[Alarm]]
WARNERS: list[Warner] = []


def warner(warn: Warner) -> Warner:
    """Register who can tell what does not work at the moment; asked for every page, so it answers at once."""
    WARNERS.append(warn)
    return warn


Linker = Callable[[Ticket], str]
LINKERS: list[Linker] = []


def linker(make: Linker) -> Linker:
    """Register who makes the address at which a customer follows their ticket; a door above the channels does."""
    LINKERS.append(make)
    return make


def link_to(ticket: Ticket) -> str:
    """The address at which its customer follows a ticket; empty where nobody has one to give."""
    return next((link for make in LINKERS if (link := make(ticket))), "")


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Doors that are looked after alike.

    part: what `/healthz` calls them, the side behind it: "mail in". open_doors: what each is called, by door.
    says: by side the sentence for people, with %(door)s for the name and %(why)s. notes: the same for `/healthz`, which
    is public and so names nobody. called: what people call each side, on the page of how the desk is.
    """

    part: str
    open_doors: Callable[[], Mapping[str, str]]
    says: Mapping[Side, str | Promise]
    notes: Mapping[Side, str]
    called: Mapping[Side, str | Promise]


WATCHED: list[Watched] = []


def watched(doors: Watched) -> Watched:
    """Have doors looked after: what does not work there is told to everybody."""
    WATCHED.append(doors)
    for side, words in doors.called.items():
        health.name(f"{doors.part} {side}", words)
    return doors
