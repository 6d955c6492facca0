"""The pytest plug-in: one server and one template for the session, and no skip that nobody hears of."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from liaison.kit import testing


def seen(report: pytest.TestReport) -> pytest.TestReport:
    """The report as the plug-in leaves it."""
    hook: Any = testing.pytest_runtest_makereport
    hooked = hook()
    next(hooked)
    with pytest.raises(StopIteration) as done:
        hooked.send(report)
    left: pytest.TestReport = done.value.value
    return left


def skipped(reason: str) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="a test",
        location=("file", 1, "a test"),
        keywords={},
        outcome="skipped",
        longrepr=("file", 1, f"Skipped: {reason}"),
        when="call",
    )


def test_a_skip_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(testing.NO_SKIPS, raising=False)
    assert seen(skipped("Chromium is not installed")).outcome == "skipped"


def test_where_everything_is_installed_a_skip_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(testing.NO_SKIPS, "1")
    report = seen(skipped("Chromium is not installed"))
    assert (report.outcome, report.longrepr) == (
        "failed",
        "Not a single test may be skipped here. Skipped: Chromium is not installed",
    )


def test_what_no_program_can_cure_stays_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(testing.NO_SKIPS, "1")
    assert seen(skipped("only root changes accounts and mounts")).outcome == "skipped"


@pytest.mark.django_db
def test_the_database_of_a_worker_is_a_copy_of_the_sessions_template() -> None:
    template = Path(os.environ[testing.SESSION]).name.replace("-", "_")
    assert connection.settings_dict["TEST"]["TEMPLATE"] == template
    assert connection.settings_dict["NAME"] != template
