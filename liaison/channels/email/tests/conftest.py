"""What the tests of this room share: the outside world, our door, and a database for several threads."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from liaison.channels.email.queries import DIRECTORY
from liaison.channels.email.tests.world import Outside, open_door, outside


@pytest.fixture(autouse=True)
def _mailboxes_are_read_anew() -> Iterator[None]:
    DIRECTORY.forget()
    yield
    DIRECTORY.forget()


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    with outside() as one:
        monkeypatch.setitem(settings.LIAISON, "OUTGOING_SMTP", one.url)
        monkeypatch.setitem(settings.LIAISON, "UNDO_SECONDS", 0)
        yield one


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[int]:
    monkeypatch.setitem(settings.LIAISON, "SMTP_PORT", 0)
    with open_door() as port:
        yield port
