"""What runs beside the pages: shops outside are asked for what is due, and what changed there is read.

In threads of its own and not as jobs: a shop that does not answer would hold up the jobs of the whole desk.
"""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from time import monotonic
from typing import Final

from liaison.kit.rows import give_back
from liaison.orders.actions import outside, reading
from liaison.orders.actions.waking import due

log = logging.getLogger(__name__)

POLL: Final = timedelta(seconds=1)
LOOK: Final = timedelta(seconds=10)
AT_ONCE: Final = 4


def run(stop: threading.Event) -> None:
    """Do what is due until `stop`; first of all what was left by a desk that died."""
    work = _Work(stop)
    woken = True
    with ThreadPoolExecutor(AT_ONCE + 1, thread_name_prefix="shops") as threads:
        try:
            while not stop.is_set():
                due.clear()
                work.round(threads, woken=woken)
                woken = due.wait(POLL.total_seconds())
        finally:
            give_back()


class _Work:
    """What is under way here."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._busy: set[int] = set()
        self._looked = self._read = float("-inf")
        self._reading: Future[None] | None = None

    def round(self, threads: ThreadPoolExecutor, *, woken: bool) -> None:
        """Give what is due to threads that are free. woken: something is new."""
        left = monotonic() - self._looked > LOOK.total_seconds()
        if left:
            self._looked = monotonic()
        for action in outside.due_now(left=left):
            if len(self._busy) < AT_ONCE and action not in self._busy:
                self._busy.add(action)
                threads.submit(self._carry_out, action)
        if (self._reading is None or self._reading.done()) and self._is_time_to_read(woken or left):
            self._reading = threads.submit(self._read_all)

    def _is_time_to_read(self, look: bool) -> bool:
        if monotonic() - self._read < reading.OFTEN.total_seconds() and not (look and reading.is_new_there()):
            return False
        self._read = monotonic()
        return True

    def _carry_out(self, action: int) -> None:
        try:
            outside.carry_out(action)
        except Exception:
            log.exception("what became of outside action %s could not be written down", action)
        finally:
            give_back()
            self._busy.discard(action)
            due.heard()  # Only those here wait for a thread that is free again.

    def _read_all(self) -> None:
        try:
            reading.read_all(stops=self._stop.is_set)
        except Exception:
            log.exception("shops could not be read")
        finally:
            give_back()
