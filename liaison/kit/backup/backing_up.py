"""Writing a backup, while the desk runs or not."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from liaison.kit.backup import archive, rows
from liaison.kit.backup.errors import CannotBackUp, TargetExists

FILES = "files"
KEPT = "backups"


def back_up(
    target: Path, *, url: str, data: Path, key: Path, version: str, extra: Mapping[str, bytes] | None = None
) -> int:
    """Write everything into one new file, which only its owner may read, and return its size in bytes.

    `url` is the database, `data` the data directory with the blobs under `files`, `key` the file with the
    secrets key (it may be missing: some keep it elsewhere), `extra` what rooms add by name. The desk may
    run: the rows are of one moment, and files are only ever added before a row speaks of them. Raises
    CannotBackUp.
    """
    if target.exists():
        raise TargetExists(path=target)
    manifest = archive.Manifest.now(liaison=version, has_files=True, has_key=key.is_file())
    with (
        _clear_errors(),
        _dumped(url, beside=target) as dump,
        archive.writing(target, manifest=manifest) as out,
    ):
        out.file(archive.ROWS, dump)
        for path in sorted((data / FILES).rglob("*")):
            if path.is_file():
                out.file(str(path.relative_to(data)), path)
        if manifest.has_key:
            out.file(archive.KEY, key)
        for name, content in (extra or {}).items():
            out.text(f"{archive.EXTRA}/{name}", content)
    return target.stat().st_size


def keep_rows(*, url: str, data: Path, version: str, keep: int = 3) -> Path:
    """Before a migration: write the rows into the data directory's `backups`, where the last few are kept.

    Raises CannotBackUp.
    """
    kept = data / KEPT
    target = kept / f"before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.liaison"
    manifest = archive.Manifest.now(liaison=version, has_files=False, has_key=False)
    with _clear_errors():
        kept.mkdir(mode=0o700, exist_ok=True)
        with _dumped(url, beside=target) as dump, archive.writing(target, manifest=manifest) as out:
            out.file(archive.ROWS, dump)
        for old in sorted(kept.glob("before-*.liaison"))[:-keep]:
            old.unlink()
    return target


@contextlib.contextmanager
def _dumped(url: str, *, beside: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=beside.parent, prefix=".backup-") as scratch:
        dump = Path(scratch, archive.ROWS)
        rows.dump(url, to=dump)
        yield dump


@contextlib.contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotBackUp(reason=f"{error.strerror or error}: {error.filename or ''}") from error
