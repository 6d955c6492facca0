"""Our own SMTP door: takes mail for our mailboxes, keeps it, and only then says that it is ours."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session, TLSSetupException
from django.conf import settings
from django.db import connection

from liaison.channels.email.conversation import Conversation, Room, Seal
from liaison.channels.email.keeper import Given, Keeper
from liaison.channels.email.queries import DIRECTORY, Box, mailbox_for

log = logging.getLogger(__name__)
Opened = Callable[[str, int], None]

TAKEN = "250 2.0.0 Taken"
WELCOME = "250 2.1.5 OK"
NOBODY = "550 5.1.1 Nobody here has this address"
LATER = "451 4.3.0 We cannot keep the mail at the moment, please try again later"


class Door:
    """What we answer to RCPT and DATA."""

    def __init__(self, keeper: Keeper, threads: ThreadPoolExecutor) -> None:
        self._keeper = keeper
        self._threads = threads

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Say what we can. Nobody signs in here, which aiosmtpd offers to a sealed caller by an empty list."""
        session.host_name = hostname
        return [line for line in responses if not line[4:].startswith("AUTH")]

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the address if it is one of ours."""
        try:
            box = await self._box(address)
        except Exception:
            log.exception("the mailboxes could not be looked up")
            return LATER
        if box is None:
            return f"{NOBODY}: {address[:200]}".encode("ascii", "replace").decode("ascii")
        envelope.rcpt_tos.append(address)
        boxes: dict[int, tuple[Box, str]] = envelope.__dict__.setdefault("boxes", {})
        boxes.setdefault(box.id, (box, address))
        return WELCOME

    async def handle_exception(self, error: Exception) -> str:
        """Write down what broke a conversation; a caller who did not manage TLS is worth a line, not a traceback."""
        if isinstance(error, TLSSetupException):
            log.info("a caller could not seal the line: %s", error.__cause__)
        else:
            log.error("a conversation at the SMTP door broke", exc_info=error)
        return LATER

    async def _box(self, address: str) -> Box | None:
        """The mailbox of an address; only when memory is too old does it cost a thread."""
        if not DIRECTORY.is_fresh():
            await asyncio.get_running_loop().run_in_executor(self._threads, _refresh)
        return mailbox_for(address)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail, committed, for each mailbox it is for; only then is it ours."""
        boxes: dict[int, tuple[Box, str]] = envelope.__dict__["boxes"]
        raw, sender = envelope.original_content or b"", envelope.mail_from or ""
        try:
            await self._keeper.keep([Given(raw, box.door, rcpt, sender) for box, rcpt in boxes.values()])
        except Exception:
            return LATER
        return TAKEN


def certificate() -> Seal | None:
    """The door's own certificate, if there is one; with it the door offers STARTTLS. Raises OSError for a wrong one."""
    name, key = settings.LIAISON["SMTP_CERTIFICATE"], settings.LIAISON["SMTP_KEY"]
    return Seal(Path(name), Path(key) if key else None) if name else None


def run(stop: threading.Event, *, opened: Opened | None = None) -> None:
    """Hold the door open until `stop`. opened: told the address and port when it is open (a port of 0 is chosen)."""
    with asyncio.Runner() as runner:
        runner.run(serve(stop, opened=opened))


async def serve(stop: threading.Event, *, opened: Opened | None = None) -> None:
    """Hold the door open in the running loop until `stop`."""
    loop = asyncio.get_running_loop()
    room = Room()
    with ThreadPoolExecutor(2, thread_name_prefix="door") as threads:
        keeper = Keeper(threads)
        door = Door(keeper, threads)
        host, port = settings.LIAISON["SMTP_HOST"], settings.LIAISON["SMTP_PORT"]
        seal = certificate()
        server = await loop.create_server(
            lambda: Conversation(door, room=room, loop=loop, seal=seal), host, port
        )
        address, number = server.sockets[0].getsockname()[:2]
        log.info("the SMTP door is open on %s port %s", address, number)
        if opened:
            opened(address, number)
        keeping = loop.create_task(keeper.run())
        try:
            while not stop.is_set() and not keeping.done():
                await asyncio.sleep(0.2)
        finally:
            server.close()
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping


def _refresh() -> None:
    """Read the mailboxes anew, and give the connection back to the pool."""
    try:
        DIRECTORY.boxes()
    finally:
        connection.close()
