"""Presence spread: to the browsers of this process, and between the processes."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, Final

from liaison.kit.live.client import Client, write
from liaison.kit.live.newsroom import Newsroom
from liaison.kit.live.presence import Presence
from liaison.kit.live.words import Present

# Of more people than these at one topic nobody is told between processes: it would not fit into a NOTIFY.
MOST_TOLD: Final = 40
MOST_WAITING: Final = 1000


class Gathering:
    """Who is where, told to everybody who listens to that topic.

    process: the name of this process among the others. clock: seconds that only go forward.
    """

    def __init__(self, newsroom: Newsroom, *, process: str, clock: Callable[[], float]) -> None:
        self.waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self.something = asyncio.Event()
        self._newsroom = newsroom
        self._presence = Presence()
        self._process = process
        self._clock = clock

    def enter(self, client: Client, topic: str) -> None:
        """The client's person looks at a topic to which it listens."""
        if topic in client.topics:
            self._presence.enter(topic, socket=client, listener=client.listener)
            self._changed(topic)

    def leave(self, client: Client, topic: str) -> None:
        """The client's person looks away."""
        if self._presence.leave(topic, socket=client):
            self._changed(topic)

    def type(self, client: Client, topic: str) -> None:
        """The client's person is typing."""
        if self._presence.type(topic, socket=client, at=self._clock()):
            self._changed(topic)

    def stop_typing(self, client: Client, topic: str) -> None:
        """The client's person has sent or dropped what they typed."""
        if self._presence.stop_typing(topic, socket=client, at=self._clock()):
            self._changed(topic)

    def show(self, client: Client, topics: Iterable[str]) -> None:
        """Tell the client who is at these topics, where there is somebody."""
        for topic in topics:
            if people := self._presence.everywhere(topic, at=self._clock()):
                client.push(_message(topic, people))

    def rest(self) -> None:
        """Let typing and silent processes lapse; to be called every second."""
        at = self._clock()
        for topic in self._presence.rest(at=at):
            self._changed(topic)
        for topic in self._presence.lapse(at=at):
            self._show_all(topic)

    def greet(self) -> None:
        """Tell the other processes who is with us, and ask who is with them."""
        self._tell(ask=True)
        for topic in self._presence.topics_here():
            self._tell_topic(topic)

    def live(self) -> None:
        """Tell the other processes that we still are; to be called every 15 seconds."""
        if self._presence.topics_here():
            self._tell()

    def nudge(self, topics: Iterable[str]) -> None:
        """Have whoever listens to these topics look again, in every process."""
        self.waiting.append(write({"nudge": list(topics)}))
        self.something.set()

    def farewell(self) -> str:
        """Return the word with which this process leaves."""
        return write({"from": self._process, "bye": True})

    def hear(self, said: dict[str, Any]) -> None:
        """A word came from some process, perhaps from this one."""
        if "nudge" in said:
            self._newsroom.spread([(None, {topic}) for topic in said["nudge"]])
        elif "to" in said:
            self._give(said["to"], said["topic"], said["what"])
        elif said.get("from") not in {None, self._process}:
            self._hear_of_people(said)

    def _give(self, ref: str, topic: str, what: Any) -> None:
        """What one listener alone is given, on all of their pages."""
        message = write({"given": what})
        for client in list(self._newsroom.audience(topic)):
            if client.listener.ref == ref:
                client.push(message)

    def _hear_of_people(self, said: dict[str, Any]) -> None:
        if said.get("bye"):
            for topic in self._presence.gone(said["from"]):
                self._show_all(topic)
            return
        who = [Present(**person) for person in said.get("who", ())]
        self._presence.hear(said["from"], at=self._clock(), topic=said.get("topic", ""), who=who)
        if "topic" in said:
            self._show_all(said["topic"])
        if said.get("ask"):
            for topic in self._presence.topics_here():
                self._tell_topic(topic)

    def _changed(self, topic: str) -> None:
        self._show_all(topic)
        self._tell_topic(topic)

    def _show_all(self, topic: str) -> None:
        message = _message(topic, self._presence.everywhere(topic, at=self._clock()))
        for client in list(self._newsroom.audience(topic)):
            client.push(message)

    def _tell_topic(self, topic: str) -> None:
        people = self._presence.here(topic, at=self._clock())[:MOST_TOLD]
        self._tell(topic=topic, who=[asdict(person) for person in people])

    def _tell(self, **said: Any) -> None:
        self.waiting.append(write({"from": self._process, **said}))
        self.something.set()


def _message(topic: str, people: Iterable[Present]) -> str:
    return write({"presence": topic, "who": [asdict(person) for person in people]})
