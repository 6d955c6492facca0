"""Making the cluster, and the settings with which it is served."""

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from liaison.kit.embedded_postgres.binaries import Binaries
from liaison.kit.embedded_postgres.errors import CannotStart, DiskFull
from liaison.kit.embedded_postgres.place import Place, free_mb

USER = "liaison"
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
"""For the character classes of the text search: with plain C, quotation marks outside ASCII would be
letters."""

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # By itself it would grow with shared_buffers, and one desk writes too little at once to fill it.
    "wal_buffers": "2MB",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    # One desk, one machine: processes that would only wait are not started. Each is 1 to 3 MB.
    "io_method": "sync",
    "max_logical_replication_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "autovacuum_max_workers": "2",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "lc_messages": "C",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
SHARE = 128
"""The part of the machine's memory in which the database keeps its pages, between LEAST_MB and MOST_MB: what is not
used costs nothing, and with three million messages the indexes of a search alone are more than the least."""
LEAST_MB, MOST_MB = 64, 512
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where Linux says what a container may take, in its newer and its older form."""

THROWAWAY: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests alone: after a crash of the machine such a cluster is lost."""


def settings(extra: Mapping[str, str], *, socket: Path) -> list[str]:
    """The command-line form of all settings, the caller's last and therefore winning."""
    memory_mb = _memory_mb()
    sized = {
        "effective_cache_size": f"{max(memory_mb // 2, 128)}MB",
        "shared_buffers": f"{min(max(memory_mb // SHARE, LEAST_MB), MOST_MB)}MB",
    }
    ours = {**SETTINGS, **sized, **extra}
    ours["unix_socket_directories"] = str(socket)
    return [part for name, value in ours.items() for part in ("-c", f"{name}={value}")]


def _memory_mb() -> int:
    """The memory of this machine, or what a container may take of it."""
    least = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in LIMITS:
        with contextlib.suppress(OSError, ValueError):  # There is none, or it says "max".
            least = min(least, int(limit.read_text()))
    return least // 1_000_000


def make(place: Place, *, binaries: Binaries, sync: bool) -> None:
    """Make the cluster if there is none. A half-made one, left by a killed start, is begun anew.

    Raises DiskFull, CannotStart.
    """
    if (place.cluster / "PG_VERSION").exists():
        return
    unfinished = place.path / "cluster.unfinished"
    said = ""
    for locale in LOCALES:
        shutil.rmtree(unfinished, ignore_errors=True)
        done = place.account.run(_initdb(binaries, unfinished, locale=locale, sync=sync), cwd=place.path)
        if done.returncode == 0:
            unfinished.rename(place.cluster)
            return
        said = done.stdout
        if "locale" not in said:
            break
    shutil.rmtree(unfinished, ignore_errors=True)
    raise refusal(place, said=said)


def _initdb(binaries: Binaries, target: Path, *, locale: str, sync: bool) -> list[str | Path]:
    # The built-in provider sorts and folds case the same on every system and in every later version, so that
    # no index has to be rebuilt after an upgrade of the C library.
    return [
        binaries / "initdb",
        *("-D", target, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-instructions"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", f"--lc-ctype={locale}"),
        *([] if sync else ["--no-sync"]),
    ]


def refusal(place: Place, *, said: str) -> CannotStart:
    """What the server's last words mean for an operator."""
    free = free_mb(place.path)
    full = ("No space left on device", "Disk quota exceeded", "File too large", "Check free disk space")
    if any(words in said for words in full) or free < 1:
        return DiskFull(data=place.data, free_mb=free)
    grave = [
        line
        for line in said.splitlines()
        if any(word in line for word in ("FATAL", "PANIC", "error:", "HINT"))
    ]
    told = " ".join((grave or said.splitlines())[-3:]) or "it said nothing."
    return CannotStart(data=place.data, reason=f"{told} (its log is {place.log})")
