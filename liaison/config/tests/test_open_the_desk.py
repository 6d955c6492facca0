"""What the commands that open the desk say before anything is opened."""

import os

import pytest

from liaison.config import cli, desk
from liaison.kit import configuration


@pytest.mark.parametrize("name", ["web", "worker", "mail", "migrate", "run"])
def test_help_is_given_and_nothing_is_opened(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "database", lambda: pytest.fail("the desk was opened"))

    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])

    assert ended.value.code == 0
    assert f"usage: liaison {name}" in capsys.readouterr().out


def test_a_word_that_nobody_knows_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "database", lambda: pytest.fail("the desk was opened"))

    with pytest.raises(SystemExit) as ended:
        cli.main(["web", "--prot", "80"])

    assert ended.value.code == 2
    assert "unrecognized arguments: --prot 80" in capsys.readouterr().err


def test_a_port_that_is_left_to_us_is_chosen_before_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_PORT", "8123")
    monkeypatch.setenv("LIAISON_SMTP_PORT", "0")

    desk._take_free_ports()

    assert os.environ["LIAISON_PORT"] == "8123"
    assert 1024 <= configuration.read()["SMTP_PORT"] <= 65535
