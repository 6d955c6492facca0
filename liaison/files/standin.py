"""A stand-in that speaks as clamd does: `INSTREAM` with its chunks, its three answers, and a limit of its own."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

EICAR: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The text by which scanners are tried; harmless. In two pieces, so that no scanner takes this file for it."""


class _Conversation(socketserver.BaseRequestHandler):
    server: "StandIn"

    def handle(self) -> None:
        """One command, one answer."""
        asked = self._until_zero()
        if asked == b"zPING":
            self.request.sendall(b"PONG\0")
        elif asked == b"zINSTREAM":
            self._look()
        else:
            self.request.sendall(b"UNKNOWN COMMAND\0")

    def _look(self) -> None:
        content = b""
        while size := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(size)
            if len(content) > self.server.most:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        said = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.request.sendall(said)

    def _until_zero(self) -> bytes:
        said = b""
        while not said.endswith(b"\0") and (more := self.request.recv(1)):
            said += more
        return said.rstrip(b"\0")

    def _exactly(self, size: int) -> bytes:
        said = b""
        while len(said) < size and (more := self.request.recv(size - len(said))):
            said += more
        if len(said) < size:
            raise ConnectionResetError("the other side hung up in the middle of a chunk")
        return said


class StandIn(socketserver.ThreadingTCPServer):
    """clamd on a free port of this machine. most: bytes it takes, as StreamMaxLength. seen: what it looked into."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, most: int = 25 * 2**20) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.most, self.seen = most, list[bytes]()

    @property
    def address(self) -> str:
        """What to say in LIAISON_SCANNER."""
        return f"clamd://127.0.0.1:{self.server_address[1]}"

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Whoever hangs up has their reasons."""


@contextmanager
def running(*, most: int = 25 * 2**20) -> Iterator[StandIn]:
    """A stand-in that answers as long as the block lasts."""
    with StandIn(most=most) as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield one
        finally:
            one.shutdown()
            thread.join()
