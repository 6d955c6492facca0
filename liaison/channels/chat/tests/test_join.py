"""Colleagues in a chat which another serves: asked in, watching, whispering, taking over."""

import pytest

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.actions import read_waiting
from liaison.channels.chat import queries
from liaison.channels.chat.commands import Invite, Join, Leave, Take, TakeOver, Watch, Whisper
from liaison.channels.chat.models import Chat
from liaison.channels.chat.tests.conftest import Talk
from liaison.kit.errors import NotFound
from liaison.tickets.models import Contact, Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(talk: Talk, cast: Cast) -> Chat:
    read_waiting()
    talk.chat.refresh_from_db()
    perform(Take(chat=talk.chat.pk), by=cast.bo)
    talk.chat.refresh_from_db()
    return talk.chat


def test_who_is_asked_in_helps_once_they_join_and_the_visitor_reads_both_names(
    served: Chat, cast: Cast
) -> None:
    perform(Invite(chat=served.pk, to=cast.ana.pk, word="Do we still have it?"), by=cast.bo)
    assert (queries.served_by(served), len(queries.invitations(cast.ana.pk))) == ("Bo", 1)

    perform(Join(chat=served.pk), by=cast.ana)
    assert (queries.served_by(served), queries.invitations(cast.ana.pk)) == ("Bo, Ana", [])
    assert queries.mine(cast.ana.pk) == [served]

    perform(Leave(chat=served.pk), by=cast.ana)
    assert (queries.served_by(served), queries.mine(cast.ana.pk)) == ("Bo", [])


def test_nobody_joins_who_was_not_asked(served: Chat, cast: Cast) -> None:
    refused = perform(Join(chat=served.pk), by=cast.ana)
    assert isinstance(refused, Refused)
    assert refused.name == "NotAsked"


def test_nobody_is_asked_in_twice_nor_from_another_department(served: Chat, cast: Cast) -> None:
    perform(Invite(chat=served.pk, to=cast.ana.pk), by=cast.bo)

    names = []
    for member in (cast.ana, cast.bo, cast.cleo):
        refused = perform(Invite(chat=served.pk, to=member.pk), by=cast.bo)
        assert isinstance(refused, Refused)
        names.append(refused.name)
    assert names == ["InAlready", "InAlready", "NotAColleague"]


def test_a_supervisor_watches_and_whispers_unseen_by_the_visitor(
    served: Chat, talk: Talk, cast: Cast
) -> None:
    perform(Watch(chat=served.pk), by=cast.ana)
    perform(Whisper(chat=served.pk, text="Offer him the red one."), by=cast.ana)

    assert queries.company_of(served) == queries.Company("Bo", (), ("Ana",))
    assert queries.served_by(served) == "Bo"
    assert Message.objects.get(direction="note").text == "Offer him the red one."
    assert [line.text for line in queries.lines(served, visitor=talk.visitor)] == [
        "Is the blue one still there?"
    ]


def test_a_supervisor_takes_over(served: Chat, cast: Cast) -> None:
    perform(Watch(chat=served.pk), by=cast.ana)
    assert isinstance(perform(TakeOver(chat=served.pk), by=cast.ana), Done)

    served.refresh_from_db()
    assert (served.member, Ticket.objects.get().assignee) == (cast.ana, cast.ana)
    assert Contact.objects.get().by == cast.ana.ref
    assert queries.place_in(served, cast.ana.pk) is None


def test_a_representative_neither_watches_nor_takes_over(served: Chat, cast: Cast) -> None:
    for command in (Watch(chat=served.pk), Whisper(chat=served.pk, text="Hm."), TakeOver(chat=served.pk)):
        assert isinstance(perform(command, by=cast.tess), Refused)
        with pytest.raises(NotFound):
            perform(command, by=cast.cleo)
    assert Message.objects.filter(direction="note").count() == 0


def test_the_supervisor_sees_all_running_chats_of_their_departments(served: Chat, cast: Cast) -> None:
    assert queries.overview(for_=cast.ana) == [served]
    assert queries.overview(for_=cast.cleo) == []
