"""The sender at work in its own thread: to the moment, and after a death."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from django.conf import settings

from liaison.channels import parts
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Abilities, Outgoing, Receipt
from liaison.kit import clock
from liaison.kit.sayings import said
from liaison.tickets.actions import reply
from liaison.tickets.models import Dispatch, Message
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db(transaction=True)


class Notebook:
    """A way out that only remembers."""

    kind: ClassVar[str] = "email"
    label = "Notebook"
    can = Abilities()

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, outgoing: Outgoing) -> Receipt:
        self.sent.append(outgoing.text)
        return Receipt(f"{outgoing.key}@notebook")


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Notebook:
    made = Notebook()
    monkeypatch.setitem(CHANNELS, "email", made)
    monkeypatch.setitem(settings.LIAISON, "UNDO_SECONDS", 0)
    return made


@pytest.fixture
def sender() -> Iterator[Callable[[], None]]:
    """Start the sender when called; it stops with the test."""
    stop = threading.Event()
    thread = threading.Thread(target=parts.send, args=[stop])
    yield thread.start
    stop.set()
    thread.join(20)


def eventually(what: Callable[[], bool]) -> None:
    for _ in range(400):
        if what():
            return
        time.sleep(0.025)
    raise AssertionError("it never came")


def test_a_reply_leaves_by_itself_and_is_marked_sent(
    cast: Cast, notebook: Notebook, sender: Callable[[], None]
) -> None:
    sender()
    matter = ticket(cast)
    messages = [reply(matter, f"Answer {n}", by=cast.bo).pk for n in range(6)]

    eventually(lambda: Message.objects.filter(pk__in=messages, state="sent").count() == 6)
    assert sorted(notebook.sent) == [f"Answer {n}" for n in range(6)]


def test_what_a_dead_sender_had_claimed_leaves_at_once_when_a_new_one_starts(
    cast: Cast, notebook: Notebook, sender: Callable[[], None]
) -> None:
    message = reply(ticket(cast), "Hello", by=cast.bo)
    Dispatch.objects.update(claimed_at=clock.now(), attempts=1)
    sender()

    eventually(lambda: Message.objects.filter(pk=message.pk, state="sent").exists())
    assert notebook.sent == ["Hello"]


def test_a_channel_that_breaks_does_not_end_the_sender(
    cast: Cast, notebook: Notebook, sender: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(outgoing: Outgoing) -> Receipt:
        if outgoing.text == "bad":
            raise KeyError("a fault of ours")
        return Receipt("x@notebook")

    monkeypatch.setattr(notebook, "send", breaks)
    sender()
    bad = reply(ticket(cast), "bad", by=cast.bo)
    good = reply(ticket(cast), "good", by=cast.bo)

    eventually(lambda: Message.objects.filter(pk=good.pk, state="sent").exists())
    eventually(lambda: Dispatch.objects.filter(message=bad, claimed_at=None).exclude(error="").exists())
    assert said(Dispatch.objects.get(message=bad).error).startswith("The desk itself failed")
