"""One thread for each mailbox that is read from a server, for as long as the mailbox is open."""

import contextlib
import imaplib
import logging
import socket
import threading
from datetime import datetime, timedelta
from random import uniform
from typing import Final

from django.db import connection

from liaison.channels import actions
from liaison.channels.email import trouble
from liaison.channels.email.imap.connection import Imap, SignInRefused, open_imap
from liaison.channels.email.imap.fetching import fetch_new
from liaison.channels.email.imap.words import why_not
from liaison.channels.email.models import Mailbox
from liaison.channels.email.servers import incoming_server
from liaison.channels.words import Side
from liaison.kit.errors import Refusal
from liaison.kit.rows import give_back

log = logging.getLogger(__name__)
LOCK: Final = 0x1A9
LOOK: Final = timedelta(seconds=2)
# RFC 2177 says 29 minutes, but routers forget a silent connection after five.
IDLE: Final = timedelta(minutes=4)
POLL: Final = timedelta(seconds=30)
PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # Seconds between tries.
SIGN_IN_PAUSE: Final = 120.0  # Seconds; servers lock an account after too many wrong passwords.
_Key = tuple[int, datetime | None]


def run(stop: threading.Event) -> None:
    """Read every open mailbox that has a server until `stop`; a changed one begins anew."""
    watchers: dict[_Key, Watcher] = {}
    try:
        while not stop.is_set():
            _bring_up_to_date(watchers)
            stop.wait(LOOK.total_seconds())
    finally:
        for watcher in watchers.values():
            watcher.stop()
        for watcher in watchers.values():
            watcher.thread.join(5)
        give_back()


def _bring_up_to_date(watchers: dict[_Key, "Watcher"]) -> None:
    wanted = {(m.pk, m.changed_at): m for m in Mailbox.objects.filter(closed_at=None).exclude(imap_host="")}
    for key in set(watchers) - set(wanted):
        watchers.pop(key).stop()
        _give_up(key[0])
    for key in set(wanted) - set(watchers):
        if _mine(key[0]):
            watchers[key] = Watcher(wanted[key])
            watchers[key].thread.start()


def _mine(mailbox: int) -> bool:
    """Take a mailbox for this process; the lock lives as long as this connection, and so do the watchers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, mailbox])
        return bool(cursor.fetchone()[0])


def _give_up(mailbox: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, mailbox])


class Watcher:
    """Reads one mailbox: fetches, waits for news, connects again when the connection is gone."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.thread = threading.Thread(target=self._run, name=f"imap {mailbox.address}", daemon=True)
        self._stop = threading.Event()
        self._heard, self._wake = socket.socketpair()

    def stop(self) -> None:
        """End soon, also out of IDLE."""
        self._stop.set()
        with contextlib.suppress(OSError):
            self._wake.send(b"\0")

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                self._stay(failures)
                failures = 0
            except (OSError, imaplib.IMAP4.error, Refusal) as failure:
                failures = 1 if self._was_well else failures + 1
                self._stop.wait(self._failed(failure, failures))
            except Exception as failure:
                failures += 1
                log.exception("mailbox %s could not be read", self.mailbox.address)
                self._stop.wait(self._failed(failure, failures))
            finally:
                connection.close()
        self._heard.close()
        self._wake.close()

    _was_well = False

    def _stay(self, failures: int) -> None:
        """Be connected, fetch and wait, until the connection ends or we do."""
        self._was_well = False
        imap = open_imap(incoming_server(self.mailbox))
        try:
            while not self._stop.is_set():
                fetch_new(imap, self.mailbox, stop=self._stop)
                if not self._was_well:
                    self._was_well = True
                    actions.clear(self.mailbox.door, Side.IN)
                connection.close()
                self._wait(imap)
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                imap.shutdown()

    def _wait(self, imap: Imap) -> None:
        if "IDLE" in imap.capabilities:
            imap.wait_for_news(IDLE.total_seconds(), wake=self._heard)
        else:
            self._stop.wait(POLL.total_seconds())

    def _failed(self, failure: Exception, failures: int) -> float:
        """Return how many seconds to wait. One connection that breaks is daily life, the second in a row is told."""
        refused = isinstance(failure, SignInRefused)
        if failures > 1 or refused:
            log.warning("mailbox %s: %s", self.mailbox.address, failure)
            with contextlib.suppress(Exception):
                trouble.report(self.mailbox, Side.IN, failure, why=why_not(failure))
        pause = SIGN_IN_PAUSE if refused else PAUSES[min(failures, len(PAUSES)) - 1]
        return pause * uniform(0.8, 1.2)  # noqa: S311 (so that many mailboxes do not knock at once)
