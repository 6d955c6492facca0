"""Words between processes by Redis, and what becomes of them when it is away."""

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from bench.desk import free_port
from liaison.kit.health import Health
from liaison.kit.live.postgres import SIDE_CHANNEL
from liaison.kit.live.redis import PART, RedisBackend, Speaker
from liaison.kit.live.words import Heard

PATIENCE = 20


class Notices:
    """PostgreSQL's part of the line, in memory."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.words: asyncio.Queue[tuple[Heard, str]] = asyncio.Queue()

    async def listen(self) -> AsyncIterator[tuple[Heard, str]]:
        while True:
            yield await self.words.get()

    async def tell(self, payload: str) -> None:
        self.told.append(payload)

    async def close(self) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator["Server"]:
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed (apt-get install redis-server)")
    made = Server(tmp_path)
    made.start()
    yield made
    made.stop()


class Server:
    def __init__(self, place: Path) -> None:
        self.port = free_port()
        self.where = f"redis://127.0.0.1:{self.port}/0"
        self._command = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(place)]

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        line = Redis.from_url(self.where, retry=Retry(ConstantBackoff(0.05), 400))
        line.ping()
        line.close()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@contextlib.asynccontextmanager
async def listening(where: str) -> AsyncIterator[tuple[RedisBackend, Notices, Health, asyncio.Queue]]:
    notices, health = Notices(), Health()
    backend = RedisBackend(where, postgres=notices, health=health)
    heard: asyncio.Queue = asyncio.Queue()

    async def hear() -> None:
        async for word in backend.listen():
            heard.put_nowait(word)

    ear = asyncio.create_task(hear())
    try:
        yield backend, notices, health, heard
    finally:
        ear.cancel()
        await asyncio.gather(ear, return_exceptions=True)
        await backend.close()


async def becomes(health: Health, *, well: bool) -> None:
    async with asyncio.timeout(PATIENCE):
        while PART not in health.conditions() or health.conditions()[PART].well != well:
            await asyncio.sleep(0.01)


async def next_of(heard: asyncio.Queue) -> tuple[Heard, str]:
    async with asyncio.timeout(PATIENCE):
        return await heard.get()


async def test_a_word_is_heard_by_redis_and_not_said_twice(server: Server) -> None:
    async with listening(server.where) as (backend, notices, health, heard):
        await becomes(health, well=True)
        await backend.tell("typing")
        assert await next_of(heard) == (Heard.SIDE, "typing")
        assert await asyncio.to_thread(Speaker(server.where).say, SIDE_CHANNEL, "look") is True
        assert await next_of(heard) == (Heard.SIDE, "look")
        assert notices.told == []


async def test_while_redis_is_away_postgresql_tells_and_health_says_so(server: Server) -> None:
    async with listening(server.where) as (backend, notices, health, heard):
        await becomes(health, well=True)
        await asyncio.to_thread(server.stop)
        await becomes(health, well=False)
        assert health.conditions()[PART].vital is False
        await backend.tell("typing")
        assert notices.told == ["typing"]
        assert await asyncio.to_thread(Speaker(server.where).say, SIDE_CHANNEL, "look") is False
        notices.words.put_nowait((Heard.NEWS, "7-7"))
        assert await next_of(heard) == (Heard.NEWS, "7-7")


async def test_when_redis_is_back_everybody_looks_anew(server: Server) -> None:
    async with listening(server.where) as (_, _, health, heard):
        await becomes(health, well=True)
        await asyncio.to_thread(server.stop)
        await becomes(health, well=False)
        await asyncio.to_thread(server.start)
        assert await next_of(heard) == (Heard.ANEW, "")
        await becomes(health, well=True)
