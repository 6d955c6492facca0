"""The words of the hub."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class Listener:
    """Whoever sits before a page.

    ref: such as `member:7`. name: what others see of them beside "is here".
    """

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sealed piece of news: its number and what it is about (`ticket:812`)."""

    seq: int
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody looking at a topic."""

    ref: str
    name: str
    typing: bool


class Heard(StrEnum):
    """What a backend heard."""

    QUIET = "quiet"
    ANEW = "anew"
    NEWS = "news"
    SIDE = "side"


class NewsSource(Protocol):
    """Where the numbered news lies; numbers grow in the order in which the news became visible."""

    async def latest(self) -> int:
        """Return the highest number, 0 when there is none."""

    async def since(self, seq: int, *, limit: int) -> list[Line]:
        """Return the news after this number, in order, at most so many."""


class Backend(Protocol):
    """How the processes of one installation wake and tell each other."""

    def listen(self) -> AsyncIterator[tuple[Heard, str]]:
        """Yield what is heard; QUIET once when the line stands and then every few seconds, for a lost word; ANEW when
        words that were said meanwhile may be lost.

        Raises whatever breaks the line.
        """

    async def tell(self, payload: str) -> None:
        """Say something to all processes, this one included."""

    async def close(self) -> None:
        """Hang up."""


Who = Callable[[str], Listener | None]
"""From credentials (a Cookie header, or a token after `token `) to whose they are. Blocks; called in a thread."""

MayListen = Callable[[Listener, str], bool]
"""Whether this listener may hear of this topic. Blocks; called in a thread."""

Attends = Callable[[set[str]], None]
"""Told again and again who has a page open (`member:7`). Blocks; called in a thread."""

Passes = Callable[[set[str], set[str]], None]
"""Told a moment later who has opened a page and who has closed their last one at this process. Blocks; in a thread."""

Topics = Iterable[str]


class Close:
    """Codes with which the hub closes a socket; the browser tries again after all but STRANGER and WRONG."""

    ENDED: Final = 1000
    BROKEN: Final = 1011
    WRONG: Final = 4400
    STRANGER: Final = 4401
    FOREIGN: Final = 4403
    SLOW: Final = 4408
    HASTY: Final = 4429
