"""A channel that has just been begun is a working room: linted, importable, registered, its own tests green."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from liaison import channels
from liaison.channels.registry import CHANNELS
from liaison.config import cli, new_channel

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(channels, "__path__", [*channels.__path__, str(tmp_path)])
    new_channel.write(tmp_path / "pigeon")
    yield tmp_path / "pigeon"
    CHANNELS.pop("pigeon", None)
    apps.all_models.pop("pigeon", None)
    for name in [name for name in sys.modules if name.startswith("liaison.channels.pigeon")]:
        del sys.modules[name]


def test_its_own_tests_are_green(begun: Path) -> None:
    tests = import_module("liaison.channels.pigeon.tests.test_read")
    tests.test_a_greeting_is_read()
    tests.test_the_same_parcel_gives_the_same_arrival()


def test_it_follows_the_rules_of_the_house(begun: Path) -> None:
    for rule in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *rule, "--config", str(ROOT / "pyproject.toml"), "--quiet"]
        if "--check" not in rule:
            command += ["--config", "lint.isort.known-first-party=['liaison']"]
        done = subprocess.run([*command, str(begun)], cwd=ROOT, capture_output=True, text=True)
        assert done.stdout == "", done.stdout


@pytest.mark.parametrize("name", ["Pigeon", "carrier-pigeon", "../pigeon", "email"])
def test_a_name_that_cannot_be_taken_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["new-channel", name])
    assert name in capsys.readouterr().err
