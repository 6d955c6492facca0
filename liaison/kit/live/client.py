"""One socket, as the hub sees it."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Final

from liaison.kit.asgi.words import Send
from liaison.kit.live.words import Close, Listener

# A browser that has so many messages before it reads none: it is told to come again with what it has seen.
PATIENCE: Final = 100
# So many words in a window of the ticker's minute are more than any page says.
WORDS_A_MINUTE: Final = 600


class Client:
    """A socket with its topics and the messages that wait for it. Never blocks whoever pushes."""

    __slots__ = (
        "_bye",
        "_closing",
        "_held",
        "_queue",
        "_send",
        "_task",
        "_words",
        "credentials",
        "listener",
        "topics",
    )

    def __init__(
        self, listener: Listener, *, send: Send, credentials: str, bye: Callable[["Client"], None]
    ) -> None:
        self.listener = listener
        self.credentials = credentials
        self.topics: set[str] = set()
        self._send = send
        self._bye = bye
        self._queue: deque[str] | None = None
        self._held: list[str] | None = None
        self._task: asyncio.Task[None] | None = None
        self._closing: int | None = None
        self._words = 0

    def push(self, message: str) -> None:
        """Send a message when the socket takes it; close the socket when too many wait already."""
        if self._closing is not None:
            return
        if self._held is not None:
            self._held.append(message)
            return
        # The queue and the task that empties it exist only while there is something to send: thousands of
        # sockets are silent, and each would keep a kilobyte for nothing.
        if self._queue is None:
            self._queue = deque()
        if len(self._queue) >= PATIENCE:
            self.close(Close.SLOW)
            return
        self._queue.append(message)
        if self._task is None:
            self._task = asyncio.create_task(self._empty())

    def say(self, **message: Any) -> None:
        """Push a message made of these."""
        self.push(write(message))

    def hold(self) -> None:
        """Keep messages back until `release`, so that what was missed comes before what happens meanwhile."""
        self._held = []

    def release(self, *first: str) -> None:
        """Push these, then what was kept back."""
        held, self._held = self._held or [], None
        for message in (*first, *held):
            self.push(message)

    def close(self, code: int) -> None:
        """Say goodbye now; close the socket with this code as soon as it takes it. What waits is dropped."""
        if self._closing is None:
            self._closing = code
            self._bye(self)
            if self._task is None:
                self._task = asyncio.create_task(self._empty())

    @property
    def is_closing(self) -> bool:
        """Whether goodbye was said."""
        return self._closing is not None

    def counts(self) -> bool:
        """Count a word of the browser; tell whether it may say more for now."""
        self._words += 1
        return self._words <= WORDS_A_MINUTE

    def rested(self) -> None:
        """A minute has passed: it may speak again."""
        self._words = 0

    def end(self) -> None:
        """The socket is gone: nothing is sent any more."""
        if self._closing is None:
            self._closing = Close.ENDED
            self._bye(self)
        if self._task is not None:
            self._task.cancel()

    async def _empty(self) -> None:
        try:
            while self._queue and self._closing is None:
                await self._send({"type": "websocket.send", "text": self._queue.popleft()})
            if self._closing is not None:
                self._queue = None
                await self._send({"type": "websocket.close", "code": self._closing})
        except (OSError, RuntimeError):
            pass  # It went away, or the server hung up for want of an answer; its conversation ends by itself.
        finally:
            self._queue = self._task = None


def write(message: dict[str, Any]) -> str:
    """Return the message as it goes over the wire."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


def news(lines: Iterable[tuple[int | None, Iterable[str]]]) -> str:
    """Return the message that tells of these numbers and topics."""
    return write({"news": [[seq, sorted(topics)] for seq, topics in lines]})
