"""Keeping the mails that come in at once together: one commit for all who wait for their 250."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Final

from django.db import Error, connection

from liaison.channels.actions import keep_all
from liaison.channels.email.rules import parcel_key
from liaison.channels.queries import not_read_yet
from liaison.channels.words import Offered
from liaison.kit.clock import now

log = logging.getLogger(__name__)
AT_ONCE: Final = 40
BEHIND: Final = 80
"""Parcels not read yet, from which on whoever gives us mail is thanked more slowly."""

PAUSE: Final = timedelta(milliseconds=100)
"""How much more slowly, for each further so many."""

LONGEST_PAUSE: Final = timedelta(seconds=1)
LOOK: Final = timedelta(milliseconds=250)
MANY: Final = 1_000  # Counted no further: the pause is the longest by then.


@dataclass(frozen=True)
class Given:
    """A mail given to us for one of our mailboxes. door: `email:3`; sender: the address of the envelope."""

    raw: bytes
    door: str
    rcpt: str
    sender: str


class Keeper:
    """Takes whatever waits, keeps it in one transaction, and only then says so."""

    def __init__(self, threads: Executor) -> None:
        self._threads = threads
        self._waiting: list[tuple[Sequence[Given], asyncio.Future[None]]] = []
        self._news = asyncio.Event()
        self._looked_at = 0.0
        self._pause = timedelta()

    async def keep(self, mails: Sequence[Given]) -> None:
        """Return when these are kept and committed. Raises whatever kept them from it."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((mails, kept))
        self._news.set()
        await kept

    async def run(self) -> None:
        """Keep what comes, for ever."""
        loop = asyncio.get_running_loop()
        while True:
            await self._news.wait()
            batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            if not self._waiting:
                self._news.clear()
            failures = await loop.run_in_executor(self._threads, self._keep, [mails for mails, _ in batch])
            # Mail is not taken faster than it is read for long: nobody's page would wait for a flood.
            await asyncio.sleep(self._pause.total_seconds())
            for (_mails, kept), failure in zip(batch, failures, strict=True):
                if kept.done():
                    continue  # Whoever waited is gone; they will offer it again and be recognised.
                if failure is None:
                    kept.set_result(None)
                else:
                    kept.set_exception(failure)

    def _keep(self, batch: Sequence[Sequence[Given]]) -> list[Exception | None]:
        """Keep them, and now and then look how far the reader is behind."""
        try:
            failures = keep_each(batch)
            if monotonic() - self._looked_at > LOOK.total_seconds():
                self._looked_at = monotonic()
                # The mails are kept, whatever becomes of the question how many are.
                with contextlib.suppress(Error):
                    self._pause = pause_at(not_read_yet(limit=MANY))
            return failures
        finally:
            connection.close()


def pause_at(unread: int) -> timedelta:
    """How long whoever gives us mail waits for our thanks while so many parcels are not read yet."""
    return min(PAUSE * max(unread / BEHIND - 1, 0), LONGEST_PAUSE)


def keep_each(batch: Sequence[Sequence[Given]]) -> list[Exception | None]:
    """Keep every group of mails, all in one transaction; if that fails, each group by itself. Return what failed."""
    try:
        keep_all([_offered(one) for mails in batch for one in mails])
    except Exception:
        log.warning("%s mails could not be kept together, so each is tried alone", len(batch))
    else:
        return [None] * len(batch)
    return [_keep_alone(mails) for mails in batch]


def _keep_alone(mails: Sequence[Given]) -> Exception | None:
    try:
        keep_all([_offered(one) for one in mails])
    except Exception as failure:
        log.exception("a mail could not be kept")
        return failure
    return None


def _offered(one: Given) -> Offered:
    key = parcel_key(one.raw, door=one.door, day=now().date().isoformat())
    envelope = {"rcpt": one.rcpt.replace("\0", ""), "from": one.sender.replace("\0", "")}
    return Offered(raw=one.raw, channel="email", door=one.door, key=key, envelope=envelope)
