"""One desk per data directory: a lock which dies with its process, and a note of who holds it."""

import contextlib
import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from liaison.kit.embedded_postgres.errors import AlreadyRunning
from liaison.kit.embedded_postgres.place import clear_errors


@dataclass(frozen=True, kw_only=True)
class Holder:
    """What the process that runs a data directory tells others. `url` is empty until the database is
    ready."""

    pid: int
    address: str = ""
    url: str = ""


class Ownership:
    """The lock on `data/lock`, held from construction until `release` or the death of the process.

    Raises AlreadyRunning when another process, or another server of this one, holds it.
    """

    def __init__(self, data: Path, *, address: str = "") -> None:
        self._address = address
        with clear_errors(data):
            self._file = os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not self._taken():
            os.close(self._file)
            held_by = holder(data)
            address = f" at {held_by.address}" if held_by.address else ""
            raise AlreadyRunning(data=data, pid=held_by.pid or "unknown", address=address)
        try:
            with clear_errors(data):
                self.tell(url="")
        except BaseException:
            self.release()
            raise

    def _taken(self) -> bool:
        # Somebody who only asks whether the lock is held has it for an instant.
        for _ in range(20):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            time.sleep(0.01)
        return False

    def tell(self, *, url: str) -> None:
        """Let others know how to reach the database."""
        note = json.dumps(asdict(Holder(pid=os.getpid(), address=self._address, url=url))).encode()
        # Written before it is cut to length, so that a reader never finds it empty on a full disk.
        os.pwrite(self._file, note, 0)
        os.ftruncate(self._file, len(note))

    def release(self) -> None:
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1


def is_held(data: Path) -> bool:
    """Whether some process, ours included, runs the data directory at this moment."""
    try:
        with (data / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def holder(data: Path) -> Holder:
    """Who runs the data directory, as they last said. Only true while somebody holds the lock."""
    try:
        return Holder(**json.loads((data / "lock").read_text()))
    except (OSError, ValueError, TypeError):
        return Holder(pid=0)
