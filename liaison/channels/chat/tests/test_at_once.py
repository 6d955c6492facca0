"""Two colleagues at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from liaison.authority.actions import perform
from liaison.authority.words import Command, Done, Outcome, Refused
from liaison.channels.actions import read_waiting
from liaison.channels.chat import watch
from liaison.channels.chat.actions import admit, begin, open_site
from liaison.channels.chat.commands import Take, TakeChats
from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import Introduction
from liaison.kit.actor import SYSTEM
from liaison.routing.models import Offer
from liaison.team.models import Member
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Cast:
    return assemble()


def _chats(cast: Cast, many: int) -> list[Chat]:
    site = open_site("shop.example", department=cast.service, by=SYSTEM)
    for number in range(many):
        visitor, _ = admit(site, Introduction(name=f"Visitor {number}"))
        begin(visitor, key=f"first-words-{number}", text="Hello?")
    read_waiting()
    return list(Chat.objects.order_by("pk"))


def _together(*doings: Callable[[], object]) -> None:
    """Do all of it at the same moment, each with a connection of its own."""
    ready = threading.Barrier(len(doings))

    def run(do: Callable[[], object]) -> None:
        ready.wait()
        try:
            do()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(do,)) for do in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _doing(command: Command, by: Member, into: list[Outcome]) -> Callable[[], None]:
    return lambda: into.append(perform(command, by=by))


def test_a_chat_is_one_colleagues(stage: Cast) -> None:
    (chat,) = _chats(stage, 1)
    became: list[Outcome] = []
    _together(*(_doing(Take(chat=chat.pk), by, became) for by in (stage.bo, stage.ana, stage.ada)))

    chat.refresh_from_db()
    assert len([one for one in became if isinstance(one, Done)]) == 1
    assert {one.name for one in became if isinstance(one, Refused)} == {"NotWaiting"}
    assert chat.ticket
    assert chat.ticket.assignee_id == chat.member_id


def test_two_clicks_do_not_exceed_what_one_takes(stage: Cast) -> None:
    first, second = _chats(stage, 2)
    perform(TakeChats(on=True, most=1), by=stage.bo)
    became: list[Outcome] = []
    _together(*(_doing(Take(chat=chat.pk), stage.bo, became) for chat in (first, second)))

    assert {one.name for one in became if isinstance(one, Refused)} == {"Full"}
    assert Chat.objects.filter(member=stage.bo).count() == 1


def test_two_processes_that_look_ring_once(stage: Cast) -> None:
    _chats(stage, 1)
    for member in (stage.bo, stage.ana):
        perform(TakeChats(on=True), by=member)
    _together(watch.look, watch.look, watch.look)

    assert Offer.objects.count() == 1
