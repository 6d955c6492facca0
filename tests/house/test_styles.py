"""Law: a class that is styled is one that some page bears; what nobody bears is taken away."""

import re

from tests.house.source import ROOT

COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
VALUES = re.compile(r"url\([^)]*\)|\"[^\"]*\"")
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
MADE = ("htmx-", "hue-")
"""How names begin that are put together while the page is drawn or used."""


def _styled() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in (ROOT / "liaison").rglob("*.css"):
        rules = VALUES.sub("", COMMENTS.sub("", path.read_text())).splitlines()
        for line in rules:
            if not line.rstrip().endswith(";"):
                found |= dict.fromkeys(CLASS.findall(line), path.name)
    return found


def test_every_class_that_is_styled_is_borne_by_something() -> None:
    places = (path for path in (ROOT / "liaison").rglob("*.*") if path.suffix in {".html", ".js", ".py"})
    borne = {
        word
        for path in places
        if "tests" not in path.parts
        for word in re.findall(r"[\w-]+", path.read_text())
    }
    wrong = {
        name: sheet for name, sheet in _styled().items() if name not in borne and not name.startswith(MADE)
    }
    assert not wrong, f"take these out of their sheets, or use them: {wrong}"
