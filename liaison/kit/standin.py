"""A small server that speaks as somebody else's does, for tests and for trying out. It needs no network."""

import contextlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request of the desk. headers: by lower-case name."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body or b"{}")


@dataclass(frozen=True)
class Says:
    """An answer: JSON or bytes.

    times: how often it travels; 0 closes the line without a word. held: it never comes while the server runs.
    """

    status: int = 200
    said: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    held: bool = False

    @property
    def body(self) -> bytes:
        """What travels."""
        return self.said if isinstance(self.said, bytes) else json.dumps(self.said).encode()


class StandIn:
    """Somebody's server. asked: whatever the desk asked, in order. next: answers before its own, the first first.

    files: by reference, those which customers sent: content and type.
    """

    def __init__(self, *, port: int = 0) -> None:
        self.asked: list[Asked] = []
        self.next: list[Says] = []
        self.files: dict[str, tuple[bytes, str]] = {}
        self.ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it is reached."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop; nobody is reached there from now on."""
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> Says:
        """What the server answers."""
        raise NotImplementedError

    def take(self, asked: Asked) -> Says:
        """Write a request down and answer it."""
        self.asked.append(asked)
        return self.next.pop(0) if self.next else self.answer(asked)


def _handler(standin: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            there = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(there.query))
            says = standin.take(Asked(self.command, there.path, query, headers, self.rfile.read(length)))
            if says.held:
                standin.ended.wait()
            self.close_connection = says.times != 1
            with contextlib.suppress(OSError):  # Whoever asked has gone.
                for _ in range(0 if says.held else says.times):
                    self._say(says)

        def _say(self, says: Says) -> None:
            self.send_response(says.status)
            for name, value in {"Content-Type": "application/json", **says.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(says.body)))
            self.end_headers()
            self.wfile.write(says.body)

        do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing: what was asked stands in `asked`."""

    return Handler
