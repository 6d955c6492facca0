"""What a killed desk leaves behind: a server on its way out, its orphaned backends, a pid file of nobody.

Called only while we own the data directory, so whatever still works on it is nobody's.
"""

import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds which each degree of politeness is given."""


def settle(cluster: Path, *, lock_files: Iterable[Path]) -> None:
    """End every process that still works on the cluster, politely first, and clear away its lock files."""
    postmaster = _postmaster(cluster)
    if postmaster and is_at_work(postmaster, cluster=cluster):
        log.warning(
            "A database server of an earlier start still runs (process %d): it is stopped.", postmaster
        )
        # A fast shutdown takes no new work and writes everything down; the immediate one leaves it to
        # recovery.
        for how in (signal.SIGINT, signal.SIGQUIT):
            _send(postmaster, how)
            if _wait(lambda: not is_at_work(postmaster, cluster=cluster)):
                break
    _end_orphans(cluster)
    _clear(lock_files, cluster=cluster)


def _end_orphans(cluster: Path) -> None:
    # Backends notice their postmaster's death when they next wait for something, and a new server refuses to
    # start before the last of them is gone: their shared memory could still be written back.
    for how in (None, signal.SIGQUIT, signal.SIGKILL):
        if how is not None:
            for pid in at_work(cluster):
                _send(pid, how)
        if _wait(lambda: not at_work(cluster), seconds=PATIENCE / 6):
            return


def _clear(lock_files: Iterable[Path], *, cluster: Path) -> None:
    # The server takes any living process with the number in its lock files for its elder. In a container,
    # where numbers are small and come again and the dead may stay as zombies, that may be anybody. Without
    # /proc we cannot know, and leave it to the server.
    if Path("/proc/self/cwd").exists() and not at_work(cluster):
        for path in lock_files:
            path.unlink(missing_ok=True)


def _postmaster(cluster: Path) -> int | None:
    try:
        return int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def is_at_work(pid: int, *, cluster: Path) -> bool:
    """Whether the process is one of the cluster's: each of them has it as its working directory."""
    if not Path("/proc/self/cwd").exists():
        return _is_alive(pid)
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == cluster and not _is_zombie(pid)
    except OSError:
        return False


def at_work(cluster: Path) -> list[int]:
    """The processes which work on the cluster; none where the system has no /proc."""
    pids = (int(entry.name) for entry in Path("/proc").glob("[0-9]*"))
    return [pid for pid in pids if is_at_work(pid, cluster=cluster) and _is_postgres(pid)]


def _is_postgres(pid: int) -> bool:
    # An operator's shell may stand in the directory too.
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip() in ("postgres", "postmaster")
    return False


def _is_zombie(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] in ("Z", "X")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _send(pid: int, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)


def _wait(done: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
