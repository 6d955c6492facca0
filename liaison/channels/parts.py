"""What runs beside the pages: reading what was kept, and sending what is due. Each stops soon after `stop` is set."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from django.db import connection

from liaison.channels import actions
from liaison.kit.clock import now
from liaison.kit.rows import give_back
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch

log = logging.getLogger(__name__)
POLL: Final = timedelta(seconds=1)
GATHER: Final = timedelta(milliseconds=100)
STALLED: Final = timedelta(minutes=5)
SENDERS: Final = 4


def read(stop: threading.Event) -> None:
    """Read parcels until `stop`: at once when something was kept here, each second what others kept."""
    while not stop.is_set():
        actions.arrived.clear()
        try:
            while taken := actions.read_waiting():
                # Whoever is alone is read at once; under a stream those of the next moment share their statements.
                if stop.wait(0 if taken == actions.AT_ONCE else GATHER.total_seconds()):
                    break
        finally:
            connection.close()
        actions.arrived.wait(POLL.total_seconds())


def send(stop: threading.Event) -> None:
    """Hand over what is due until `stop`, to the moment: it sleeps until the next one is due."""
    free = threading.BoundedSemaphore(SENDERS)
    try:
        if actions.alone():
            tickets.release_stalled(before=now())
        with ThreadPoolExecutor(SENDERS, thread_name_prefix="send") as threads:
            while not stop.is_set():
                tickets.due.clear()
                all_taken = _round(threads, free)
                tickets.due.wait(_pause() if all_taken else POLL.total_seconds())
    finally:
        give_back()


def _round(threads: ThreadPoolExecutor, free: threading.BoundedSemaphore) -> bool:
    """Give what is due to threads that are free; return whether all was taken. The rest stays unclaimed."""
    while free.acquire(blocking=False):
        claimed = actions.claim_due(1)
        if not claimed:
            free.release()
            return True
        threads.submit(_hand_over, claimed[0], free)
    return False


def _hand_over(dispatch: Dispatch, free: threading.BoundedSemaphore) -> None:
    try:
        actions.hand_over(dispatch)
    except Exception:
        log.exception("what became of dispatch %s could not be written down", dispatch.pk)
    finally:
        connection.close()
        free.release()
        tickets.due.set()


def _pause() -> float:
    """Seconds to sleep: until the next dispatch is due, at most a second, for another process may write one."""
    tickets.release_stalled(before=now() - STALLED)
    next_one = actions.next_due()
    left = (next_one - now()).total_seconds() if next_one else POLL.total_seconds()
    return min(max(left, 0.002), POLL.total_seconds())
