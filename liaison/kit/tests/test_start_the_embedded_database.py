"""The embedded database against the real server: started, stopped, killed, and started wrongly."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from liaison.kit import embedded_postgres


@pytest.fixture
def data() -> Iterator[Path]:
    # Not pytest's tmp_path: that is closed to the server's account when the tests run as root.
    with tempfile.TemporaryDirectory(prefix="liaison-data-") as place:
        Path(place).chmod(0o711)
        yield Path(place, "data")


def test_what_was_written_is_there_after_a_restart(data: Path) -> None:
    with embedded_postgres.start(data) as first, psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    with embedded_postgres.start(data) as second, psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)


def test_the_server_never_runs_as_root(data: Path) -> None:
    with embedded_postgres.start(data) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
