"""Law: an icon that is named is one that is there; a wrong name would be found by whoever meets the page."""

import re
from pathlib import Path

import lucide
import pytest

from liaison.kit.components import icon

LIAISON = Path(__file__).resolve().parents[2] / "liaison"
NAMED = re.compile(r"""(?:icon=|ui\.icon\(|"icon": )["']([a-z][a-z0-9-]*)["']""")


def _named() -> set[str]:
    sources = [*LIAISON.rglob("*.html"), *(p for p in LIAISON.rglob("*.py") if "tests" not in p.parts)]
    return {name for source in sources for name in NAMED.findall(source.read_text())}


def test_every_icon_that_is_named_is_there() -> None:
    missing = []
    for name in sorted(_named()):
        try:
            icon(name)
        except lucide.IconDoesNotExist:
            missing.append(name)

    assert missing == []


def test_the_queues_and_marks_bear_icons_that_are_there() -> None:
    from liaison.workspace.queues import QUEUES

    for queue in QUEUES:
        assert icon(queue.icon)


def test_a_name_that_is_not_there_is_found() -> None:
    with pytest.raises(lucide.IconDoesNotExist):
        icon("no-such-icon")
