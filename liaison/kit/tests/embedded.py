"""What the tests of the embedded database share: a directory its account can reach, and desks that can be
killed."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.kit import embedded_postgres
from liaison.kit.embedded_postgres.cluster import THROWAWAY
from liaison.kit.testing import in_memory

DESK = """
import sys
from pathlib import Path
from liaison.kit import embedded_postgres
server = embedded_postgres.start(Path(sys.argv[1]), address="http://127.0.0.1:8000")
print(server.pid, server.url, flush=True)
sys.stdin.read()
server.stop()
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes accounts and mounts")


@pytest.fixture
def directory() -> Iterator[Path]:
    # Not pytest's tmp_path: that is closed to the server's account when the tests run as root.
    with tempfile.TemporaryDirectory(prefix="liaison-data-", dir=in_memory()) as place:
        Path(place).chmod(0o711)
        yield Path(place, "data")


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="liaison-data-", dir=in_memory()) as place:
        Path(place).chmod(0o711)
        embedded_postgres.start(Path(place, "data"), settings=THROWAWAY).stop()
        yield Path(place, "data")


@pytest.fixture
def used(directory: Path, made_once: Path) -> Path:
    """A data directory with a database in it, for tests to which its making does not matter."""
    subprocess.run(["cp", "-a", "--reflink=auto", made_once, directory], check=True)
    return directory


class Desk:
    """A process of its own that runs the database until it is told to stop or killed."""

    def __init__(self, data: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", DESK, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        pid, self.url = self._process.stdout.readline().split()
        self.server_pid = int(pid)
        self.pid = self._process.pid

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def stop(self) -> None:
        self._process.communicate("")


@contextlib.contextmanager
def desk(data: Path) -> Iterator[Desk]:
    running = Desk(data)
    try:
        yield running
    finally:
        running.stop()


def wait_for_end(pid: int) -> None:
    """Return when the process, which need not be our child, has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], 30)[0], f"process {pid} has not ended"
    finally:
        os.close(handle)


def kill_and_wait(pid: int, how: signal.Signals = signal.SIGKILL) -> None:
    handle = os.pidfd_open(pid)
    os.kill(pid, how)
    assert select.select([handle], [], [], 30)[0]
    os.close(handle)


@contextlib.contextmanager
def small_disk(at: Path, *, megabytes: int) -> Iterator[Path]:
    """A disk of its own that is soon full; the test is skipped where mounting is forbidden."""
    at.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(at)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not allow a small disk to be mounted")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)
