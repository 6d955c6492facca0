"""A backup of a desk that runs, brought back elsewhere, byte for byte; and every way in which it is
refused."""

import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from liaison.kit import backup, embedded_postgres
from liaison.kit.backup import errors, restoring
from liaison.kit.embedded_postgres.cluster import THROWAWAY
from liaison.kit.tests.embedded import directory, made_once
from liaison.kit.tests.embedded import used as data

__all__ = ["data", "directory", "made_once"]

VERSION = "1.2.3"


@pytest.fixture
def url(data: Path) -> Iterator[str]:
    """A desk with a row, a file and a key."""
    with embedded_postgres.start(data, settings=THROWAWAY) as server:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'šis tas' AS said")
        (data / "files/ab").mkdir(parents=True)
        (data / "files/ab/cdef").write_bytes(b"\0\xff" * 1000)
        (data / "secrets.key").write_text("secret")
        yield server.url


@pytest.fixture
def made(url: str, data: Path) -> Path:
    target = data.parent / "backup.liaison"
    backup.back_up(target, url=url, data=data, key=data / "secrets.key", version=VERSION)
    return target


def restore(made: Path, *, into: Path, version: str = VERSION) -> None:
    backup.restore(made, data=into, key=into / "secrets.key", version=version)


def said(data: Path) -> str:
    with embedded_postgres.reach(data) as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT said FROM kept").fetchone()
    assert row
    return str(row[0])


def test_everything_comes_back(made: Path, data: Path) -> None:
    other = data.parent / "other"
    restore(made, into=other)
    assert said(other) == "šis tas"
    assert (other / "files/ab/cdef").read_bytes() == b"\0\xff" * 1000
    assert (other / "secrets.key").read_text() == "secret"
    assert (other / "secrets.key").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in other.iterdir()) == ["files", "lock", "postgres", "secrets.key"]


def test_a_backup_waits_for_a_migration_and_has_all_of_it(url: str, data: Path) -> None:
    """Replaced under pg_dump's hands, a function would be written without its arguments."""
    target = data.parent / "backup.liaison"
    begun = threading.Thread(
        target=backup.back_up,
        args=[target],
        kwargs={"url": url, "data": data, "key": data / "k", "version": VERSION},
    )
    with backup.tables_change(url), psycopg.connect(url) as connection:
        begun.start()
        while not connection.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        ).fetchone():
            continue
        connection.execute("UPDATE kept SET said = 'migrated'")
    begun.join()
    restore(target, into=data.parent / "other")
    assert said(data.parent / "other") == "migrated"


def test_nobody_else_reads_it_for_the_key_is_inside(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600


def test_it_leaves_nothing_but_itself(made: Path, data: Path) -> None:
    assert sorted(path.name for path in data.parent.iterdir()) == ["backup.liaison", "data"]


def test_a_file_that_is_there_is_not_written_over(made: Path, url: str, data: Path) -> None:
    before = made.read_bytes()
    with pytest.raises(errors.TargetExists):
        backup.back_up(made, url=url, data=data, key=data / "secrets.key", version=VERSION)
    assert made.read_bytes() == before


def test_a_directory_with_a_desk_in_it_is_not_touched(made: Path, data: Path) -> None:
    with pytest.raises(errors.NotEmpty, match="files, postgres, secrets"):
        restore(made, into=data)
    assert said(data) == "šis tas"


def test_a_backup_cut_short_is_refused_before_anything_is_made(made: Path, data: Path) -> None:
    whole = made.read_bytes()
    for length in (0, 100, 3000, len(whole) // 2):
        made.write_bytes(whole[:length])
        with pytest.raises(errors.NotABackup):
            restore(made, into=data.parent / "other")
    assert not (data.parent / "other").exists()


def test_a_file_that_leads_out_of_the_directory_is_refused(made: Path, data: Path) -> None:
    evil = data.parent / "evil.liaison"
    manifest = backup.archive.Manifest.now(liaison=VERSION, has_files=True, has_key=False)
    with backup.archive.writing(evil, manifest=manifest) as out:
        out.text("../outside", b"")
    with pytest.raises(errors.NotABackup, match="does not belong into it"):
        restore(evil, into=data.parent / "other")
    assert not (data.parent / "outside").exists()
    assert not list((data.parent / "other").iterdir())


def test_a_backup_of_a_newer_liaison_is_refused(made: Path, data: Path) -> None:
    with pytest.raises(errors.FromTheFuture):
        restore(made, into=data.parent / "other", version="1.1.9")
    restore(made, into=data.parent / "other", version="1.2.0")


def test_a_restore_that_fails_leaves_the_directory_empty(
    made: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = data.parent / "other"

    def fail(source: Path, *, url: str) -> None:
        raise errors.CannotRestore(reason="it broke.")

    with monkeypatch.context() as broken:
        broken.setattr(restoring.rows, "load", fail)
        with pytest.raises(errors.CannotRestore):
            restore(made, into=other)
    assert [path.name for path in other.iterdir()] == ["lock"]
    restore(made, into=other)


def test_a_restore_killed_half_way_keeps_the_desk_closed_and_begins_anew(made: Path, data: Path) -> None:
    other = data.parent / "other"
    (other / "files").mkdir(parents=True)
    (other / "restore-unfinished").touch()
    with pytest.raises(errors.RestoreUnfinished):
        backup.refuse_unfinished(other)
    restore(made, into=other)
    backup.refuse_unfinished(other)


def test_the_rows_kept_before_a_migration_are_the_last_three(url: str, data: Path) -> None:
    kept = [backup.keep_rows(url=url, data=data, version=VERSION) for _ in range(4)]
    assert sorted((data / "backups").iterdir()) == kept[1:]


def test_rows_alone_are_no_whole_desk(url: str, data: Path) -> None:
    kept = backup.keep_rows(url=url, data=data, version=VERSION)
    with pytest.raises(errors.OnlyRows):
        restore(kept, into=data.parent / "other")


def test_rows_come_back_in_the_place_of_the_present_ones_which_are_kept(data: Path) -> None:
    with embedded_postgres.reach(data) as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'before' AS said")
        kept = backup.keep_rows(url=url, data=data, version=VERSION)
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE kept SET said = 'after'")
    former = backup.restore_rows(kept, data=data, version=VERSION)
    assert said(data) == "before"
    with embedded_postgres.reach(data) as url, psycopg.connect(url, dbname=former) as connection:
        assert connection.execute("SELECT said FROM kept").fetchone() == ("after",)


def test_rows_are_not_exchanged_under_a_running_desk(url: str, data: Path) -> None:
    kept = backup.keep_rows(url=url, data=data, version=VERSION)
    with pytest.raises(embedded_postgres.AlreadyRunning):
        backup.restore_rows(kept, data=data, version=VERSION)


def test_the_file_is_a_plain_tar_that_any_tool_opens(made: Path) -> None:
    with tarfile.open(made) as tar:
        assert tar.getnames() == ["manifest.json", "rows.dump", "files/ab/cdef", "secrets.key", "seal.json"]
