"""The source of the house as the laws look at it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIAISON = ROOT / "liaison"
NESTS = ("channels",)
"""Rooms whose folders are rooms of their own."""


@dataclass(frozen=True)
class File:
    """One file of source. part: what kind of file of its room it is, such as `actions` or `models`."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def inside(self) -> tuple[str, ...]:
        return self.path.relative_to(LIAISON).with_suffix("").parts

    @property
    def room(self) -> str:
        first, *rest = self.inside
        nested = (
            first in NESTS and rest and (LIAISON / first / rest[0]).is_dir() and rest[0] not in OWN_FOLDERS
        )
        return f"{first}.{rest[0]}" if nested else first

    @property
    def part(self) -> str:
        rest = self.inside[self.room.count(".") + 1 :]
        return rest[0] if rest else ""

    @property
    def is_test(self) -> bool:
        return "tests" in self.inside

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


OWN_FOLDERS = ("actions", "queries", "commands", "events", "views", "tests", "migrations", "locale")


@lru_cache
def files() -> tuple[File, ...]:
    """Every file of the product, without tests and migrations."""
    found = (File(path) for path in sorted(LIAISON.rglob("*.py")))
    return tuple(f for f in found if not f.is_test and "migrations" not in f.inside)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a piece of source."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imported(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Every name that is imported to be used while running, as (module, name, line): not what is for types alone."""
    hidden = {id(n) for node in ast.walk(tree) if _is_for_types(node) for n in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in hidden:
            for alias in node.names:
                yield node.module, alias.name, node.lineno


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
