"""A database for the tests, in any checkout and without set-up: a pytest plug-in (`-p liaison.kit.testing`).

One throw-away server per session, shared by all xdist workers; `DATABASE_URL` in the environment is used
instead when it is set. The tables are made once, in a template, and each worker's database is a copy of it.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from liaison.kit import embedded_postgres, testing_template
from liaison.kit.embedded_postgres.cluster import THROWAWAY
from liaison.kit.testing_template import SESSION

PREFIX = f"liaison-tests-{os.geteuid()}-"
NO_SKIPS = "LIAISON_NO_SKIPS"
ENOUGH = 4_000_000_000
"""Bytes; a session and the tests of the database itself use under a tenth of it."""

MACHINE = ("only root", "this machine")
"""How the reasons begin that no installation of programs can remove."""


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, object, object]:
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
    place = Path(tempfile.mkdtemp(prefix=PREFIX, dir=in_memory()))
    place.chmod(0o711)
    os.environ[SESSION] = str(place)
    _session.callback(shutil.rmtree, place, ignore_errors=True)
    _session.callback(os.environ.pop, SESSION)
    if (
        "LIAISON_DATA" not in os.environ
    ):  # Else what tests keep would lie among the files of the checkout's own desk.
        (place / "desk" / "static").mkdir(parents=True)
        os.environ["LIAISON_DATA"] = str(place / "desk")
        _session.callback(os.environ.pop, "LIAISON_DATA")
    if os.environ.get("DATABASE_URL"):
        _session.callback(_drop_template, testing_template.name_of(place))
    else:
        server = _session.enter_context(embedded_postgres.start(place / "data", settings=THROWAWAY))
        os.environ["DATABASE_URL"] = server.url
        _session.callback(os.environ.pop, "DATABASE_URL")


def _drop_template(name: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def in_memory() -> Path:
    """A place for throw-away databases: in memory where there is plenty of it, for their making is all writing."""
    memory = Path("/dev/shm")  # noqa: S108
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH:
        return memory
    return Path(tempfile.gettempdir())


def _sweep() -> None:
    """Remove what killed sessions left, known by their lock which nobody holds."""
    for left in in_memory().glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (left / "data" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests with Playwright's synchronous pages come last: its loop runs on in the thread of the worker, and
    no asynchronous test can run after them."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With LIAISON_NO_SKIPS set, a test skipped for want of a program has failed: where all are installed,
    it must run."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if os.environ.get(NO_SKIPS) and not reason.removeprefix("Skipped: ").startswith(MACHINE):
            report.outcome, report.longrepr = "failed", f"Not a single test may be skipped here. {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped and for want of what, which `-q` would keep to itself."""
    reasons = Counter(
        report.longrepr[2]
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    for reason, times in reasons.most_common():
        terminalreporter.write_line(f"{times} × {reason}")


def pytest_configure(config: pytest.Config) -> None:
    """Register the fixture of that module after pytest-django's of the same name, which it replaces."""
    config.pluginmanager.register(testing_template, "liaison-testing-template")
