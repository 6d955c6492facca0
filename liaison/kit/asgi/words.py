"""The words of the dispatcher."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import IO, Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Piece:
    """Some bytes of an open file: whoever delivers them closes it.

    start, length: in bytes.
    """

    file: IO[bytes]
    start: int
    length: int


@dataclass(frozen=True)
class Answer:
    """A finished answer, which no thread waits for any more."""

    status: int
    headers: Headers
    body: bytes | Piece = b""

    @property
    def length(self) -> int:
        """How many bytes the body has."""
        return self.body.length if isinstance(self.body, Piece) else len(self.body)

    def header(self, name: bytes) -> bytes | None:
        """Return the first header of that (lower case) name."""
        return first(self.headers, name)


def first(headers: Headers, name: bytes) -> bytes | None:
    """Return the value of the first header of that (lower case) name."""
    return next((value for key, value in headers if key == name), None)


def without(headers: Headers, *names: bytes) -> Headers:
    """Return the headers without those of these (lower case) names."""
    return [(key, value) for key, value in headers if key not in names]
