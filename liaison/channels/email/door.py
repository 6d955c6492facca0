"""Our own SMTP door: takes mail for our mailboxes, keeps it, and only then says that it is ours."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection

from liaison.channels.actions import keep
from liaison.channels.email.queries import Box, mailbox_for
from liaison.channels.email.rules import parcel_key
from liaison.kit.clock import now

log = logging.getLogger(__name__)
T = TypeVar("T")
MB: Final = 2**20
LIMIT: Final = 50 * MB
PATIENCE: Final = timedelta(seconds=60)
CALLERS: Final = 200

TAKEN = "250 2.0.0 Taken"
NOBODY = "550 5.1.1 Nobody here has this address"
LATER = "451 4.3.0 We cannot keep the mail at the moment, please try again later"
BUSY = "421 4.7.0 Too many connections, please try again later"


class Conversation(SMTP):
    """One conversation. Wild mails have lines of any length, which aiosmtpd would refuse above 1,001 octets."""

    line_length_limit = 1 * MB


class Door:
    """What we answer to RCPT and DATA."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the address if it is one of ours."""
        try:
            box = await self._ask(mailbox_for, address)
        except Exception:
            log.exception("the mailboxes could not be looked up")
            return LATER
        if box is None:
            return f"{NOBODY}: {address[:200]}"
        envelope.rcpt_tos.append(address)
        boxes: dict[int, tuple[Box, str]] = envelope.__dict__.setdefault("boxes", {})
        boxes.setdefault(box.id, (box, address))
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, committed, for each mailbox it is for; only then is it ours."""
        raw = envelope.original_content or b""
        try:
            for box, address in envelope.__dict__["boxes"].values():
                await self._ask(_keep, raw, box=box, rcpt=address, sender=envelope.mail_from or "")
        except Exception:
            log.exception("a mail could not be kept")
            return LATER
        return TAKEN


def _keep(raw: bytes, *, box: Box, rcpt: str, sender: str) -> None:
    key = parcel_key(raw, door=box.door, day=now().date().isoformat())
    keep(raw, channel="email", door=box.door, key=key, envelope={"rcpt": rcpt, "from": sender})


def run(stop: threading.Event, *, opened: Callable[[str, int], None] | None = None) -> None:
    """Hold the door open until `stop`. opened: told the address and port when it is open (a port of 0 is chosen)."""
    with asyncio.Runner() as runner:
        runner.run(serve(stop, opened=opened))


async def serve(stop: threading.Event, *, opened: Callable[[str, int], None] | None = None) -> None:
    """Hold the door open in the running loop until `stop`."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(4, thread_name_prefix="door") as threads:

        async def ask(what: Callable[..., T], *args: Any, **more: Any) -> T:
            return await loop.run_in_executor(threads, partial(_in_thread, what, *args, **more))

        host, port = settings.LIAISON["SMTP_HOST"], settings.LIAISON["SMTP_PORT"]
        server = await loop.create_server(lambda: _conversation(Door(ask), loop), host, port)
        bound = server.sockets[0].getsockname()
        log.info("the SMTP door is open on %s port %s", bound[0], bound[1])
        if opened:
            opened(bound[0], bound[1])
        try:
            while not stop.is_set():
                await asyncio.sleep(0.2)
        finally:
            server.close()


def _conversation(door: Door, loop: asyncio.AbstractEventLoop) -> Conversation:
    return Conversation(
        door,
        data_size_limit=LIMIT,
        enable_SMTPUTF8=True,
        hostname="liaison",
        ident="Liaison",
        timeout=PATIENCE.total_seconds(),
        loop=loop,
    )


def _in_thread(what: Callable[..., T], *args: Any, **more: Any) -> T:
    """Run in a worker thread and give the connection back to the pool."""
    try:
        return what(*args, **more)
    finally:
        connection.close()
