"""Parts are started again when they die, and stopped when asked."""

import asyncio
import threading
from datetime import timedelta

from liaison.kit.health import Health
from liaison.kit.parts import Part, Parts, in_thread


class Pauses:
    """Pauses which last no time and are written down; after so many the test goes on."""

    def __init__(self, enough: int) -> None:
        self.taken: list[float] = []
        self._enough = enough
        self.all_taken = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) == self._enough:
            self.all_taken.set()
            await asyncio.get_running_loop().create_future()


async def test_a_part_that_dies_is_started_again_after_pauses_that_double_up_to_a_limit() -> None:
    async def dying() -> None:
        raise ConnectionError("password=secret")

    health, pauses = Health(), Pauses(9)
    parts = Parts([Part("poller", dying, vital=True)], health=health, pause=pauses)
    parts.start()
    await pauses.all_taken.wait()
    can_work, said = health.report()
    assert pauses.taken == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    assert not can_work
    assert said["parts"]["poller"]["note"] == "died: ConnectionError"
    await parts.stop()


async def test_a_part_that_returns_by_itself_counts_as_dead() -> None:
    async def short() -> None:
        pass

    health, pauses = Health(), Pauses(1)
    parts = Parts([Part("short", short)], health=health, pause=pauses)
    parts.start()
    await pauses.all_taken.wait()
    assert health.conditions()["short"].note == "ended"
    await parts.stop()


async def test_one_part_dying_leaves_the_others_alone() -> None:
    running = asyncio.Event()

    async def well() -> None:
        running.set()
        await asyncio.get_running_loop().create_future()

    async def dying() -> None:
        await running.wait()
        raise ValueError

    health, pauses = Health(), Pauses(1)
    parts = Parts([Part("well", well), Part("dying", dying)], health=health, pause=pauses)
    parts.start()
    await pauses.all_taken.wait()
    assert {name: c.well for name, c in health.conditions().items()} == {"well": True, "dying": False}
    await parts.stop()
    assert health.conditions() == {}


async def test_a_thread_is_asked_to_stop_and_waited_for() -> None:
    loop = asyncio.get_running_loop()
    begun, ended = asyncio.Event(), threading.Event()

    def body(stop: threading.Event) -> None:
        loop.call_soon_threadsafe(begun.set)
        stop.wait(10)
        ended.set()

    parts = Parts([in_thread("door", body)], health=Health())
    parts.start()
    await begun.wait()
    assert not ended.is_set()
    await parts.stop()
    assert ended.is_set()


async def test_a_thread_that_dies_is_started_again() -> None:
    def body(stop: threading.Event) -> None:
        raise OSError

    health, pauses = Health(), Pauses(2)
    parts = Parts([in_thread("door", body)], health=health, pause=pauses)
    parts.start()
    await pauses.all_taken.wait()
    assert pauses.taken == [0.5, 1]
    await parts.stop()


async def test_a_part_that_will_not_stop_does_not_hold_up_the_end() -> None:
    begun, let_go = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        while not let_go.is_set():
            try:
                begun.set()
                await let_go.wait()
            except asyncio.CancelledError:
                continue

    parts = Parts([Part("stubborn", stubborn)], health=Health(), pause=Pauses(1))
    parts.start()
    await begun.wait()
    await parts.stop(grace=timedelta(0))
    let_go.set()


def test_whoever_listens_hears_when_a_part_turns_and_only_then() -> None:
    health = Health()
    heard: list[str] = []
    health.on_change(heard.append)
    for well in (True, True, False, False, True):
        health.tell("mailbox", well=well)
    assert heard == ["mailbox"] * 3


def test_a_question_that_fails_is_a_part_that_is_unwell() -> None:
    health = Health()
    health.ask("disk", lambda: 1 // 0)  # type: ignore[arg-type,return-value]
    assert health.report() == (
        True,
        {"ok": True, "parts": {"disk": {"ok": False, "note": "ZeroDivisionError"}}},
    )
