"""Laws about size. Mind the tail: the median looks after itself."""

import ast
from collections.abc import Iterator

from tests.house import exceptions
from tests.house.source import ROOT, File, files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 5


def _functions() -> Iterator[tuple[File, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in files():
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file, node


def test_no_file_is_longer_than_400_lines() -> None:
    every = [path for place in ("liaison", "tests", "bench") for path in (ROOT / place).rglob("*.py")]
    shown = [path for path in every if "migrations" not in path.parts]
    wrong = [str(p.relative_to(ROOT)) for p in shown if len(p.read_text().splitlines()) > LONGEST_FILE]
    assert not wrong, f"cut it by meaning: {wrong}"


def test_no_function_is_longer_than_40_lines() -> None:
    wrong = [
        f"{file.name}:{node.name} ({node.end_lineno - node.lineno + 1})"
        for file, node in _functions()
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
        if not exceptions.excused(f"{file.name}:{node.name}", exceptions.FUNCTIONS)
    ]
    assert not wrong, f"cut it, or give a reason in tests/house/exceptions.py: {wrong}"


def test_no_function_must_be_given_more_than_five_things() -> None:
    """What has a default need not be given and does not count: a form has as many fields as it has."""
    wrong = [
        f"{file.name}:{node.name} ({_must(node.args)})"
        for file, node in _functions()
        if _must(node.args) > MOST_PARAMETERS
        if not exceptions.excused(f"{file.name}:{node.name}", exceptions.PARAMETERS)
    ]
    assert not wrong, f"make a dataclass of what belongs together: {wrong}"


def _must(given: ast.arguments) -> int:
    positional = [a for a in (*given.posonlyargs, *given.args) if a.arg not in ("self", "cls")]
    return len(positional) - len(given.defaults) + sum(default is None for default in given.kw_defaults)


def test_complexity_is_checked_by_the_linter() -> None:
    said = (ROOT / "pyproject.toml").read_text()
    assert "max-complexity = 7" in said
    assert '"C90"' in said
