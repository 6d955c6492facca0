"""The hub: every open page's socket in one process, on one loop, without a thread for any of them."""

import asyncio
import contextlib
import json
import logging
import secrets
from datetime import timedelta
from time import monotonic
from typing import Final

from liaison.kit.asgi.words import Receive, Scope, Send
from liaison.kit.health import HEALTH, Health, because
from liaison.kit.live.client import Client
from liaison.kit.live.conversation import Conversation, Wrong
from liaison.kit.live.door import Door
from liaison.kit.live.gathering import Gathering
from liaison.kit.live.newsroom import Newsroom
from liaison.kit.live.rounds import Rounds
from liaison.kit.live.words import Attends, Backend, Close, Heard, NewsSource, Passes

log = logging.getLogger(__name__)

# A question to the database that takes longer means that the line is dead, though nobody said so.
ANSWER_WITHIN: Final = timedelta(seconds=10)
FAREWELL_WITHIN: Final = timedelta(milliseconds=300)
SECOND: Final = timedelta(seconds=1)


class Hub:
    """The ASGI application at `/rt`, and the part (`run`) that hears the news."""

    def __init__(
        self,
        *,
        news: NewsSource,
        backend: Backend,
        door: Door,
        health: Health = HEALTH,
        attends: Attends | None = None,
        passes: Passes | None = None,
    ) -> None:
        self._backend = backend
        self._door = door
        self._health = health
        self._newsroom = Newsroom(news)
        self._gathering = Gathering(self._newsroom, process=secrets.token_hex(4), clock=monotonic)
        self.rounds = Rounds(
            newsroom=self._newsroom, gathering=self._gathering, door=door, attends=attends, passes=passes
        )
        self._conversation = Conversation(
            newsroom=self._newsroom, gathering=self._gathering, door=door, spread=self.rounds.spread
        )
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def position(self) -> int | None:
        """The number up to which every open page has been told; None before the first look."""
        return self._newsroom.position if self._newsroom.ready.is_set() else None

    def nudge(self, *topics: str) -> None:
        """Have whoever listens to these topics look again, in every process. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._gathering.nudge, topics)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one WebSocket, from its handshake to its end."""
        await receive()
        credentials = self._door.credentials(scope)
        if credentials is None:
            await send({"type": "websocket.close", "code": Close.FOREIGN})
            return
        listener = await self._door.who(credentials)
        await send(
            {"type": "websocket.accept", "subprotocol": next(iter(scope.get("subprotocols") or ()), None)}
        )
        if listener is None:
            await send({"type": "websocket.close", "code": Close.STRANGER})
            return
        client = Client(listener, send=send, credentials=credentials, bye=self._leave)
        self.rounds.comes(client)
        try:
            await self._converse(client, receive)
        finally:
            client.end()
            self.rounds.goes(client)

    async def _converse(self, client: Client, receive: Receive) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            if not client.counts():
                client.close(Close.HASTY)
            if client.is_closing:
                continue  # Words that were under way when we said goodbye.
            try:
                await self._conversation.hear(client, message.get("text") or "")
            except Wrong:
                client.close(Close.WRONG)
            except Exception:
                log.exception("a socket of %s broke", client.listener.ref)
                client.close(Close.BROKEN)

    def _leave(self, client: Client) -> None:
        for topic in client.topics:
            self._gathering.leave(client, topic)
        self._newsroom.unsubscribe(client, client.topics)

    async def run(self) -> None:
        """Hear the news and tell it on until cancelled. Raises whatever breaks the line to it."""
        self._loop = asyncio.get_running_loop()
        try:
            async with asyncio.TaskGroup() as together:
                together.create_task(self._hear())
                together.create_task(self._tell())
                together.create_task(self._keep_rounds())
        except BaseExceptionGroup as failed:
            self._health.tell("database", well=False, note=because(failed), vital=True)
            raise
        except asyncio.CancelledError:
            self._health.forget("database")
            raise
        finally:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(FAREWELL_WITHIN.total_seconds()):
                    await self._backend.tell(self._gathering.farewell())
            await self._backend.close()

    async def _hear(self) -> None:
        again = self._newsroom.ready.is_set()
        if await self._newsroom.open():
            self.rounds.reload_all()
        elif again:  # What was said while the line was broken is in nobody's memory.
            self.rounds.look_again()
        greeted = False
        async for kind, word in self._backend.listen():
            if not greeted:  # Only now would we hear the answers.
                self._gathering.greet()
                greeted = True
            if kind is Heard.SIDE:
                self._side(word)
                continue
            if kind is Heard.ANEW:
                self._gathering.greet()
                self.rounds.look_again()
            async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
                await self._newsroom.catch_up()
            self._health.tell("database", well=True, vital=True)

    def _side(self, word: str) -> None:
        said = json.loads(word)
        if "out" in said:
            self.rounds.send_away(said["out"])
        else:
            self._gathering.hear(said)

    async def _tell(self) -> None:
        waiting = self._gathering.waiting
        while True:
            while waiting:
                await self._backend.tell(waiting.popleft())
            await self._gathering.something.wait()
            self._gathering.something.clear()

    async def _keep_rounds(self) -> None:
        while True:
            await asyncio.sleep(SECOND.total_seconds())
            self.rounds.second()
