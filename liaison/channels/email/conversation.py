"""One SMTP conversation at our door: aiosmtpd's, with a DATA of our own and room for only so many at once."""

import asyncio
import logging
import ssl
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Final

from aiosmtpd.smtp import SMTP

log = logging.getLogger(__name__)

MB: Final = 2**20
LIMIT: Final = 50 * MB
PATIENCE: Final = timedelta(seconds=60)
# However slowly it trickles, one mail may take no longer than this.
LONGEST: Final = timedelta(minutes=15)
CALLERS: Final = 200
IN_FLIGHT: Final = 400 * MB
CHUNK: Final = 256 * 1024

BUSY = b"421 4.7.0 Too many connections, please try again later\r\n"
FULL = "452 4.3.1 Too much mail at once, please try again later"
TOO_LARGE = f"552 5.3.4 A mail may have at most {LIMIT // MB} MB"


class Room:
    """How much is going on at the door: conversations, and bytes of mails that are not kept yet."""

    def __init__(self) -> None:
        self.callers = 0
        self.bytes = 0


class Seal:
    """The certificate of the door, read again when its file was renewed."""

    def __init__(self, certificate: Path, key: Path | None) -> None:
        self._certificate, self._key = certificate, key
        self._read_at: list[int] = []
        self._context = self.context()

    def context(self) -> ssl.SSLContext:
        """The newest that can be read; one half renewed is left for the next caller. Raises OSError at first."""
        changed = [path.stat().st_mtime_ns for path in (self._certificate, self._key or self._certificate)]
        if changed != self._read_at:
            made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            try:
                made.load_cert_chain(self._certificate, self._key)
            except OSError:
                if not self._read_at:
                    raise
                log.exception("the renewed certificate of the SMTP door cannot be used")
                return self._context
            self._context, self._read_at = made, changed
        return self._context


class Conversation(SMTP):
    """One conversation.

    aiosmtpd reads a mail line by line, refuses lines of more than 1,001 octets, which wild mails have, and gives a
    slow sender no more time for fifty megabytes than for a command.
    """

    line_length_limit = 8192
    local_part_limit = 64

    def __init__(
        self, handler: Any, *, room: Room, loop: asyncio.AbstractEventLoop, seal: Seal | None = None
    ) -> None:
        self._room = room
        self._counted = False
        super().__init__(
            handler,
            data_size_limit=LIMIT,
            enable_SMTPUTF8=True,
            hostname="liaison",
            ident="Liaison",
            timeout=PATIENCE.total_seconds(),
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            loop=loop,
            tls_context=seal.context() if seal else None,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self._counted:  # The same caller, sealed from now on.
            super().connection_made(transport)
            return
        if self._room.callers >= CALLERS:
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(BUSY)
            transport.close()
            return
        self._counted = True
        self._room.callers += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self._counted:
            self._counted = False
            self._room.callers -= 1
            super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (aiosmtpd's name)
        """Take a mail in large pieces; the line with a lone dot ends it, and nothing else does."""
        if await self.check_helo_needed():
            return
        assert self.envelope
        if not self.envelope.rcpt_tos or arg:
            await self.push("503 5.5.1 Say first for whom" if not arg else "501 5.5.4 Say DATA alone")
            return
        if self._room.bytes > IN_FLIGHT:
            await self.push(FULL)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        raw = await self._take()
        status = TOO_LARGE
        if raw is not None:
            self.envelope.content = self.envelope.original_content = raw
            self._room.bytes += len(raw)
            try:
                status = await self._call_handler_hook("DATA")
            finally:
                self._room.bytes -= len(raw)
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(status)

    async def _take(self) -> bytes | None:
        """Read up to the lone dot; None for a mail too large, of which only the end is looked for."""
        buffer = bytearray(b"\r\n")  # A dot on the first line ends an empty mail.
        too_large, until = False, monotonic() + LONGEST.total_seconds()
        counted = 0
        try:
            while True:
                chunk = await self._reader.read(CHUNK)
                if not chunk or monotonic() > until:
                    self._writer.close()
                    raise asyncio.CancelledError
                self._reset_timeout()
                looked = max(len(buffer) - 4, 0)
                buffer += chunk
                self._room.bytes += len(chunk)
                counted += len(chunk)
                end = buffer.find(b"\r\n.\r\n", looked)
                if end >= 0:
                    self._give_back(bytes(buffer[end + 5 :]))
                    return None if too_large else bytes(buffer[: end + 2]).replace(b"\r\n.", b"\r\n")[2:]
                if len(buffer) > LIMIT:
                    too_large = True
                    del buffer[:-4]
        finally:
            self._room.bytes -= counted

    def _give_back(self, rest: bytes) -> None:
        """What came behind the mail in the same packet is the next command."""
        if rest:
            waiting: bytearray = vars(self._reader)["_buffer"]
            waiting[:0] = rest
