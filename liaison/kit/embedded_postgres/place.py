"""Where the server's files lie: beside the data if the account can get there, else at a place it can."""

import contextlib
import errno
import hashlib
import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from liaison.kit.embedded_postgres.account import Account, choose
from liaison.kit.embedded_postgres.errors import CannotStart, DiskFull, NotWritable, UnsafeSocketDirectory

ELSEWHERE = Path("/var/lib/liaison")
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103
"""Bytes: sockaddr_un holds 108 on Linux and 104 on the BSDs and macOS, with the closing NUL."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """The private directory of the server, which belongs to its account."""

    data: Path
    path: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.path / "cluster"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def software(self) -> Path:
        return self.path / "software"

    def own(self, path: Path) -> Path:
        """Make a private directory of the server's account, or leave the one that is there."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.account.switch and path.stat().st_uid != self.account.uid:
            os.chown(path, self.account.uid, self.account.gid)
        return path


def prepare(data: Path) -> Place:
    """Make the server's directory under `data`, or follow it to where an earlier start had to put it.

    Raises NotWritable, DiskFull, BelongsToOther, NoAccount.
    """
    with clear_errors(data):
        account = choose(data / "postgres", data=data)
        path = data / "postgres"
        if not path.exists() and not account.can_enter(data):
            _put_elsewhere(path, account=account)
        place = Place(data=data, path=path.resolve(), account=account)
        place.own(place.path)
        return place


def _put_elsewhere(link: Path, *, account: Account) -> None:
    # Root's home is closed to the account, and opening somebody's home is not ours to do.
    ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
    digest = hashlib.sha256(os.fsencode(link.parent.resolve())).hexdigest()[:12]
    target = ELSEWHERE / digest
    target.mkdir(mode=0o700, exist_ok=True)
    os.chown(target, account.uid, account.gid)
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def socket_directory(place: Place) -> Path:
    """A private directory for the server's socket whose path is short enough for the system.

    Raises UnsafeSocketDirectory when the fall-back under /tmp was made by somebody else.
    """
    own = place.own(place.path / "socket")
    if _takes_a_socket(own):
        return own
    digest = hashlib.sha256(os.fsencode(place.path)).hexdigest()[:12]
    short = Path(tempfile.gettempdir(), f"liaison-{place.account.uid}-{digest}")
    if len(os.fsencode(short / SOCKET)) > LONGEST_SOCKET_PATH:
        short = Path("/tmp", short.name)  # noqa: S108
    place.own(short) if not short.is_symlink() else None
    seen = short.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != place.account.uid or seen.st_mode & 0o077:
        raise UnsafeSocketDirectory(path=short, account=place.account.name)
    return short


def _takes_a_socket(directory: Path) -> bool:
    trial = directory / f"{SOCKET}.trial"
    if len(os.fsencode(directory / SOCKET)) > LONGEST_SOCKET_PATH:
        return False
    trial.unlink(missing_ok=True)
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as ours:
        try:
            ours.bind(str(trial))
        except OSError:
            # Some shared and network file systems hold files and no sockets.
            return False
    trial.unlink()
    return True


@contextlib.contextmanager
def clear_errors(data: Path) -> Iterator[None]:
    """Turn what the file system refuses into the sentence for an operator."""
    try:
        yield
    except OSError as error:
        raise explained(error, data=data) from error


def explained(error: OSError, *, data: Path) -> CannotStart:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(data=data, free_mb=free_mb(data))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NotWritable(data=data, reason=(error.strerror or str(error)).lower())
    return CannotStart(data=data, reason=f"{error}.")


def free_mb(path: Path) -> int:
    """Megabytes (10⁶ bytes) left for ordinary accounts on the file system of the path."""
    while not path.exists():
        path = path.parent
    seen = os.statvfs(path)
    return seen.f_bavail * seen.f_frsize // 1_000_000
