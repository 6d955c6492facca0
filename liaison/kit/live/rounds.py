"""What the hub does by the clock: so little each second that thousands of sockets are no burden."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Final

from liaison.kit.live.client import Client, news
from liaison.kit.live.door import Door
from liaison.kit.live.gathering import Gathering
from liaison.kit.live.newsroom import Newsroom
from liaison.kit.live.words import Attends, Close, Passes

log = logging.getLogger(__name__)

# In seconds. A browser is told how far the numbers are, so that it has little to catch up after a cut, and
# knows by the silence when the line is dead.
TELL_POSITION: Final = 25
FORGIVE: Final = 60
# Whoever signed out, was locked out or lost a permission hears no more numbers after this time at the latest.
ASK_AGAIN: Final = 300
# Pages which one process takes in each second while it serves the others: after a restart as many seconds as these
# need are the time over which they come back.
COMING: Final = 100
STILL_LIVE: Final = 15
# Whoever is told who is there may take somebody for gone who was not named three times.
ATTENDS: Final = 30
# Who came and who went is told for all of them at once, so that a full site costs no more than a quiet one.
PASSES: Final = 2


class Rounds:
    """Goes round all clients, a few at a time."""

    def __init__(
        self,
        *,
        newsroom: Newsroom,
        gathering: Gathering,
        door: Door,
        attends: Attends | None = None,
        passes: Passes | None = None,
    ) -> None:
        self._attends = attends
        self._passes = passes
        self._came: set[str] = set()
        self._went: set[str] = set()
        self.clients: set[Client] = set()
        self._newsroom = newsroom
        self._gathering = gathering
        self._door = door
        self._seconds = 0
        self._looking: list[Client] = []
        self._asking: set[asyncio.Task[None]] = set()

    def comes(self, client: Client) -> None:
        """A page has opened its socket."""
        self.clients.add(client)
        self._came.add(client.listener.ref)

    def goes(self, client: Client) -> None:
        """A page has closed its socket."""
        self.clients.discard(client)
        self._went.add(client.listener.ref)

    def spread(self) -> dict[str, int]:
        """Return over how many seconds pages whose line is lost shall come back; nothing where they are few."""
        seconds = len(self.clients) // COMING
        return {"spread": seconds} if seconds else {}

    def second(self) -> None:
        """A second has passed."""
        self._seconds += 1
        self._gathering.rest()
        self._some_look()
        if self._seconds % STILL_LIVE == 0:
            self._gathering.live()
        if self._seconds % ATTENDS == 0:
            self._begin(self.tell_who_is_there())
        if self._seconds % PASSES == 0 and (self._came or self._went):
            self._begin(self.tell_who_passed())
        for client in list(self.clients):
            self._visit(client, self._seconds + id(client) // 64)

    def _visit(self, client: Client, moment: int) -> None:
        if moment % TELL_POSITION == 0 and self._newsroom.ready.is_set():
            client.say(at=self._newsroom.position, **self.spread())
        if moment % FORGIVE == 0:
            client.rested()
        if moment % ASK_AGAIN == 0:
            self._begin(self.ask_again(client))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def tell_who_is_there(self) -> None:
        """Tell who has a page open at this process; told again every half a minute."""
        here = {client.listener.ref for client in self.clients}
        if self._attends is None or not here:
            return
        try:
            await self._door.tell(self._attends, here)
        except Exception:
            log.exception("could not tell who is there")

    async def tell_who_passed(self) -> None:
        """Tell who came and who went since it was told last; somebody with another page open has not gone."""
        here = {client.listener.ref for client in self.clients}
        came, went = self._came & here, self._went - here
        self._came, self._went = set(), set()
        passes = self._passes
        if passes is None or not (came or went):
            return
        try:
            await self._door.tell(lambda _: passes(came, went), here)
        except Exception:
            log.exception("could not tell who came and who went")

    async def ask_again(self, client: Client) -> None:
        """Close the socket of somebody who signed out, and end the topics that are not theirs any more."""
        try:
            listener = await self._door.who(client.credentials)
            if listener is None or listener.ref != client.listener.ref:
                client.close(Close.STRANGER)
                return
            topics = set(client.topics)
            lost = topics - await self._door.allowed(listener, topics)
        except Exception:
            log.exception("could not ask again who %s is", client.listener.ref)
            return
        if lost:
            for topic in lost:
                self._gathering.leave(client, topic)
            self._newsroom.unsubscribe(client, lost)
            client.say(refused=sorted(lost))

    def send_away(self, ref: str) -> None:
        """Close every socket of this person: they signed out or were locked out."""
        for client in list(self.clients):
            if client.listener.ref == ref:
                client.close(Close.STRANGER)

    def look_again(self) -> None:
        """Have every page look at all its topics, some in each second: words were lost, and nobody knows which."""
        self._looking = list(self.clients)

    def _some_look(self) -> None:
        some, self._looking = self._looking[:COMING], self._looking[COMING:]
        for client in some:
            if client.topics:
                client.push(news([(None, client.topics)]))

    def reload_all(self) -> None:
        """Have every page loaded anew."""
        for client in list(self.clients):
            client.say(reload=self._newsroom.position)
