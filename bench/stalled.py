"""A hundred stalled uploads and a hundred slow downloads, and how fast the list still comes."""

import contextlib
import socket
import time
from collections.abc import Iterator

from bench.desk import Desk, opened, session
from bench.figure import Figure, percentile

STALLED = 100
ASKED = 300
FLOOR_MS = 50


def measure() -> Iterator[Figure]:
    """The list with nothing else going on, and with two hundred bad lines."""
    with opened() as desk:
        cookie = session()
        download = _largest(desk, cookie)
        _times(desk, cookie)
        yield Figure("list, alone, p95", percentile(_times(desk, cookie), 0.95), "ms", FLOOR_MS)
        with contextlib.ExitStack() as lines:
            for _ in range(STALLED):
                lines.enter_context(_upload(desk))
                lines.enter_context(_slow_download(desk, download, cookie))
            times = _times(desk, cookie)
        yield Figure(
            "list, beside 100 stalled uploads and 100 slow downloads, p95",
            percentile(times, 0.95),
            "ms",
            FLOOR_MS,
        )


def _times(desk: Desk, cookie: str) -> list[float]:
    taken = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        desk.get("/", cookie=cookie)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _largest(desk: Desk, cookie: str) -> str:
    """What a slow reader takes: an attachment of the demo company where there is one, else the list itself."""
    from liaison.tickets.models import Attachment

    attachment = Attachment.objects.order_by("-size").first()
    path = f"/attachments/{attachment.pk}" if attachment else "/"
    return path if desk.get(path, cookie=cookie)[0] == 200 else "/"


@contextlib.contextmanager
def _upload(desk: Desk) -> Iterator[None]:
    with socket.create_connection((desk.host, desk.port)) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 10000000\r\n\r\nonly the beginning")
        yield


@contextlib.contextmanager
def _slow_download(desk: Desk, path: str, cookie: str) -> Iterator[None]:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect((desk.host, desk.port))
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: desk\r\nCookie: {cookie}\r\n\r\n".encode())
        line.recv(16)
        yield
