"""Laws about docs/decisions: a number is one decision, and one that is named is there."""

import re
from collections import Counter

from tests.house.source import ROOT

DECISIONS = ROOT / "docs" / "decisions"
NAMED = re.compile(r"\bdecisions? (\d{4})\b|\bdecisions/(\d{4})-")


def test_a_number_is_one_decision() -> None:
    numbers = Counter(path.name[:4] for path in DECISIONS.glob("*.md"))
    twice = sorted(number for number, times in numbers.items() if times > 1)
    assert not twice, f"give the later ones a number of their own: {twice}"


def test_a_decision_is_called_by_a_number_and_begins_with_its_statement() -> None:
    wrong = [
        path.name
        for path in DECISIONS.iterdir()
        if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name) or not path.read_text().startswith("# ")
    ]
    assert not wrong, f"name them 0123-the-statement.md, and begin with the statement: {wrong}"


def test_a_decision_that_is_named_is_there() -> None:
    there = {path.name[:4] for path in DECISIONS.glob("*.md")}
    tops = ("liaison", "docs", "tests", "bench")
    places = [path for top in tops for path in (ROOT / top).rglob("*.*") if path.suffix in {".py", ".md"}]
    wrong = [
        f"{path.relative_to(ROOT)}: {number}"
        for path in places
        for found in NAMED.finditer(path.read_text())
        if (number := found[1] or found[2]) not in there
    ]
    assert not wrong, f"there is no such decision: {wrong}"
