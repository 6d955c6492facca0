"""The second way in which the processes of one installation tell each other: Redis, for several of them and many pages.

PostgreSQL stays the truth: the news lies in the journal, and whatever cannot be said by Redis is said by NOTIFY, to
which every process listens as well. So Redis may be away, or come back empty, and nothing is lost.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import lru_cache
from time import monotonic
from typing import Final

from redis import Redis
from redis import asyncio as redis
from redis.exceptions import RedisError

from liaison.kit.health import HEALTH, Health, because
from liaison.kit.live.postgres import NEWS_CHANNEL, SIDE_CHANNEL, PostgresBackend
from liaison.kit.live.words import Heard

log = logging.getLogger(__name__)

PART: Final = "redis"
WITHIN: Final = 2.0  # Seconds; an answer that takes longer does not come.
SPARED: Final = timedelta(seconds=5)
"""After a failure nobody is kept waiting for Redis for so long: NOTIFY is taken at once."""
AGAIN: Final = timedelta(seconds=2)
SILENT: Final = 15.0  # Seconds after which the line is asked whether it still stands.
_FAILED: Final = (RedisError, OSError, TimeoutError)


class RedisBackend:
    """The line between the processes by Redis, with the one by PostgreSQL beside it."""

    def __init__(self, where: str, *, postgres: PostgresBackend, health: Health = HEALTH) -> None:
        self._where = where
        self._postgres = postgres
        self._health = health
        self._line: redis.Redis | None = None
        self._spared_until = 0.0

    async def listen(self) -> AsyncIterator[tuple[Heard, str]]:
        """Yield what is heard by either; ANEW when Redis is back and words may have been missed.

        Raises whatever breaks the line to PostgreSQL; Redis is tried again and again.
        """
        heard: asyncio.Queue[tuple[Heard, str] | Exception] = asyncio.Queue()
        ears = [asyncio.create_task(self._hear_postgres(heard)), asyncio.create_task(self._hear_redis(heard))]
        try:
            while True:
                word = await heard.get()
                if isinstance(word, Exception):
                    raise word
                yield word
        finally:
            for ear in ears:
                ear.cancel()
            await asyncio.gather(*ears, return_exceptions=True)
            self._health.forget(PART)

    async def _hear_postgres(self, heard: "asyncio.Queue[tuple[Heard, str] | Exception]") -> None:
        try:
            async for word in self._postgres.listen():
                heard.put_nowait(word)
        except Exception as broken:
            heard.put_nowait(broken)

    async def _hear_redis(self, heard: "asyncio.Queue[tuple[Heard, str] | Exception]") -> None:
        back = False
        while True:
            line = redis.Redis.from_url(self._where, socket_connect_timeout=WITHIN)
            try:
                async with line.pubsub() as ear:
                    await ear.subscribe(NEWS_CHANNEL, SIDE_CHANNEL)
                    self._health.tell(PART, well=True, note="connected")
                    if back:
                        heard.put_nowait((Heard.ANEW, ""))
                    await self._follow(ear, heard)
            except _FAILED as failed:
                back = True
                self._health.tell(PART, well=False, note=f"away ({because(failed)}): told by PostgreSQL")
                log.warning("Redis cannot be reached: %s", because(failed))
                await asyncio.sleep(AGAIN.total_seconds())
            finally:
                with contextlib.suppress(*_FAILED):
                    await line.aclose()

    async def _follow(
        self, ear: "redis.client.PubSub", heard: "asyncio.Queue[tuple[Heard, str] | Exception]"
    ) -> None:
        while True:
            word = await ear.get_message(ignore_subscribe_messages=True, timeout=SILENT)
            if word is None:
                await asyncio.wait_for(ear.ping(), WITHIN)
            elif word["type"] == "message":
                kind = Heard.NEWS if word["channel"].decode() == NEWS_CHANNEL else Heard.SIDE
                heard.put_nowait((kind, word["data"].decode()))

    async def tell(self, payload: str) -> None:
        """Say something to all processes, this one included; by PostgreSQL while Redis is away."""
        if monotonic() >= self._spared_until:
            try:
                self._line = self._line or redis.Redis.from_url(
                    self._where, socket_connect_timeout=WITHIN, socket_timeout=WITHIN
                )
                await self._line.publish(SIDE_CHANNEL, payload)
            except _FAILED:
                self._spared_until = monotonic() + SPARED.total_seconds()
            else:
                return
        await self._postgres.tell(payload)

    async def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            await self._line.aclose()
        await self._postgres.close()


class Speaker:
    """Says words by Redis from any thread."""

    def __init__(self, where: str) -> None:
        self._line = Redis.from_url(where, socket_connect_timeout=WITHIN, socket_timeout=WITHIN)
        self._spared_until = 0.0

    def say(self, channel: str, payload: str) -> bool:
        """Say it to every process that listens; tell whether Redis took it."""
        if monotonic() < self._spared_until:
            return False
        try:
            self._line.publish(channel, payload)
        except _FAILED:
            self._spared_until = monotonic() + SPARED.total_seconds()
            return False
        return True


@lru_cache(maxsize=1)
def speaker(where: str) -> Speaker | None:
    """Return who says words by the Redis at this address; None where there is none."""
    return Speaker(where) if where else None
