"""Work that one process keeps wakes those who do it, wherever they are."""

import threading

import psycopg
import pytest

from liaison.kit import wakes
from liaison.kit.live.postgres import address
from liaison.kit.wakes import CHANNEL, Wake, hear


@pytest.fixture
def left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    abroad = threading.Event()
    abroad.set()
    monkeypatch.setattr(wakes, "_abroad", abroad)


@pytest.mark.django_db(transaction=True)
def test_a_process_without_workers_tells_those_who_have_them(left_to_others: None) -> None:
    with psycopg.connect(address(), autocommit=True) as line:
        line.execute(f"LISTEN {CHANNEL}")
        Wake("a-test").set()
        [word] = line.notifies(timeout=20, stop_after=1)
    assert word.payload == "a-test"


@pytest.mark.django_db(transaction=True)
def test_one_that_works_itself_tells_nobody() -> None:
    with psycopg.connect(address(), autocommit=True) as line:
        line.execute(f"LISTEN {CHANNEL}")
        Wake("a-test").set()
        line.execute("SELECT pg_notify(%s, %s)", [CHANNEL, "the end"])
        [word] = line.notifies(timeout=20, stop_after=1)
    assert word.payload == "the end"


def test_whoever_waits_is_woken_by_the_word_of_another() -> None:
    wake = Wake("a-test")
    hear(["a-word-of-another-version"])
    assert not wake.wait(0)
    hear(["a-test"])
    assert wake.wait(0)
