"""Starting and stopping the server."""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from liaison.kit.embedded_postgres import binaries as choice
from liaison.kit.embedded_postgres import cluster
from liaison.kit.embedded_postgres.errors import AlreadyRunning, CannotStart
from liaison.kit.embedded_postgres.leash import leash
from liaison.kit.embedded_postgres.leftovers import settle
from liaison.kit.embedded_postgres.ownership import Ownership, holder, is_held
from liaison.kit.embedded_postgres.place import SOCKET, Place, clear_errors, prepare, socket_directory

log = logging.getLogger(__name__)

DATABASE = "liaison"
LONGEST_LOG = 10_000_000
"""Bytes after which a start begins a new log and keeps the old one beside it."""

STOP_PATIENCE = 60.0
"""Seconds for a shutdown checkpoint on a slow disk."""


class Running:
    """A server that runs as our child; a context manager that stops it at the end.

    `url` is a `postgresql://` address with the socket's directory as its host, `pid` the server's first
    process.
    """

    def __init__(self, *, url: str, process: subprocess.Popen[bytes], ownership: Ownership) -> None:
        self.url = url
        self._process = process
        self._ownership = ownership

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End all connections, write everything down, stop. May be called twice."""
        # Fast first; the immediate one, after which the next start recovers from the log, only if that hangs.
        for how in (signal.SIGINT, signal.SIGQUIT):
            if not self.is_alive:
                break
            self._process.send_signal(how)
            try:
                self._process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                log.error("The database did not stop within %d seconds.", STOP_PATIENCE)
        self._ownership.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()


@contextlib.contextmanager
def reach(data: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of the database, for a short errand beside a desk that may run or not.

    The server of a running desk is used as it is; otherwise one is started, and stopped at the end.
    Raises CannotStart.
    """
    try:
        server = start(data, address="a command", settings=settings)
    except AlreadyRunning:
        yield _address_of_running(data)
        return
    with server:
        yield server.url


def _address_of_running(data: Path) -> str:
    # The other process may just be starting; its note has no address until its database answers.
    until = time.monotonic() + STOP_PATIENCE
    while not (url := holder(data).url):
        if not is_held(data) or time.monotonic() > until:
            raise CannotStart(data=data, reason="the process that was starting it did not come to an end.")
        time.sleep(0.02)
    return url


def start(data: Path, *, address: str = "", settings: Mapping[str, str] | None = None) -> Running:
    """Start the server on the data directory, which is made if it is not there, and wait until it answers.

    `address` is told to whoever tries to start a second desk on the same directory; `settings` are
    PostgreSQL's own and win over ours. Call it from the main thread, before other threads are made.
    Raises CannotStart, whose text is meant for the operator.
    """
    data = data.absolute()
    with clear_errors(data):
        # Others may pass through, not look: the server's account must reach its own part when we are root.
        data.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    ownership = Ownership(data, address=address)
    try:
        place = prepare(data)
        with clear_errors(data):
            running = _serve(place, settings=settings or {}, ownership=ownership)
        ownership.tell(url=running.url)
    except BaseException:
        ownership.release()
        raise
    return running


def _serve(place: Place, *, settings: Mapping[str, str], ownership: Ownership) -> Running:
    binaries = choice.choose(data=place.data, cluster=place.cluster)
    binaries = choice.reachable(binaries, account=place.account, beside=place.software)
    socket = socket_directory(place)
    settle(place.cluster, lock_files=(place.cluster / "postmaster.pid", socket / f"{SOCKET}.lock"))
    cluster.make(place, binaries=binaries, sync=settings.get("fsync") != "off")
    said_before = _begin_log(place)
    process = _spawn(place, [str(binaries / "postgres"), *cluster.settings(settings, socket=socket)])
    running = Running(url=url_of(socket), process=process, ownership=ownership)
    try:
        for status in _statuses(place, process):
            if status == "ready":
                break
        else:
            raise cluster.refusal(place, said=_log_since(place, said_before))
        _make_database(running.url)
    except BaseException:
        running.stop()
        raise
    return running


def url_of(socket: Path, *, database: str = DATABASE) -> str:
    return f"postgresql://{cluster.USER}@/{database}?host={quote(str(socket), safe='')}"


def _spawn(place: Place, command: list[str]) -> subprocess.Popen[bytes]:
    with place.log.open("ab") as words:
        return subprocess.Popen(  # noqa: S603
            [command[0], "-D", str(place.cluster), *command[1:]],
            cwd=place.path,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            preexec_fn=leash(),
            **place.account.as_child(),
        )


def _statuses(place: Place, process: subprocess.Popen[bytes]) -> Iterator[str]:
    """What the server says of itself, until it ends. After a crash it may recover for minutes."""
    pid_file = place.cluster / "postmaster.pid"
    told_at = time.monotonic() + 5
    while process.poll() is None:
        lines = pid_file.read_text().splitlines() if pid_file.exists() else []
        if len(lines) >= 8 and lines[0] == str(process.pid):
            yield lines[7].strip()
        if time.monotonic() > told_at:
            log.warning("The database is being recovered after an unclean end; this may take some minutes.")
            told_at += 60
        time.sleep(0.005)


def _make_database(url: str) -> None:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _begin_log(place: Place) -> int:
    if place.log.exists() and place.log.stat().st_size > LONGEST_LOG:
        place.log.rename(place.log.with_suffix(".1"))
    return place.log.stat().st_size if place.log.exists() else 0


def _log_since(place: Place, position: int) -> str:
    with place.log.open("rb") as words:
        words.seek(position)
        return words.read().decode(errors="replace")
