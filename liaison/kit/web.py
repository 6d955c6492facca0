"""Asking other servers over HTTP: each address is checked before it is connected to, and nothing is waited for long.

The standard library speaks the protocol. A library with a pool of its own would resolve the name a second time,
after it was checked (`outbound`), or would have to be talked out of it in its private parts.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from liaison.kit import outbound

PATIENCE: Final = timedelta(seconds=20)
MOST: Final = 2**20  # Bytes of an answer, unless more is expected.
REDIRECTS: Final = 3


class NotAnUrl(OSError):
    """The address of the server cannot be understood."""


class BrokenAnswer(OSError):
    """What came back is no answer in HTTP, or is larger than it may be."""


@dataclass(frozen=True)
class Upload:
    """A file on its way in a form."""

    field: str
    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Answer:
    """What a server said. headers: by lower-case name."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def ok(self) -> bool:
        """Whether it did what was asked."""
        return 200 <= self.status < 300

    def json(self) -> dict[str, Any]:
        """The JSON object of the answer; an empty one when there is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def ask(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    most: int = MOST,
) -> Answer:
    """Ask a server and return what it answers, whatever its status. most: bytes the answer may have.

    What is fetched (GET) may lie elsewhere by now; credentials do not go along to another server.
    Raises OSError (TimeoutError among them), or a Refusal of `outbound` for a private or unknown server.
    """
    sent = dict(headers or {})
    for _ in range(REDIRECTS):
        answer = _ask(url, method, sent, body, most)
        there = answer.headers.get("location", "")
        if method != "GET" or answer.status not in (301, 302, 303, 307, 308) or not there:
            break
        before, url = url, urljoin(url, there)
        if urlsplit(before).netloc != urlsplit(url).netloc:
            sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
    return answer


def form(fields: Mapping[str, str], uploads: Iterable[Upload] = ()) -> tuple[bytes, str]:
    """A form with files as it travels (multipart), and its content type."""
    mark = secrets.token_hex(16)
    parts = [_part(mark, f'name="{name}"', "", value.encode()) for name, value in fields.items()]
    for one in uploads:
        name = "".join(c for c in one.name if c not in '"\r\n\\') or "file"
        parts.append(_part(mark, f'name="{one.field}"; filename="{name}"', one.type, one.content))
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _part(mark: str, what: str, type_: str, content: bytes) -> bytes:
    kind = f"Content-Type: {type_}\r\n" if type_ else ""
    head = f"--{mark}\r\nContent-Disposition: form-data; {what}\r\n{kind}\r\n"
    return head.encode() + content + b"\r\n"


def _ask(url: str, method: str, headers: dict[str, str], body: bytes, most: int) -> Answer:
    there = urlsplit(url)
    if there.scheme not in ("http", "https") or not there.hostname:
        raise NotAnUrl(url)
    try:
        line = _Line(
            there.hostname, there.port or (443 if there.scheme == "https" else 80), there.scheme == "https"
        )
    except ValueError as wrong:
        raise NotAnUrl(url) from wrong
    target = (there.path or "/") + (f"?{there.query}" if there.query else "")
    try:
        line.request(method, target, body=body or None, headers={"User-Agent": "Liaison", **headers})
        return _read(line.getresponse(), most)
    except HTTPException as broken:
        raise BrokenAnswer(str(broken) or type(broken).__name__) from broken
    finally:
        line.close()


def _read(response: HTTPResponse, most: int) -> Answer:
    body = response.read(most + 1)
    if len(body) > most:
        raise BrokenAnswer(f"more than {most} bytes")
    said: Message = response.headers
    return Answer(response.status, {name.lower(): str(value) for name, value in said.items()}, body)


class _Line(HTTPConnection):
    """A connection that was checked, sealed for https."""

    def __init__(self, host: str, port: int, sealed: bool) -> None:
        super().__init__(host, port, timeout=PATIENCE.total_seconds())
        self._sealed = sealed
        if sealed:
            self.default_port = 443

    def connect(self) -> None:
        made = outbound.connect(self.host, self.port, timeout=PATIENCE)
        self.sock = outbound.trusting().wrap_socket(made, server_hostname=self.host) if self._sealed else made
