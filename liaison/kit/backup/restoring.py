"""Bringing a backup back: everything into an empty directory, or the rows alone in the place of the present
ones."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from liaison.kit import embedded_postgres
from liaison.kit.backup import archive, rows
from liaison.kit.backup.errors import CannotRestore, FromTheFuture, NotEmpty, OnlyRows, RestoreUnfinished

UNFINISHED = "restore-unfinished"
HARMLESS = frozenset({"lock", "lost+found", UNFINISHED})
"""What an empty data directory may hold: an earlier start that failed, and the root of a disk, leave
these."""


def restore(source: Path, *, data: Path, key: Path, version: str, url: str | None = None) -> archive.Manifest:
    """Bring a backup back into an empty data directory, and into `url` or else the embedded database.

    What an interrupted restore left is removed first. Raises CannotRestore, after which the directory is as
    empty as before, and `embedded_postgres.CannotStart`.
    """
    manifest = _examined(source, version=version)
    if not manifest.has_files:
        raise OnlyRows(path=source)
    with _clear_errors():
        data.mkdir(mode=0o711, parents=True, exist_ok=True)
        mark = data / UNFINISHED
        if mark.exists():
            _empty(data)
        _refuse_full(data, key=key)
        mark.touch()
        try:
            _bring_back(source, data=data, key=key, url=url)
        except BaseException:
            _empty(data)
            raise
        finally:
            mark.unlink(missing_ok=True)
    return manifest


def restore_rows(source: Path, *, data: Path, version: str) -> str:
    """Put the rows of a backup in the place of the embedded database's, which is kept under another name.

    Returns that name. The desk must not run. Raises CannotRestore, `embedded_postgres.CannotStart`.
    """
    _examined(source, version=version)
    with _clear_errors(), tempfile.TemporaryDirectory(dir=data, prefix="restore-") as scratch:
        archive.extract(source, into=Path(scratch))
        with embedded_postgres.start(data, address="a restore") as server:
            rows.load(Path(scratch, archive.ROWS), url=embedded_postgres.spare_database(server))
            return embedded_postgres.put_spare_in_place(server)


def refuse_unfinished(data: Path) -> None:
    """Called before the desk opens. Raises RestoreUnfinished when a restore was killed half-way."""
    if (data / UNFINISHED).exists():
        raise RestoreUnfinished(data=data)


def _examined(source: Path, *, version: str) -> archive.Manifest:
    with _clear_errors():
        manifest = archive.manifest_of(source)
        archive.verify(source)
    if _numbers(manifest.liaison) > _numbers(version):
        raise FromTheFuture(path=source, theirs=manifest.liaison, ours=version)
    return manifest


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("+")[0].split(".") if part.isdigit())[:2]


def _bring_back(source: Path, *, data: Path, key: Path, url: str | None) -> None:
    archive.extract(source, into=data)
    if (data / archive.KEY).exists() and data / archive.KEY != key:
        shutil.move(data / archive.KEY, key)
    # The rows come last and all at once: what is killed before has an empty database.
    database: AbstractContextManager[str] = (
        contextlib.nullcontext(url) if url else embedded_postgres.reach(data)
    )
    with database as address:
        rows.load(data / archive.ROWS, url=address)
    (data / archive.ROWS).unlink()
    os.sync()


def _refuse_full(data: Path, *, key: Path) -> None:
    found = sorted(path.name for path in data.iterdir() if path.name not in HARMLESS)
    if found or key.exists():
        raise NotEmpty(data=data, found=", ".join(found[:5]) or key)


def _empty(data: Path) -> None:
    # The database may have been put elsewhere, with a link in its place.
    for path in data.iterdir():
        if path.name in HARMLESS:
            continue
        if path.is_symlink():
            shutil.rmtree(path.resolve(), ignore_errors=True)
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@contextlib.contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotRestore(reason=f"{error.strerror or error}: {error.filename or ''}.") from error
