"""`--demo` loads in a process of its own."""

import subprocess

import pytest

from liaison.config import demo
from liaison.config.demo import loading


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was started; it fails with 3."""
    made: list[list[str]] = []

    def start(command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        made.append(command[1:])
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", start)
    return made


def test_a_company_that_could_not_be_loaded_ends_the_desk(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "is_loaded", lambda: False)

    with pytest.raises(SystemExit) as ended:
        demo.load_apart()

    assert ended.value.code == 3
    assert asked == [["-m", "liaison", "demo", "load"]]


def test_a_company_that_is_there_is_not_loaded_again(
    asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "is_loaded", lambda: True)

    demo.load_apart()

    assert asked == []
