"""The embedded database against the real server: started, restarted, reached beside a running desk."""

import os
import threading
from pathlib import Path

import psycopg
import pytest

from liaison.kit import embedded_postgres
from liaison.kit.embedded_postgres.cluster import THROWAWAY
from liaison.kit.tests.embedded import desk, directory, made_once, needs_root
from liaison.kit.tests.embedded import used as data

__all__ = ["data", "directory", "made_once"]


def test_what_was_written_is_there_after_a_restart(data: Path) -> None:
    with embedded_postgres.start(data) as first, psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    with embedded_postgres.start(data) as second, psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)


@needs_root
def test_the_server_never_runs_as_root(data: Path) -> None:
    with embedded_postgres.start(data) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0


def test_only_a_private_socket_leads_to_it(data: Path) -> None:
    with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        host = Path(connection.info.host)
    assert host.stat().st_mode & 0o077 == 0


def test_nothing_that_was_committed_depends_on_luck(data: Path) -> None:
    with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


def test_the_callers_settings_win(data: Path) -> None:
    server = embedded_postgres.start(data, settings={**THROWAWAY, "max_connections": "17"})
    with server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW max_connections").fetchone() == ("17",)


def test_it_knows_letters_and_quotation_marks_of_every_language(data: Path) -> None:
    with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
        words = connection.execute(
            "SELECT to_tsvector('simple', '«Привет» “Õhtu” — chào'), lower('ŠÄÕ')"
        ).fetchone()
    assert words == ("'chào':3 'õhtu':2 'привет':1", "šäõ")


def test_the_extensions_we_search_with_are_there(data: Path) -> None:
    with embedded_postgres.start(data) as server, psycopg.connect(server.url) as connection:
        for name in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {name}")


def test_keys_pressed_in_the_terminal_do_not_reach_the_server(data: Path) -> None:
    with embedded_postgres.start(data) as server:
        assert os.getsid(server.pid) != os.getsid(0)


def test_a_server_started_by_a_thread_outlives_the_thread(data: Path) -> None:
    started: list[embedded_postgres.Running] = []
    thread = threading.Thread(target=lambda: started.append(embedded_postgres.start(data)))
    thread.start()
    thread.join()
    with started[0] as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_second_desk_is_told_who_runs_the_first(data: Path) -> None:
    with desk(data) as first, pytest.raises(embedded_postgres.AlreadyRunning) as refused:
        embedded_postgres.start(data)
    assert str(refused.value) == (
        f"Liaison is already running on {data}: process {first.pid} at http://127.0.0.1:8000. "
        "Stop that one first, or give this one a directory of its own with --data."
    )


def test_two_servers_of_one_process_do_not_share_a_directory(data: Path) -> None:
    with embedded_postgres.start(data), pytest.raises(embedded_postgres.AlreadyRunning):
        embedded_postgres.start(data)


def test_a_command_beside_a_running_desk_uses_its_server_and_leaves_it_running(data: Path) -> None:
    with desk(data) as running:
        with embedded_postgres.reach(data) as url:
            assert url == running.url
        psycopg.connect(running.url).close()


def test_a_command_alone_starts_a_server_and_stops_it(data: Path) -> None:
    with embedded_postgres.reach(data) as url:
        psycopg.connect(url).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_stopping_twice_is_stopping_once(data: Path) -> None:
    server = embedded_postgres.start(data)
    server.stop()
    server.stop()
    assert not server.is_alive
