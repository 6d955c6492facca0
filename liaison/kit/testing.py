"""A database for the tests, in any checkout and without set-up: a pytest plug-in (`-p liaison.kit.testing`).

One throw-away server per session, shared by all xdist workers; `DATABASE_URL` in the environment is used
instead when it is set. The tables are made once, in a template, and each worker's database is a copy of it.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.kit import embedded_postgres
from liaison.kit.embedded_postgres.cluster import THROWAWAY

PREFIX = f"liaison-tests-{os.geteuid()}-"
SESSION = "LIAISON_TEST_SESSION"
"""Names the directory that all processes of one session share."""


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(args: list[str]) -> Iterator[None]:
    """Set DATABASE_URL before pytest-django, whose own hook runs inside of ours, reads the settings."""
    if SESSION not in os.environ and not {"--help", "-h", "--version"} & set(args):
        _open_session()
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    _session.close()


_session = contextlib.ExitStack()
"""What the process that opened the session undoes at its end."""


def _open_session() -> None:
    _sweep()
    place = Path(tempfile.mkdtemp(prefix=PREFIX))
    place.chmod(0o711)
    os.environ[SESSION] = str(place)
    _session.callback(shutil.rmtree, place, ignore_errors=True)
    _session.callback(os.environ.pop, SESSION)
    if not os.environ.get("DATABASE_URL"):
        server = _session.enter_context(embedded_postgres.start(place / "data", settings=THROWAWAY))
        os.environ["DATABASE_URL"] = server.url
        _session.callback(os.environ.pop, "DATABASE_URL")


def _sweep() -> None:
    """Remove what killed sessions left, known by their lock which nobody holds."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (left / "data" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Have Django copy each worker's test database from a template with all tables, made by whoever comes
    first."""
    from django.db import connection

    session = Path(os.environ[SESSION])
    template = f"template_{session.name.replace('-', '_')}"
    with (session / "template").open("a+") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        made.seek(0)
        if not made.read():
            _make_template(template)
            made.write(template)
    connection.settings_dict["TEST"]["TEMPLATE"] = template


def _make_template(name: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    before = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool:
            close_pool()
        connection.settings_dict["NAME"] = before
