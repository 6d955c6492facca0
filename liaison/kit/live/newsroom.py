"""Who wants to hear of what, and what they have missed."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Set
from typing import Final

from liaison.kit import memory
from liaison.kit.live.client import Client, news
from liaison.kit.live.topics import topics_about
from liaison.kit.live.words import Line, NewsSource

BATCH: Final = 1000
# Whoever missed more than this loads the page anew: it is less work for both sides.
TOO_MANY: Final = 1000
# So many lines are remembered, for browsers that come back after a short cut or a deployment.
REMEMBERED: Final = 4000


class Newsroom:
    """Reads the news once and tells each client what is about its topics.

    position: the number up to which everybody has been told.
    """

    def __init__(self, source: NewsSource) -> None:
        self.position = 0
        self.ready = asyncio.Event()
        self._source = source
        self._audience: defaultdict[str, set[Client]] = defaultdict(set)
        self._recent: deque[Line] = deque(maxlen=REMEMBERED)

    async def open(self) -> bool:
        """Find out where we stand; tell whether the numbers went back (a backup was played in)."""
        latest = await self._source.latest()
        went_back = self.ready.is_set() and latest < self.position
        if went_back or not self.ready.is_set():
            self.position = latest
            self._recent.clear()
            memory.forget()
            self.ready.set()
        return went_back

    async def catch_up(self) -> None:
        """Read what is new and spread it."""
        full = True
        while full:
            lines = await self._source.since(self.position, limit=BATCH)
            full = len(lines) == BATCH
            if lines:
                # First: a page that says it knows the news up to here must not be drawn from what was before it.
                memory.told(ref for line in lines for ref in line.refs)
                self.position = lines[-1].seq
                self._recent.extend(lines)
                self.spread((line.seq, topics_about(line.refs)) for line in lines)

    def spread(self, lines: Iterable[tuple[int | None, Set[str]]]) -> None:
        """Tell everybody who listens to one of these topics. A number of None stands for news without a line."""
        told: defaultdict[Client, list[tuple[int | None, tuple[str, ...]]]] = defaultdict(list)
        for seq, topics in lines:
            for client, heard in self._listening(topics).items():
                told[client].append((seq, tuple(heard)))
        # Most listeners of a burst want the same, so that most messages are written once.
        written: dict[tuple[tuple[int | None, tuple[str, ...]], ...], str] = {}
        for client, items in told.items():
            key = tuple(items)
            if key not in written:
                written[key] = news(items)
            client.push(written[key])

    def _listening(self, topics: Set[str]) -> dict[Client, list[str]]:
        listening: defaultdict[Client, list[str]] = defaultdict(list)
        for topic in sorted(topics & self._audience.keys()):
            for client in self._audience[topic]:
                listening[client].append(topic)
        return listening

    async def missed(
        self, topics: Collection[str], *, since: int
    ) -> list[tuple[int | None, Set[str]]] | None:
        """Return the news of these topics after that number and up to our position; None when it is too much."""
        position, wanted = self.position, set(topics)
        # A page made by another process may be a little ahead of us; one far ahead knew another database.
        if since >= position:
            return [] if since - position <= TOO_MANY else None
        lines = await self._lines_since(since)
        if len(lines) > TOO_MANY:
            return None
        found = ((line.seq, topics_about(line.refs) & wanted) for line in lines if line.seq <= position)
        return [(seq, heard) for seq, heard in found if heard]

    async def _lines_since(self, since: int) -> list[Line]:
        if self._recent and self._recent[0].seq <= since + 1:
            return [line for line in self._recent if line.seq > since]
        return await self._source.since(since, limit=TOO_MANY + 1)

    def audience(self, topic: str) -> Collection[Client]:
        """Return who listens to this very topic."""
        return self._audience.get(topic, ())

    def subscribe(self, client: Client, topics: Iterable[str]) -> None:
        """The client wants to hear of these from now on."""
        for topic in topics:
            client.topics.add(topic)
            self._audience[topic].add(client)

    def unsubscribe(self, client: Client, topics: Iterable[str]) -> None:
        """The client does not want to hear of these any more."""
        for topic in list(topics):
            client.topics.discard(topic)
            self._audience[topic].discard(client)
            if not self._audience[topic]:
                del self._audience[topic]
