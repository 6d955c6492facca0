"""A real server around a small application, for tests."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from liaison.kit.asgi.bridge import Bridge, WSGIApp
from liaison.kit.asgi.dispatcher import Dispatcher
from liaison.kit.asgi.words import App
from liaison.kit.health import Health
from liaison.kit.parts import Parts

NOWHERE = Path("/nonexistent")


def nothing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("204 No Content", [])
    return []


def dispatcher(
    app: WSGIApp = nothing, *, files: Path = Path("/nonexistent"), threads: int = 6, **more: Any
) -> Dispatcher:
    health = more.pop("health", None) or Health()
    pages = Bridge(app, files=files, threads=threads, queue=more.pop("queue", 256))
    return Dispatcher(
        pages=pages, health=health, parts=more.pop("parts", None) or Parts([], health=health), **more
    )


@contextlib.contextmanager
def serving(app: App) -> Iterator[tuple[str, int]]:
    """Serve the application on a free port until the block ends; yields host and port."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        # The socket already listens: whoever connects now is answered once the server runs.
        yield listening.getsockname()
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()
