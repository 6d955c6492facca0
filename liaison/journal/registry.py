"""Which events there are, who reacts to them, and who can name what they speak of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from liaison.journal.words import Event
from liaison.kit.actor import Actor

E = TypeVar("E", bound=type[Event])


@dataclass(frozen=True)
class Happened:
    """A sealed entry as a reaction sees it."""

    entry: int
    by: str
    event: Any


Reaction = Callable[[Happened], None]
Resolver = Callable[[Iterable[int]], Mapping[int, str]]
Sight = Callable[[set[int], Actor], set[int]]

EVENTS: dict[str, type[Event]] = {}
REACTIONS: dict[str, tuple[type[Event], Reaction]] = {}
RESOLVERS: dict[str, Resolver] = {}
SIGHTS: dict[str, Sight] = {}


def event(cls: E) -> E:
    """Register an event class under its kind."""
    if EVENTS.setdefault(cls.kind, cls) is not cls:
        raise ValueError(f"two events are called {cls.kind}")
    return cls


def on(*classes: type[Event]) -> Callable[[Reaction], Reaction]:
    """Register a reaction to these events: one consequence, after the commit, idempotent by entry."""

    def register(reaction: Reaction) -> Reaction:
        for cls in classes:
            REACTIONS[f"{reaction.__module__}.{reaction.__name__}:{cls.kind}"] = (cls, reaction)
        return reaction

    return register


def reactions_to(kind: str) -> list[str]:
    """The names of the reactions to one kind of event."""
    return [name for name, (cls, _) in REACTIONS.items() if cls.kind == kind]


def names(noun: str) -> Callable[[Resolver], Resolver]:
    """Register who can tell the names of many ids of a noun at once; used by the sentences of the timeline."""

    def register(resolver: Resolver) -> Resolver:
        RESOLVERS[noun] = resolver
        return resolver

    return register


def sight(noun: str) -> Callable[[Sight], Sight]:
    """Register who may see things of a noun: of the ids it is given it returns those which the actor may see.

    It asks the lookup by which that room shows the thing itself, so that its news is known by the same people.
    """

    def register(sight: Sight) -> Sight:
        SIGHTS[noun] = sight
        return sight

    return register
