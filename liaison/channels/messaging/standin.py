"""A small server that speaks as a provider does, for tests and for trying out. It needs no network.

`python -m liaison.channels.messaging.standin whatsapp` starts that of a messenger, which lies in its own folder.
"""

import argparse
import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Any
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
    """An answer: a JSON object or bytes."""

    status: int = 200
    said: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        """What travels."""
        return self.said if isinstance(self.said, bytes) else json.dumps(self.said).encode()


class StandIn:
    """A provider. asked: whatever the desk asked, in order. next: answers that come before its own, the first first.

    files: by reference, those which customers sent: content and type.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.next: list[Says] = []
        self.files: dict[str, tuple[bytes, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it is reached."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def __enter__(self) -> "StandIn":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop; nobody is reached there from now on."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> Says:
        """What the provider answers."""
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
            self.send_response(says.status)
            for name, value in {"Content-Type": "application/json", **says.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(says.body)))
            self.end_headers()
            self.wfile.write(says.body)

        do_GET = do_POST = do_DELETE = _do  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing: what was asked stands in `asked`."""

    return Handler


def main() -> None:
    """Start the stand-in of a messenger and tell where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messenger", help="the folder of a messenger, such as whatsapp")
    name = parser.parse_args().messenger
    made: StandIn = import_module(f"liaison.channels.{name}.standin").Provider()
    with made:
        where = (
            f"{name} is at {made.url}; set LIAISON_ALLOW_PRIVATE=127.0.0.1 for the desk. End it with Ctrl-C."
        )
        sys.stdout.write(f"{where}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
