"""Mira with a ticket, and the letters by which she comes in."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from liaison.channels.registry import CHANNELS
from liaison.channels.words import Outgoing, Receipt
from liaison.kit.pace import PACES
from liaison.portal.models import Asking
from liaison.portal.tasks import send_way_in
from liaison.tickets.models import Ticket
from tests.cast import Cast, ticket

LINK = re.compile(r"(/my/in/[\w-]+/)")
CODE = re.compile(r": (\d{6})")


@pytest.fixture(autouse=True)
def _nobody_came_before() -> None:
    PACES.forget()


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Outgoing]]:
    """What left by mail."""
    sent: list[Outgoing] = []

    def send(outgoing: Outgoing) -> Receipt:
        sent.append(outgoing)
        return Receipt("x")

    monkeypatch.setattr(CHANNELS["email"], "send", send)
    return sent


@pytest.fixture
def miras(cast: Cast) -> Ticket:
    return ticket(cast)


def ask(client: Client, address: str) -> Any:
    """Ask for a letter and have it sent."""
    answer = client.post("/my/sign-in/", {"address": address})
    for asking in Asking.objects.filter(link=None):
        send_way_in(asking.pk)
    return answer


@pytest.fixture
def mira(miras: Ticket, letters: list[Outgoing]) -> Client:
    """A browser in which Mira is let in."""
    return let_in(letters, "mira@example.com")


def let_in(letters: list[Outgoing], address: str) -> Client:
    """A browser in which somebody is let in by the link of their letter."""
    client = Client()
    ask(client, address)
    found = LINK.search(letters[-1].text)
    assert found
    assert client.post(found[1]).status_code == 302
    return client


Shown = Callable[[Client, str], str]


def shown(client: Client, path: str) -> str:
    """What stands on a page."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())
