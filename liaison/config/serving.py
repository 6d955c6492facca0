"""The one process: pages, live news, and beside them the sealer, the jobs and the doors of the channels."""

import asyncio
import signal
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import close_old_connections

from liaison.channels import parts as channels
from liaison.channels.registry import PARTS
from liaison.config import asgi
from liaison.journal.actions import seal
from liaison.journal.actions.sealing import wait
from liaison.kit.parts import Part, Parts, in_thread
from liaison.orders import parts as shops

SEAL_WITHIN = 0.1  # Seconds; other processes commit too, and their wake does not reach this one.
BREATH = 0.02
"""Seconds between two batches: under load entries are sealed, and pages told of them, by the handful."""
JOBS_AT_ONCE = 2
FINISHING = 1.0  # Seconds; a job that is still at it then is told to end with its batch.


def serve(values: dict[str, Any], *, parts: Sequence[Part], announce: Sequence[str] = ()) -> None:
    """Serve pages and live news until the process is told to stop.

    values: the settings. parts: what works beside the pages. announce: lines printed once the port answers.
    """
    listening = asgi.listening_socket(values["HOST"], values["PORT"])
    if announce:
        print("\n".join(announce), flush=True)  # noqa: T201
    asgi.serve(asgi.application(parts), listening=listening)


def work(parts: Sequence[Part]) -> None:
    """Run parts without pages, until the process is told to stop."""
    asyncio.run(_until_told(Parts(parts)))


async def _until_told(parts: Parts) -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    parts.start()
    await told.wait()
    await parts.stop()


def workers() -> list[Part]:
    """What works off what was kept: sealing, jobs, reading parcels, sending."""
    return [
        in_thread("sealer", _seal_for_ever, vital=True),
        Part("jobs", _work, vital=True),
        in_thread("reader", channels.read, vital=True),
        in_thread("sender", channels.send, vital=True),
        in_thread("shops", shops.run),
    ]


def wakes() -> Part:
    """What hears of work that other processes kept."""
    from liaison.kit.live.postgres import address
    from liaison.kit.wakes import listen

    return in_thread("wakes", partial(listen, address()))


def doors() -> list[Part]:
    """Where the channels take things in."""
    return [in_thread(name, run) for name, run in PARTS.items()]


def _seal_for_ever(stop: threading.Event) -> None:
    while not stop.is_set():
        while seal():
            stop.wait(BREATH)
        close_old_connections()
        wait(SEAL_WITHIN)


async def _work() -> None:
    """Run the jobs of this installation until cancelled."""
    from procrastinate.contrib.django import app

    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        await worker.run_worker_async(
            concurrency=JOBS_AT_ONCE,
            install_signal_handlers=False,
            delete_jobs="successful",
            shutdown_graceful_timeout=FINISHING,
        )
