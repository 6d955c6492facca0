"""Asking a desk for pages as a browser does: signed in, over kept connections, compressed.

`python -m bench.browsing HOST PORT COOKIE PATH SECONDS CONNECTIONS` prints how many a second came, from a process of
its own, so that the asking shares no lock with what is measured.
"""

import http.client
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from urllib.parse import quote, urljoin

from bench.desk import Desk

ENCODING = "gzip, deflate, br"


class Browser:
    """One kept connection."""

    def __init__(self, desk: Desk, cookie: str) -> None:
        self._line = http.client.HTTPConnection(desk.host, desk.port, timeout=60)
        self._headers = {"Cookie": cookie, "Accept-Encoding": ENCODING, "Accept": "text/html"}
        self._connect()

    def _connect(self) -> None:
        self._line.close()
        self._line.connect()
        self._line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> bytes:
        """The body as it came, compressed. Raises RuntimeError for anything but 200."""
        self._line.request("GET", path, headers=self._headers)
        answer = self._line.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body

    def times(self, paths: list[str], *, many: int) -> list[float]:
        """Milliseconds for each of so many pages, after a round to warm up."""
        self._connect()  # What was silent for some seconds, the desk has hung up.
        for path in paths:
            self.get(path)
        taken = []
        for _, path in zip(range(many), cycle(paths), strict=False):
            begun = time.perf_counter()
            self.get(path)
            taken.append((time.perf_counter() - begun) * 1000)
        return taken


def weight(desk: Desk, cookie: str, path: str) -> int:
    """Bytes over the wire of a page with nothing cached: itself and whatever it and its sheets name."""
    import gzip

    browser = Browser(desk, cookie)
    seen: dict[str, int] = {}
    waiting = [path]
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith("/"):
            continue
        body = browser.get(address)
        seen[address] = len(body)
        text = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode("utf-8", "replace")
        if address == path:
            waiting += re.findall(r'<(?:link|script|img)[^>]+?(?:href|src)="([^"]+)"', text)
        elif address.split("?")[0].endswith(".js"):
            waiting += [urljoin(address, found) for found in re.findall(r'from\s+"(\.[^"]+)"', text)]
    return sum(seen.values())


def rate(desk: Desk, cookie: str, path: str, *, seconds: float, connections: int) -> float:
    """Pages a second over so many connections at once."""
    given = [desk.host, str(desk.port), cookie, quote(path, safe="/?=&"), str(seconds), str(connections)]
    command = [sys.executable, "-m", "bench.browsing", *given]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def ask(host: str, port: int, cookie: str, path: str, seconds: float, connections: int) -> float:
    """Ask as fast as the answers come."""
    request = f"GET {path} HTTP/1.1\r\nHost: desk\r\nCookie: {cookie}\r\nAccept-Encoding: {ENCODING}\r\n\r\n"

    def browse(until: float) -> int:
        done = 0
        with socket.create_connection((host, port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.monotonic() < until:
                line.sendall(request.encode())
                _answer(line)
                done += 1
        return done

    begun = time.monotonic()
    with ThreadPoolExecutor(connections) as pool:
        done = sum(pool.map(browse, [begun + seconds] * connections))
    return done / (time.monotonic() - begun)


def _answer(line: socket.socket) -> None:
    answer = line.recv(262144)
    while b"\r\n\r\n" not in answer:
        answer += line.recv(262144)
    head, _, body = answer.partition(b"\r\n\r\n")
    if b" 200 " not in head[:16]:
        raise RuntimeError(head.decode(errors="replace"))
    found = re.search(rb"content-length: (\d+)", head.lower())
    left = int(found[1]) - len(body) if found else 0
    while left > 0:
        left -= len(line.recv(262144))


if __name__ == "__main__":
    host, port, cookie, path, seconds, connections = sys.argv[1:]
    print(ask(host, int(port), cookie, path, float(seconds), int(connections)))
