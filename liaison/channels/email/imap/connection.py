"""One IMAP conversation: imaplib with its own buffer, IDLE, and a socket that was checked."""

import contextlib
import imaplib
import select
import socket
import ssl

from liaison.channels.email.connecting import PATIENCE, NoStartTls, connect, trusting
from liaison.channels.email.words import Security, Server

imaplib.Commands["IDLE"] = ("SELECTED",)
CHUNK = 65536


class SignInRefused(imaplib.IMAP4.error):
    """The server does not accept the user name or the password."""


class Imap(imaplib.IMAP4):
    """imaplib buffers where nobody can look, and a read that timed out breaks it; IDLE needs neither."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._buffer = bytearray()
        super().__init__(server.host, server.port, timeout=PATIENCE.total_seconds())

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return connect(self._server)

    def speak_utf8(self) -> None:
        """Say letters beyond ASCII too: passwords have them, and imaplib by itself refuses."""
        self._encoding = "utf-8"

    def read(self, size: int) -> bytes:
        """Return exactly so many bytes. Raises OSError when the connection ends."""
        while len(self._buffer) < size:
            self._more()
        return self._taken(size)

    def readline(self) -> bytes:
        """Return one line. Raises OSError when the connection ends."""
        looked = 0
        while (end := self._buffer.find(b"\n", looked)) < 0:
            looked = len(self._buffer)
            if looked > imaplib._MAXLINE:  # type: ignore[attr-defined]
                raise self.error("the server sends a line without end")
            self._more()
        return self._taken(end + 1)

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _more(self) -> None:
        got = self.sock.recv(CHUNK)
        if not got:
            raise self.abort("the server closed the connection")
        self._buffer += got

    def wait_for_news(self, seconds: float, *, wake: socket.socket | None = None) -> bool:
        """Wait in IDLE until the server says anything, at most so long. Return whether it did.

        wake: a socket that ends the waiting when it can be read.
        Raises OSError or imaplib.IMAP4.abort when the connection is dead.
        """
        tag = self._command("IDLE")
        while self._get_response() is not None:
            if self.tagged_commands[tag]:
                raise self.error("the server refuses IDLE")
        said = self._readable(seconds, wake)
        self.send(b"DONE\r\n")
        self._command_complete("IDLE", tag)
        self.untagged_responses.clear()
        return said

    def _readable(self, seconds: float, wake: socket.socket | None) -> bool:
        """Whether there is something to read, now or within some seconds."""
        if self._buffer or (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
            return True
        watched = [self.sock, *([wake] if wake else [])]
        ready, _, _ = select.select(watched, [], [], seconds)
        return self.sock in ready


def open_imap(server: Server) -> Imap:
    """Open a connection for reading and sign in. Raises OSError, imaplib.IMAP4.error or a Refusal of outbound."""
    imap = Imap(server)
    try:
        if server.security == Security.STARTTLS:
            if "STARTTLS" not in imap.capabilities:
                raise NoStartTls
            imap.starttls(ssl_context=trusting())
        sign_in(imap, server)
    except BaseException:
        with contextlib.suppress(
            OSError
        ):  # TLS that failed has closed the socket, which says more than this.
            imap.shutdown()
        raise
    return imap


def sign_in(imap: Imap, server: Server) -> None:
    """Sign in with a password. Another way (XOAUTH2) would be chosen here by what the mailbox has."""
    imap.speak_utf8()
    try:
        imap.login(imap._quote(server.user), server.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as refused:
        raise SignInRefused(str(refused)) from refused
