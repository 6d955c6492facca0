"""One file for everything: a tar with a manifest first, then the rows, the files and the key, and a seal
last."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from liaison.kit.backup.errors import NotABackup

FORMAT = 1
MANIFEST, ROWS, KEY, SEAL = "manifest.json", "rows.dump", "secrets.key", "seal.json"
EXTRA = "extra"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup is: its format, the version of Liaison that made it, when (ISO 8601, UTC), and of
    what."""

    liaison: str
    made_at: str
    has_files: bool
    has_key: bool
    format: int = FORMAT

    @classmethod
    def now(cls, *, liaison: str, has_files: bool, has_key: bool) -> "Manifest":
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(liaison=liaison, made_at=at, has_files=has_files, has_key=has_key)


class Writing:
    """A backup being written, in the order of the calls."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members = 0
        self._digest = hashlib.sha256()

    def text(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))
        self._count(name, len(content))

    def file(self, name: str, path: Path) -> None:
        """Add one file; one that was swept away since we listed it is of no use to anybody and left out."""
        try:
            opened = path.open("rb")
        except FileNotFoundError:
            return
        with opened:
            member = tarfile.TarInfo(name)
            seen = os.fstat(opened.fileno())
            member.size, member.mode, member.mtime = seen.st_size, 0o600, int(seen.st_mtime)
            self._tar.addfile(member, opened)
        self._count(name, member.size)

    def seal(self) -> None:
        self.text(SEAL, json.dumps({"members": self._members, "listing": self._digest.hexdigest()}).encode())

    def _count(self, name: str, size: int) -> None:
        self._members += 1
        self._digest.update(f"{name} {size}\n".encode())


@contextmanager
def writing(target: Path, *, manifest: Manifest) -> Iterator[Writing]:
    """Write a backup beside its name and give it the name only when it is whole and on the disk."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        # The key is inside, hence nobody else may read it.
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                written = Writing(tar)
                written.text(MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
                yield written
                written.seal()
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def manifest_of(path: Path) -> Manifest:
    """Read what a backup says of itself. Raises NotABackup."""
    with _reading(path) as tar:
        return _manifest(tar, tar.next(), path=path)


def verify(path: Path) -> None:
    """Hold the listing against the seal: a file that was cut short is found before anything is touched.

    Raises NotABackup.
    """
    members, digest, seal = 0, hashlib.sha256(), None
    with _reading(path) as tar:
        for member in tar:
            if member.name == SEAL:
                seal = _json(tar, member)
                continue
            members += 1
            digest.update(f"{member.name} {member.size}\n".encode())
    if seal != {"members": members, "listing": digest.hexdigest()}:
        raise NotABackup(path=path, reason="its end is missing")


def extract(path: Path, *, into: Path) -> None:
    """Write rows, files and key below the directory; names that lead elsewhere are refused. Raises
    NotABackup."""
    with _reading(path) as tar:
        for member in tar:
            name = PurePosixPath(member.name)
            if not member.isfile() or name.is_absolute() or ".." in name.parts:
                raise NotABackup(path=path, reason=f"{member.name} does not belong into it")
            if member.name in (MANIFEST, SEAL) or name.parts[0] == EXTRA:
                continue
            target = into / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                content = tar.extractfile(member)
                while content and (chunk := content.read(1 << 20)):
                    out.write(chunk)
            os.utime(target, (member.mtime, member.mtime))


@contextmanager
def _reading(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, ValueError, TypeError) as error:
        raise NotABackup(path=path, reason=str(error)) from error


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo | None, *, path: Path) -> Manifest:
    if member is None or member.name != MANIFEST:
        raise NotABackup(path=path, reason="it does not begin with a manifest")
    told = _json(tar, member)
    if told.get("format") != FORMAT:
        raise NotABackup(path=path, reason=f"its format {told.get('format')} is unknown to this version")
    return Manifest(**told)


def _json(tar: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, Any]:
    content = tar.extractfile(member)
    return dict(json.loads(content.read())) if content else {}
