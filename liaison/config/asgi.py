"""The process that answers: the dispatcher with the pages, the live hub and the parts beside them."""

import contextlib
import ctypes
import gc
import resource
import socket
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

import django
import uvicorn
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from liaison.kit.asgi.bridge import Bridge
from liaison.kit.asgi.dispatcher import Dispatcher
from liaison.kit.health import HEALTH
from liaison.kit.parts import Part, Parts

# A reader that takes nothing for so long is gone, though the network never said so.
STALLED: Final = timedelta(minutes=2)
GRACE_SECONDS: Final = 5
LONGEST_WORD: Final = 64 * 1024
SWEEP: Final = (10_000, 20, 20)
"""How many new objects may come before Python looks for what refers to itself alone; a page makes thousands."""
VISITORS: Final = "/chat/rt"


def application(parts: Iterable[Part] = ()) -> Dispatcher:
    """Make the ASGI application of this process.

    parts: what runs beside the pages; the hub is always there.
    """
    django.setup()
    # After the setup: these reach models.
    from liaison.config.listeners import attend, may_listen, passes, who
    from liaison.journal.news import JournalNews
    from liaison.kit.live import now
    from liaison.kit.live.door import Door
    from liaison.kit.live.hub import Hub
    from liaison.kit.live.postgres import PostgresBackend, address
    from liaison.kit.live.redis import RedisBackend

    postgres = PostgresBackend(address())
    where = settings.LIAISON["REDIS"]
    backend = RedisBackend(where, postgres=postgres) if where else postgres
    trusted = [settings.LIAISON["URL"].rstrip("/")]
    hub = Hub(
        news=JournalNews(postgres),
        backend=backend,
        door=Door(who=who, may_listen=may_listen, trusted=trusted, tokens_at=VISITORS),
        attends=attend,
        passes=passes,
    )
    now.use(hub)
    HEALTH.on_change(lambda _: hub.nudge("health"))
    pages = Bridge(get_wsgi_application(), files=settings.DATA / "files", threads=settings.LIAISON["THREADS"])
    everything = [Part("live", hub.run, longest_pause=timedelta(seconds=3)), *parts]
    return Dispatcher(
        pages=pages, live=hub, live_at=("/rt", VISITORS), health=HEALTH, parts=Parts(everything)
    )


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises OSError when the address is not ours or taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.create_server((host, port), family=family, backlog=2048)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Handed down to every connection; Linux alone knows it.
        milliseconds = int(STALLED.total_seconds() * 1000)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
    return made


def serve(app: Dispatcher, *, listening: socket.socket) -> None:
    """Answer on this socket until the process is told to end."""
    _allow_many_sockets()
    _spare_the_sweeper()
    server = uvicorn.Server(uvicorn.Config(app, **_options()))
    server.run(sockets=[listening])


def _allow_many_sockets() -> None:
    """Each open page holds a socket; the usual limit of 1,024 would be reached by a middling company."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _spare_the_sweeper() -> None:
    """What is there when the doors open stays for ever: looking through all of it again and again took a tenth of
    a second now and then, from whoever was being served at that moment. What making ready took is given back first."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):  # The C library of Linux alone has it.
        ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()
    gc.set_threshold(*SWEEP)


def _options() -> dict[str, Any]:
    return {
        "log_config": None,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "ws": "websockets-sansio",
        # Our messages are a few numbers; compression would keep tens of kilobytes for every open page.
        "ws_per_message_deflate": False,
        "ws_max_size": LONGEST_WORD,
        # The hub says something to everybody every 25 seconds, and TCP tells it of whoever takes nothing: to ask each
        # of thousands besides whether they are there would be as much work again.
        "ws_ping_interval": None,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
