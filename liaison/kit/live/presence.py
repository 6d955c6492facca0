"""Who is looking at what, and who is typing; from plain values, without a clock or a socket."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Final

from liaison.kit.live.words import Listener, Present

# The browser says so again every 3 seconds while somebody types.
TYPING_SECONDS: Final = 6.0
# Another process says so every 15 seconds.
PROCESS_SECONDS: Final = 45.0


@dataclass(slots=True)
class _Seat:
    """One socket that looks at one topic."""

    listener: Listener
    typing_until: float = 0.0


@dataclass(slots=True)
class _Process:
    """What another process told of its own sockets."""

    heard_at: float = 0.0
    topics: dict[str, list[Present]] = field(default_factory=dict)


class Presence:
    """The people before the sockets of this process, and those of whom other processes tell.

    Times are seconds of any clock that only goes forward.
    """

    def __init__(self) -> None:
        self._seats: defaultdict[str, dict[Hashable, _Seat]] = defaultdict(dict)
        self._processes: dict[str, _Process] = {}

    def enter(self, topic: str, *, socket: Hashable, listener: Listener) -> None:
        """This socket's person now looks at the topic."""
        self._seats[topic].setdefault(socket, _Seat(listener))

    def leave(self, topic: str, *, socket: Hashable) -> bool:
        """This socket looks away; tell whether it was looking."""
        seats = self._seats.get(topic, {})
        was = seats.pop(socket, None) is not None
        if not seats:
            self._seats.pop(topic, None)
        return was

    def type(self, topic: str, *, socket: Hashable, at: float) -> bool:
        """This socket's person is typing; tell whether that is news."""
        seat = self._seats.get(topic, {}).get(socket)
        if seat is None:
            return False
        was, seat.typing_until = seat.typing_until > at, at + TYPING_SECONDS
        return not was

    def stop_typing(self, topic: str, *, socket: Hashable, at: float) -> bool:
        """This socket's person has stopped typing; tell whether that is news."""
        seat = self._seats.get(topic, {}).get(socket)
        if seat is None or seat.typing_until <= at:
            return False
        seat.typing_until = 0.0
        return True

    def rest(self, *, at: float) -> set[str]:
        """Let typing and silent processes lapse; return the topics at which somebody here stopped typing."""
        rested = set()
        for topic, seats in self._seats.items():
            for seat in seats.values():
                if seat.typing_until and seat.typing_until <= at:
                    seat.typing_until = 0.0
                    rested.add(topic)
        return rested

    def lapse(self, *, at: float) -> set[str]:
        """Forget processes not heard of for long; return the topics at which they had somebody."""
        silent = [
            name for name, process in self._processes.items() if process.heard_at + PROCESS_SECONDS < at
        ]
        return {topic for name in silent for topic in self.gone(name)}

    def hear(self, process: str, *, at: float, topic: str = "", who: Iterable[Present] = ()) -> None:
        """Another process lives, and told who looks at one topic there."""
        known = self._processes.setdefault(process, _Process())
        known.heard_at = at
        people = list(who)
        if people:
            known.topics[topic] = people
        else:
            known.topics.pop(topic, None)

    def gone(self, process: str) -> set[str]:
        """Another process ended; return the topics at which it had somebody."""
        known = self._processes.pop(process, None)
        return set(known.topics) if known else set()

    def here(self, topic: str, *, at: float) -> list[Present]:
        """Return who looks at the topic through this process, each person once."""
        found: dict[str, Present] = {}
        for seat in self._seats.get(topic, {}).values():
            _merge(found, Present(seat.listener.ref, seat.listener.name, seat.typing_until > at))
        return sorted(found.values(), key=lambda person: person.ref)

    def everywhere(self, topic: str, *, at: float) -> list[Present]:
        """Return who looks at the topic through any process, each person once."""
        found = {person.ref: person for person in self.here(topic, at=at)}
        for process in self._processes.values():
            for person in process.topics.get(topic, ()):
                _merge(found, person)
        return sorted(found.values(), key=lambda person: person.ref)

    def topics_here(self) -> list[str]:
        """Return the topics at which somebody looks through this process."""
        return list(self._seats)


def _merge(found: dict[str, Present], person: Present) -> None:
    """Somebody with two open pages is one person, typing if they type in either."""
    other = found.get(person.ref)
    found[person.ref] = person if other is None or person.typing else other
