"""Whoever gives us mail faster than it is read is thanked more slowly, and loses nothing by it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError

from liaison.channels.email import keeper
from liaison.channels.email.keeper import BEHIND, LONGEST_PAUSE, PAUSE, Given, Keeper, pause_at


@pytest.mark.parametrize(
    ("unread", "pause"),
    [(0, timedelta()), (BEHIND, timedelta()), (3 * BEHIND, 2 * PAUSE), (1000 * BEHIND, LONGEST_PAUSE)],
)
def test_the_pause_grows_with_what_is_not_read_yet(unread: int, pause: timedelta) -> None:
    assert pause_at(unread) == pause


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Take the pauses down instead of resting, and keep every mail in memory."""
    rested: list[float] = []

    async def rest(seconds: float) -> None:
        rested.append(seconds)

    monkeypatch.setattr(keeper, "keep_each", lambda batch: [None] * len(batch))
    monkeypatch.setattr(keeper.asyncio, "sleep", rest)
    monkeypatch.setattr(keeper.connection, "close", lambda: None)
    return rested


def _given(monkeypatch: pytest.MonkeyPatch, unread: object) -> None:
    def count(*, limit: int) -> int:
        if isinstance(unread, Exception):
            raise unread
        return unread  # type: ignore[return-value]

    monkeypatch.setattr(keeper, "not_read_yet", count)

    async def give() -> None:
        with ThreadPoolExecutor(1) as threads:
            one = Keeper(threads)
            running = asyncio.create_task(one.run())
            await one.keep([Given(b"mail", "email:1", "desk@example.com", "mira@example.com")])
            running.cancel()

    asyncio.run(give())


def test_a_mail_is_acknowledged_after_the_pause(
    unhurried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _given(monkeypatch, 2 * BEHIND)
    assert unhurried == [PAUSE.total_seconds()]


def test_a_mail_is_acknowledged_at_once_while_the_reader_keeps_up(
    unhurried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _given(monkeypatch, 1)
    assert unhurried == [0.0]


def test_a_mail_that_is_kept_is_acknowledged_though_nobody_can_tell_how_many_wait(
    unhurried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    _given(monkeypatch, OperationalError("gone"))
    assert unhurried == [0.0]
