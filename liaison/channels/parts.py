"""What runs beside the pages: reading what was kept, and sending what is due. Each stops soon after `stop` is set."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic
from typing import Final

from django.db import connection

from liaison.channels import actions
from liaison.kit.clock import now
from liaison.kit.rows import give_back
from liaison.tickets import actions as tickets

log = logging.getLogger(__name__)
POLL: Final = timedelta(seconds=1)
GATHER: Final = timedelta(milliseconds=20)
GATHER_MOST: Final = timedelta(milliseconds=300)
GATHER_TALK: Final = timedelta(milliseconds=60)  # Somebody waits at the other end of a chat.
STALLED: Final = timedelta(minutes=5)
LOOK: Final = timedelta(seconds=30)
# A mail is composed, sealed and its server called beforehand: at the moment itself only the words cross the line.
AHEAD: Final = timedelta(milliseconds=300)
SENDERS: Final = 4


def read(stop: threading.Event) -> None:
    """Read parcels until `stop`: at once when something was kept here, each second what others kept."""
    while not stop.is_set():
        actions.arrived.clear()
        try:
            while taken := _read():
                if _rests(rest_after(taken), stop):
                    break
        finally:
            connection.close()
        actions.arrived.wait(POLL.total_seconds())


def _read() -> int:
    actions.urged.clear()
    return actions.read_waiting()


def _rests(rest: timedelta, stop: threading.Event) -> bool:
    """Let parcels gather, the words of a chat for a shorter while. Tell whether to stop."""
    if stop.wait(min(rest, GATHER_TALK).total_seconds()):
        return True
    if rest > GATHER_TALK:
        actions.urged.wait((rest - GATHER_TALK).total_seconds())
    return stop.is_set()


def rest_after(taken: int) -> timedelta:
    """How long to let parcels gather after so many were read together.

    Whoever is alone is read at once. Under a stream those of the next moments share their statements, and the denser it
    comes the more do; a full batch has others waiting behind it already.
    """
    return timedelta() if taken >= actions.AT_ONCE else min(taken * GATHER, GATHER_MOST)


def send(stop: threading.Event) -> None:
    """Hand over what is due until `stop`, to the moment: whatever takes time is done shortly before."""
    senders = _Senders(stop)
    looked_at = monotonic()
    try:
        if actions.alone():
            tickets.release_stalled(before=now())
        with ThreadPoolExecutor(SENDERS, thread_name_prefix="send") as threads:
            while not stop.is_set():
                tickets.due.clear()
                pause = senders.round(threads)
                if monotonic() - looked_at > LOOK.total_seconds():
                    tickets.release_stalled(before=now() - STALLED)
                    looked_at = monotonic()
                tickets.due.wait(pause)
    finally:
        give_back()


class _Senders:
    """A few threads, each of which sees one dispatch off."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._seeing_off: set[int] = set()

    def round(self, threads: ThreadPoolExecutor) -> float:
        """Give what is due soon to threads that are free. Return for how many seconds nothing more can be done.

        At most a second: another process may write a dispatch. A thread that is done wakes whoever waits.
        """
        for dispatch, due_at in actions.next_due(2 * SENDERS):
            if dispatch in self._seeing_off:
                continue
            early = (due_at - AHEAD - now()).total_seconds()
            if early > 0:
                return min(early, POLL.total_seconds())
            if len(self._seeing_off) == SENDERS:
                break
            self._seeing_off.add(dispatch)
            threads.submit(self._see_off, dispatch)
        return POLL.total_seconds()

    def _see_off(self, dispatch: int) -> None:
        try:
            actions.see_off(dispatch, wait=self._stop.wait)
        except Exception:
            log.exception("what became of dispatch %s could not be written down", dispatch)
        finally:
            connection.close()
            self._seeing_off.discard(dispatch)
            tickets.due.heard()  # Only those here wait for a thread that is free again.
