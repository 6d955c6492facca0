"""Pages are asked in threads.

A thread starts with the whole body in hand and ends with the whole answer in hand, so it waits for the
database and for nothing else: never for somebody's network.
"""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import unquote_to_bytes

from liaison.kit.asgi.compress import compress
from liaison.kit.asgi.errors import Broken, DoorRefusal, TooBusy
from liaison.kit.asgi.problem import problem
from liaison.kit.asgi.sendfile import FILE_HEADER, file_answer
from liaison.kit.asgi.words import Answer, Headers, Piece, Scope, without

log = logging.getLogger(__name__)

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Past this an answer waits for its reader in a temporary file.
IN_MEMORY: Final = 2**20
GRACE: Final = timedelta(seconds=5)


class Bridge:
    """A WSGI application behind a fixed number of threads.

    files: the only directory from which the application may have files sent.
    queue: requests that may wait for a thread; more are told to come back.
    """

    def __init__(self, app: WSGIApp, *, files: Path, threads: int = 6, queue: int = 256) -> None:
        self._app = app
        self._files = files
        self._room = threads + queue
        self._inside = 0
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def ask(self, scope: Scope, body: IO[bytes]) -> Answer:
        """Return the application's finished answer.

        Raises TooBusy when too many wait already.
        """
        if self._inside >= self._room:
            raise TooBusy
        self._inside += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._answer, scope, body)
        finally:
            self._inside -= 1

    async def close(self, *, grace: timedelta = GRACE) -> None:
        """Let the threads go: what has begun is finished first, what has not is not begun any more.

        Whoever hung up may have left a request behind that still writes; nothing of it outlives the process's parts.
        grace: how long that is waited for.
        """
        ending = asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)
        try:
            await asyncio.wait_for(ending, grace.total_seconds())
        except TimeoutError:
            log.warning("A page was still being made when %s had passed", grace)

    def _answer(self, scope: Scope, body: IO[bytes]) -> Answer:
        try:
            answer = run(self._app, environ(scope, body))
            if answer.header(FILE_HEADER) is not None:
                return file_answer(answer, scope, root=self._files)
            return compress(answer, scope)
        except DoorRefusal as refusal:
            return problem(refusal, scope)
        except Exception:
            log.exception("%s %s broke", scope["method"], scope["path"])
            return problem(Broken(), scope)


def run(app: WSGIApp, environ: dict[str, Any]) -> Answer:
    """Call the application and take its answer in, to the last byte."""
    begun: dict[str, Any] = {}
    taken = _Taken()

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], Any]:
        begun["status"] = int(status.split(" ", 1)[0])
        begun["headers"] = [
            (k.strip().lower().encode("latin-1"), v.strip().encode("latin-1")) for k, v in headers
        ]
        return taken.add

    chunks = app(environ, start_response)
    try:
        for chunk in chunks:
            taken.add(chunk)
    finally:
        # Django gives its database connection back here.
        getattr(chunks, "close", lambda: None)()
    return _whole(begun["status"], begun["headers"], taken.body())


def _bytes(text: str) -> bytes:
    return text.strip().encode("latin-1")


def _whole(status: int, headers: Headers, body: bytes | Piece) -> Answer:
    answer = Answer(status, headers, body)
    if status in {204, 304} or status < 200 or answer.header(b"content-length") is not None:
        return answer
    return Answer(status, [*headers, (b"content-length", b"%d" % answer.length)], body)


class _Taken:
    """Chunks in memory, or in a temporary file once they are many."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._size = 0

    def add(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._file is None and self._size > IN_MEMORY:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever delivers the piece closes it)
            self._file.writelines(self._chunks)
        if self._file is None:
            self._chunks.append(chunk)
        else:
            self._file.write(chunk)

    def body(self) -> bytes | Piece:
        if self._file is None:
            return b"".join(self._chunks)
        self._file.flush()
        return Piece(self._file, 0, self._size)


def environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """Return the request as WSGI wants it."""
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    return {
        **_headers(scope["headers"]),
        "CONTENT_LENGTH": str(_length(body)),
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        # Undone from the bytes that came: the server's own reading replaces what is not UTF-8.
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers(headers: Headers) -> dict[str, str]:
    made: dict[str, str] = {}
    # The length is the one that came; an underscore would pass for a hyphen and forge a proxy's header.
    kept = ((k, v) for k, v in without(headers, b"content-length", b"transfer-encoding") if b"_" not in k)
    for key, value in kept:
        name = key.decode("latin-1").upper().replace("-", "_")
        name = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        text = value.decode("latin-1")
        joint = "; " if name == "HTTP_COOKIE" else ","
        made[name] = f"{made[name]}{joint}{text}" if name in made else text
    return made


def _length(body: IO[bytes]) -> int:
    end = body.seek(0, 2)
    body.seek(0)
    return end
