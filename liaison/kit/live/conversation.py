"""What a browser can say, and what is answered.

    {"hello": {"since": 812, "topics": ["ticket:*"]}}      what was missed since, then
                                                           {"welcome": 815, "you": "member:2", "refused": []}
    {"subscribe": {"since": 812, "topics": ["ticket:7"]}}  the same, then {"subscribed": ["ticket:7"], "refused": []}
    {"unsubscribe": ["ticket:7"]}
    {"here": "ticket:7"}  {"typing": "ticket:7"}  {"typed": "ticket:7"}  {"away": "ticket:7"}

Besides come `{"news": [[seq, [topic…]]…]}`, `{"presence": topic, "who": [{ref, name, typing}…]}`, `{"at": seq}`
every 25 seconds (so far everything was told) and `{"reload": seq}` (too much was missed: load everything anew).
Where many listen, `welcome` and `at` bring `"spread": seconds`: a page whose line is lost comes back at a moment of
its own within them, so that a restart is no storm.
A browser may rely on a number only once it was said by `welcome`, `at` or news that came after a `welcome`.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from liaison.kit.live.client import Client, news, write
from liaison.kit.live.door import Door
from liaison.kit.live.gathering import Gathering
from liaison.kit.live.newsroom import Newsroom
from liaison.kit.live.topics import is_topic

MOST_TOPICS: Final = 300


class Wrong(Exception):
    """The browser said something that is no word of ours."""


class Conversation:
    """Understands words and does what they ask."""

    def __init__(
        self, *, newsroom: Newsroom, gathering: Gathering, door: Door, spread: Callable[[], dict[str, int]]
    ) -> None:
        self._newsroom = newsroom
        self._door = door
        self._answers: dict[str, Callable[[Client, Any], Awaitable[None]]] = {
            "hello": self._hello,
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "here": _about_one(gathering.enter),
            "away": _about_one(gathering.leave),
            "typing": _about_one(gathering.type),
            "typed": _about_one(gathering.stop_typing),
        }
        self._show = gathering.show
        self._spread = spread

    async def hear(self, client: Client, text: str) -> None:
        """Do what this message asks.

        Raises Wrong when it is not understood.
        """
        try:
            said = json.loads(text)
        except ValueError as wrong:
            raise Wrong from wrong
        if not isinstance(said, dict) or said.keys() - self._answers.keys():
            raise Wrong
        for verb, what in said.items():
            await self._answers[verb](client, what)

    async def _hello(self, client: Client, what: Any) -> None:
        await self._newsroom.ready.wait()
        you = client.listener.ref
        await self._listen(client, what, answer=lambda _, position: self._welcome(position, you))

    def _welcome(self, position: int, you: str) -> dict[str, Any]:
        return {"welcome": position, "you": you, **self._spread()}

    async def _subscribe(self, client: Client, what: Any) -> None:
        await self._listen(client, what, answer=lambda allowed, _: {"subscribed": sorted(allowed)})

    async def _unsubscribe(self, client: Client, what: Any) -> None:
        self._newsroom.unsubscribe(client, _topics(what))

    async def _listen(
        self, client: Client, what: Any, *, answer: Callable[[set[str], int], dict[str, Any]]
    ) -> None:
        if not isinstance(what, dict):
            raise Wrong
        topics, since = _topics(what.get("topics", [])), _number(what.get("since"))
        if len(client.topics) + len(topics) > MOST_TOPICS:
            raise Wrong
        allowed = await self._door.allowed(client.listener, topics)
        # From here on what happens is kept back, so that what was missed comes first and nothing falls between.
        client.hold()
        said: list[str] = []
        try:
            self._newsroom.subscribe(client, allowed)
            position = self._newsroom.position
            said = await self._missed(allowed, since)
            said.append(write({**answer(allowed, position), "refused": sorted(set(topics) - allowed)}))
        finally:
            client.release(*said)
        self._show(client, allowed)

    async def _missed(self, topics: set[str], since: int | None) -> list[str]:
        if since is None:
            return []
        missed = await self._newsroom.missed(topics, since=since)
        if missed is None:
            return [write({"reload": self._newsroom.position})]
        return [news(missed)] if missed else []


def _about_one(act: Callable[[Client, str], None]) -> Callable[[Client, Any], Awaitable[None]]:
    async def answer(client: Client, what: Any) -> None:
        act(client, _topics([what])[0])

    return answer


def _topics(what: Any) -> list[str]:
    if not isinstance(what, list) or not all(is_topic(topic) for topic in what):
        raise Wrong
    return what


def _number(what: Any) -> int | None:
    if what is not None and (type(what) is not int or not 0 <= what < 2**63):
        raise Wrong
    return what
