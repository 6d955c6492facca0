"""What works beside the pages in the same process: each part is started, kept alive and stopped.

Parts([Part("sealer", seal_for_ever), in_thread("SMTP door", serve)], health=HEALTH)
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Final

from liaison.kit.health import HEALTH, Health, because

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = timedelta(milliseconds=500)
LONGEST_PAUSE: Final = timedelta(seconds=30)
# Whoever ran this long before dying starts again with the first pause: it was well, not stumbling.
STEADY: Final = timedelta(minutes=1)
GRACE: Final = timedelta(seconds=5)

Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Part:
    """Something that runs until it is cancelled.

    name: how `/healthz` and the log call it.
    run: made anew for every start; returning by itself counts as dying.
    vital: the desk cannot work without it.
    longest_pause: how long it waits at most before it is started again.
    """

    name: str
    run: Callable[[], Awaitable[None]]
    vital: bool = False
    longest_pause: timedelta = LONGEST_PAUSE


def in_thread(name: str, run: Callable[[threading.Event], None], *, vital: bool = False) -> Part:
    """Make a part of a function that blocks: it gets its own thread, and returns soon after `stop` is set."""
    return Part(name, lambda: _threaded(name, run), vital)


class Parts:
    """Keeps its parts running: one that dies starts again, after a pause that doubles up to half a minute."""

    def __init__(
        self, parts: Iterable[Part], *, health: Health = HEALTH, pause: Pause = asyncio.sleep
    ) -> None:
        self._parts = tuple(parts)
        self._health = health
        self._pause = pause
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Start every part, in the running event loop."""
        for part in self._parts:
            self._health.tell(part.name, well=True, note="running", vital=part.vital)
            self._tasks.add(asyncio.create_task(self._keep(part), name=part.name))

    async def stop(self, *, grace: timedelta = GRACE) -> None:
        """Stop every part at once and wait for them, though not longer than the grace."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=grace.total_seconds())
            for task in late:
                log.warning("%s did not stop within %s", task.get_name(), grace)
        self._tasks.clear()
        for part in self._parts:
            self._health.forget(part.name)

    async def _keep(self, part: Part) -> None:
        pause = FIRST_PAUSE
        while True:
            begun = monotonic()
            note = await self._once(part)
            if monotonic() - begun >= STEADY.total_seconds():
                pause = FIRST_PAUSE
            self._health.tell(part.name, well=False, note=note, vital=part.vital)
            await self._pause(pause.total_seconds())
            pause = min(pause * 2, part.longest_pause)
            self._health.tell(part.name, well=True, note="running", vital=part.vital)

    async def _once(self, part: Part) -> str:
        try:
            await part.run()
        except Exception as failed:
            log.exception("%s died", part.name)
            return f"died: {because(failed)}"
        log.error("%s ended by itself", part.name)
        return "ended"


async def _threaded(name: str, run: Callable[[threading.Event], None]) -> None:
    """Run the function in a daemon thread, which cannot keep the process alive; stop it on cancellation."""
    loop = asyncio.get_running_loop()
    stop = threading.Event()
    ended: asyncio.Future[None] = loop.create_future()

    def body() -> None:
        failed: Exception | None = None
        try:
            run(stop)
        except Exception as caught:
            failed = caught
        with contextlib.suppress(RuntimeError):  # The loop is gone: nobody asks any more.
            loop.call_soon_threadsafe(_settle, ended, failed)

    threading.Thread(target=body, name=name, daemon=True).start()
    try:
        await asyncio.shield(ended)
    except asyncio.CancelledError:
        stop.set()
        with contextlib.suppress(Exception):
            await ended
        raise


def _settle(ended: asyncio.Future[None], failed: Exception | None) -> None:
    if ended.cancelled():
        return
    if failed is None:
        ended.set_result(None)
    else:
        ended.set_exception(failed)
