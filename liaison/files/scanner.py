"""Asking a scanner for viruses what it thinks of a content. `LIAISON_SCANNER` says which: `clamd://127.0.0.1:3310`.

Another kind of scanner is one more entry of SCANNERS.
"""

import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from liaison.files.words import Verdict

CHUNK: Final = 2**16  # Bytes sent at a time; clamd takes up to its StreamMaxLength in all.
TIMEOUT: Final = 60.0  # Seconds; an archive within archives takes a while.


class Away(Exception):
    """The scanner did not answer as a scanner does; the message says what happened, for the operator."""


@dataclass(frozen=True)
class Looked:
    """What a scanner found. name: how it calls it, for what is infected."""

    verdict: Verdict
    name: str = ""


class Scanner(Protocol):
    """Looks into contents."""

    def look(self, path: Path) -> Looked:
        """Look into the file at this place. Raises Away."""
        ...


@dataclass(frozen=True)
class Clamd:
    """ClamAV's daemon, by its INSTREAM command: https://docs.clamav.net/manual/Usage/Scanning.html#clamd

    host, port: where it listens; without a host, path: its socket.
    """

    host: str
    port: int
    path: str

    def look(self, path: Path) -> Looked:
        """Send the content in chunks, each after its length, and read one line. Raises Away."""
        try:
            with self._connected() as line:
                said = _stream(line, path)
        except OSError as no:
            raise Away(str(no) or type(no).__name__) from no
        return _understood(said)

    def _connected(self) -> AbstractContextManager[socket.socket]:
        if self.host:
            return socket.create_connection((self.host, self.port), timeout=TIMEOUT)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT)
        try:
            line.connect(self.path)
        except OSError:
            line.close()
            raise
        return line


def _stream(line: socket.socket, path: Path) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        with path.open("rb") as content:
            while chunk := content.read(CHUNK):
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # Whoever is sent too much says so and hangs up before everything is sent: what it said is read.
    return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < CHUNK and (more := line.recv(4096)):
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")


def _understood(said: str) -> Looked:
    """`stream: OK`, `stream: Eicar-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`."""
    words = said.removeprefix("stream:").strip()
    if words == "OK":
        return Looked(Verdict.CLEAN)
    if words.endswith(" FOUND"):
        return Looked(Verdict.INFECTED, words.removesuffix(" FOUND")[:200])
    if "size limit exceeded" in words:
        return Looked(Verdict.TOO_LARGE)
    raise Away(words or "it hung up without a word")


def _clamd(where: SplitResult) -> Scanner:
    return Clamd(where.hostname or "", where.port or 3310, where.path)


SCANNERS: Final[Mapping[str, Callable[[SplitResult], Scanner]]] = {"clamd": _clamd}


def scanner() -> Scanner | None:
    """The scanner that is set up; None when there is none."""
    where = settings.LIAISON["SCANNER"]
    return SCANNERS[urlsplit(where).scheme](urlsplit(where)) if where else None


def is_set_up() -> bool:
    """Whether contents are looked into before anybody may open them."""
    return bool(settings.LIAISON["SCANNER"])
