"""A channel that has just been begun is a working room: linted, importable, registered, its own tests green."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from liaison import channels
from liaison.channels.registry import CHANNELS
from liaison.channels.testing import ChannelPromises
from liaison.config import cli, new_channel
from liaison.tickets.registry import WAYS
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(channels, "__path__", [*channels.__path__, str(tmp_path)])
    new_channel.write(tmp_path / "pigeon")
    import_module("liaison.channels.pigeon.channel")
    yield tmp_path / "pigeon"
    CHANNELS.pop("pigeon", None)
    WAYS.pop("pigeon", None)
    for name in [name for name in sys.modules if name.startswith("liaison.channels.pigeon")]:
        del sys.modules[name]


def test_its_own_tests_are_green(begun: Path) -> None:
    import_module("liaison.channels.pigeon.tests.test_read").test_a_greeting_is_read()


class TestWhatEveryChannelPromises(ChannelPromises):
    """The promises as the folder itself inherits them, on a channel to which nobody has added a word."""

    kind = "pigeon"

    @pytest.fixture(autouse=True)
    def _written(self, begun: Path) -> None:
        self.own = import_module("liaison.channels.pigeon.tests.test_promises").TestPigeon()

    def door(self, cast: Cast) -> str:
        return str(self.own.door(cast))

    def raw(self, text: str) -> bytes:
        return bytes(self.own.raw(text))


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
