"""Waking whoever works off what was kept: at once in this process, and in others where this one leaves it to them."""

import logging
import threading
from collections.abc import Iterable
from typing import Final

import psycopg
from django.db import Error, connection

log = logging.getLogger(__name__)

CHANNEL: Final = "liaison_work"
LISTENED: Final = 1.0  # Seconds after which a listener looks whether it shall end.

_wakes: dict[str, "Wake"] = {}
_abroad = threading.Event()


class Wake:
    """Something to wait for: set when there is work of this name, here or, with `listen`, in another process."""

    def __init__(self, name: str, *, also: "Wake | None" = None) -> None:
        """also: another to be set along with this one."""
        self._event = threading.Event()
        self._name = name
        self._also = also
        _wakes[name] = self

    def set(self) -> None:
        """There is work. To be called after the commit."""
        self.heard()
        if _abroad.is_set():
            _tell(self._name)

    def heard(self) -> None:
        """Another process says that there is work."""
        self._event.set()
        if self._also:
            self._also.heard()

    def clear(self) -> None:
        """Whoever works takes up everything there is."""
        self._event.clear()

    def wait(self, seconds: float) -> bool:
        """Wait until there is work, so many seconds at most; tell whether there is."""
        return self._event.wait(seconds)


def leave_to_others() -> None:
    """From now on work is done by other processes: they are told of it."""
    _abroad.set()


def _tell(name: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, name])
    except Error:  # The others look by themselves each second.
        log.debug("could not tell others of %s", name, exc_info=True)


def listen(where: str, stop: threading.Event) -> None:
    """Hear of work from other processes until `stop`. where: the database, as libpq writes it."""
    with psycopg.connect(where, autocommit=True) as line:
        line.execute(f"LISTEN {CHANNEL}")
        while not stop.is_set():
            hear(word.payload for word in line.notifies(timeout=LISTENED, stop_after=1))


def hear(names: Iterable[str]) -> None:
    """Wake whoever waits for work of these names; a name of another version wakes nobody."""
    for name in names:
        if name in _wakes:
            _wakes[name].heard()
