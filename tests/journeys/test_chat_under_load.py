"""Words of chats come once, whatever is killed. The long forms are `./run bench chat chat_kill two`."""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from bench.pair import PROGRAMS

pytestmark = pytest.mark.process

needs_programs = pytest.mark.skipif(
    not all(shutil.which(name) for name in PROGRAMS),
    reason="nginx and redis-server are not installed (apt-get install nginx redis-server)",
)
SIZE = {"VISITORS": "30", "CHATTING": "12", "TEAM": "3"}


def figures(name: str, **size: str) -> dict[str, float]:
    """Run a bench in its small form; its figures by name. How fast it went is not asked here."""
    ours = {n: v for n, v in os.environ.items() if not n.startswith("LIAISON_") and n != "DATABASE_URL"}
    given = {f"BENCH_{n}": v for n, v in (SIZE | size).items()}
    ours.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "bench", name]
    done = subprocess.run(command, env=ours | given, capture_output=True, text=True, timeout=400)
    lines: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines() if line[:1] == "{"]
    assert lines, done.stderr[-3000:]
    return {line["name"]: line["figure"] for line in lines}


def said(found: dict[str, float]) -> float:
    """How many words were said at all."""
    [many] = [figure for name, figure in found.items() if name.startswith("words of ")]
    return many


def test_every_word_of_a_chat_comes_once() -> None:
    found = figures("chat", MINUTES="0.2", ANSWERS="0.5")
    assert said(found) > 0
    assert (found["words lost"], found["words doubled"], found["words not once on their ticket"]) == (0, 0, 0)


def test_whatever_a_visitor_saw_as_sent_is_on_the_ticket_once_however_often_we_are_killed() -> None:
    found = figures("chat_kill", KILLS="2", APART="5")
    assert said(found) > 0
    assert found["words not shown as sent in the end"] == 0
    assert found["words shown as sent and on no other screen"] == 0
    assert found["words twice on a screen"] == 0
    assert found["words shown as sent and not once on their ticket"] == 0
    assert found["of 30 visitors not back by themselves"] == 0


@needs_programs
def test_either_of_two_desks_and_redis_may_be_killed() -> None:
    found = figures("two", SECONDS="15")
    assert said(found) > 0
    assert found["words not shown as sent in the end"] == 0
    assert found["words shown as sent and on no other screen"] == 0
    assert found["words twice on a screen"] == 0
    assert found["words not once on their ticket"] == 0
    assert found["of 30 visitors not back by themselves"] == 0
