"""The embedded database after `kill -9` of the desk, of the server and of everything at once."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from liaison.kit import embedded_postgres
from liaison.kit.embedded_postgres import leftovers
from liaison.kit.tests.embedded import Desk, directory, kill_and_wait, made_once, wait_for_end
from liaison.kit.tests.embedded import used as data

__all__ = ["data", "directory", "made_once"]


def write(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")


def assert_it_is_kept(data: Path) -> None:
    with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)


def test_the_server_shuts_down_cleanly_when_its_desk_is_killed(data: Path) -> None:
    desk = Desk(data)
    write(desk.url)
    desk.kill()
    wait_for_end(desk.server_pid)
    assert "database system is shut down" in (data / "postgres/log").read_text()
    assert not (data / "postgres/cluster/postmaster.pid").exists()


def test_a_desk_killed_and_started_at_once_finds_everything(data: Path) -> None:
    desk = Desk(data)
    write(desk.url)
    desk.kill()
    assert_it_is_kept(data)


def test_everything_killed_at_once_loses_nothing(data: Path) -> None:
    desk = Desk(data)
    write(desk.url)
    os.kill(desk.server_pid, signal.SIGKILL)
    desk.kill()
    assert_it_is_kept(data)


def test_a_server_that_lost_its_desk_is_stopped_by_the_next(data: Path) -> None:
    """As where the kernel has no leash: the old server is healthy and belongs to nobody."""
    desk = Desk(data)
    write(desk.url)
    os.kill(desk.server_pid, signal.SIGSTOP)
    desk.kill()
    os.kill(desk.server_pid, signal.SIGCONT)
    assert_it_is_kept(data)
    wait_for_end(desk.server_pid)


def test_a_backend_that_hangs_after_its_server_is_ended(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "PATIENCE", 1)
    desk = Desk(data)
    write(desk.url)
    with psycopg.connect(desk.url) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        kill_and_wait(desk.server_pid)
        desk.kill()
        assert_it_is_kept(data)
    wait_for_end(backend)


def test_a_pid_file_that_names_somebody_else_is_cleared_away(data: Path) -> None:
    """In a container numbers come again: the server of yesterday had the number of our shell of today."""
    embedded_postgres.start(data).stop()
    pid_file = data / "postgres/cluster/postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1\n5432\n\n\n\n")
    embedded_postgres.start(data).stop()


def test_a_cluster_half_made_by_a_killed_start_is_begun_anew(data: Path) -> None:
    unfinished = data / "postgres/cluster.unfinished"
    (data / "postgres/cluster").rename(unfinished)
    embedded_postgres.start(data).stop()
    assert not unfinished.exists()
