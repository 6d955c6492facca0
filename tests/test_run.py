"""The script at the root: what it sets up, when it does so again, and that old Pythons understand its refusal."""

import ast
import importlib.machinery
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "run"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, in a checkout of its own whose environment is never really made."""
    loader = importlib.machinery.SourceFileLoader("run", str(SCRIPT))
    spec = importlib.util.spec_from_loader("run", loader)
    assert spec
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    script = importlib.util.module_from_spec(spec)
    loader.exec_module(script)
    script.ROOT = str(tmp_path)
    script.VENV = str(tmp_path / ".venv")
    script.PYTHON = str(tmp_path / ".venv/bin/python")
    script.STAMP = str(tmp_path / ".venv/stamp.json")
    script.installed = []
    script.make_venv = lambda: pretend_to_make(Path(script.PYTHON))
    script.install = script.installed.append
    for name in script.LOCKS.values():
        (tmp_path / name).write_text("a==1")
    return script


def pretend_to_make(python: Path) -> None:
    python.parent.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        python.symlink_to(sys.executable)


def test_packages_are_installed_once(run: ModuleType) -> None:
    run.set_up("runtime")
    run.set_up("runtime")
    assert run.installed == ["runtime"]


def test_a_changed_lock_is_installed(run: ModuleType, tmp_path: Path) -> None:
    run.set_up("runtime")
    (tmp_path / "requirements.txt").write_text("a==2")
    run.set_up("runtime")
    assert run.installed == ["runtime", "runtime"]


def test_the_tools_of_developers_are_added_and_stay(run: ModuleType, tmp_path: Path) -> None:
    run.set_up("runtime")
    run.set_up("dev")
    run.set_up("runtime")
    assert run.installed == ["runtime", "dev"]
    (tmp_path / "requirements-dev.txt").write_text("a==2")
    run.set_up("runtime")
    assert run.installed == ["runtime", "dev", "dev"]


def test_a_set_up_that_failed_is_tried_again(run: ModuleType) -> None:
    def fail(kind: str) -> None:
        raise SystemExit("no network")

    work, run.install = run.install, fail
    with pytest.raises(SystemExit):
        run.set_up("runtime")
    run.install = work
    run.set_up("runtime")
    assert run.installed == ["runtime"]


def test_an_environment_of_another_python_is_made_anew(run: ModuleType, tmp_path: Path) -> None:
    run.set_up("dev")
    left = tmp_path / ".venv/left-over"
    left.touch()
    stamp = json.loads(Path(run.STAMP).read_text())
    Path(run.STAMP).write_text(json.dumps({**stamp, "python": "/usr/bin/python3.10"}))
    run.set_up("runtime")
    assert (run.installed, left.exists()) == (["dev", "dev"], False)


def test_an_environment_that_is_a_link_is_never_deleted(run: ModuleType, tmp_path: Path) -> None:
    run.set_up("runtime")
    (tmp_path / ".venv").rename(tmp_path / "shared")
    (tmp_path / ".venv").symlink_to("shared")
    stamp = json.loads(Path(run.STAMP).read_text())
    Path(run.STAMP).write_text(json.dumps({**stamp, "python": "/usr/bin/python3.10"}))
    with pytest.raises(SystemExit, match="is a link"):
        run.set_up("runtime")
    assert (tmp_path / "shared/bin").exists()


def test_translations_are_compiled_when_they_changed(run: ModuleType, tmp_path: Path) -> None:
    catalogue = tmp_path / "liaison/room/locale/lt/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    assert [run.is_stale(path) for path in run.catalogues()] == [True]
    catalogue.with_suffix(".mo").touch()
    assert [run.is_stale(path) for path in run.catalogues()] == [False]


def test_an_old_python_understands_that_it_is_too_old() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


def test_only_the_standard_library_is_imported() -> None:
    for node in ast.walk(ast.parse(SCRIPT.read_text())):
        for name in [alias.name for alias in node.names] if isinstance(node, ast.Import) else []:
            assert name in sys.stdlib_module_names
        assert not isinstance(node, ast.ImportFrom)


def test_help_needs_no_set_up() -> None:
    said = subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, text=True, check=True)
    for command in (
        "test",
        "check",
        "fix",
        "bench",
        "demo",
        "reset",
        "new-channel",
        "backup",
        "restore",
        "lock",
    ):
        assert f"./run {command}" in said.stdout
