"""Keeping the mails that come in at once together: one commit for all who wait for their 250."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

from django.db import connection

from liaison.channels.actions import keep_all
from liaison.channels.email.rules import parcel_key
from liaison.channels.words import Offered
from liaison.kit.clock import now

log = logging.getLogger(__name__)
AT_ONCE: Final = 40


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
            failures = await loop.run_in_executor(self._threads, keep_each, [mails for mails, _kept in batch])
            for (_mails, kept), failure in zip(batch, failures, strict=True):
                if kept.done():
                    continue  # Whoever waited is gone; they will offer it again and be recognised.
                if failure is None:
                    kept.set_result(None)
                else:
                    kept.set_exception(failure)


def keep_each(batch: Sequence[Sequence[Given]]) -> list[Exception | None]:
    """Keep every group of mails, all in one transaction; if that fails, each group by itself. Return what failed."""
    try:
        try:
            keep_all([_offered(one) for mails in batch for one in mails])
        except Exception:
            log.warning("%s mails could not be kept together, so each is tried alone", len(batch))
        else:
            return [None] * len(batch)
        return [_keep_alone(mails) for mails in batch]
    finally:
        connection.close()


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
