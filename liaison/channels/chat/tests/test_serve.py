"""Chats find somebody: they ring, are taken, passed on, and never lie forgotten."""

from datetime import timedelta

import pytest

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.actions import read_waiting
from liaison.channels.chat import errors, queries, watch
from liaison.channels.chat.actions import admit, begin, say
from liaison.channels.chat.commands import Block, Decline, End, PassOn, Take, TakeChats
from liaison.channels.chat.models import Chat
from liaison.channels.chat.tests.conftest import Talk
from liaison.channels.chat.words import Introduction
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.routing import queries as routing
from liaison.routing.models import Offer, Readiness
from liaison.team.models import Member
from liaison.tickets.commands import Reply
from liaison.tickets.models import Contact, Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(talk: Talk) -> Chat:
    read_waiting()
    talk.chat.refresh_from_db()
    return talk.chat


def _ready(*members: Member, most: int = 3) -> None:
    for member in members:
        assert isinstance(perform(TakeChats(on=True, most=most), by=member), Done)


def _rings_at() -> list[str]:
    return list(Offer.objects.filter(outcome="").values_list("member__name", flat=True))


def test_a_chat_rings_at_one_who_is_ready_and_may_answer_there(waiting: Chat, cast: Cast) -> None:
    _ready(cast.cleo)
    watch.look()
    assert _rings_at() == []

    _ready(cast.bo)
    watch.look()
    watch.look()
    assert _rings_at() == ["Bo"]


def test_who_accepts_serves_the_visitor_and_has_the_ticket(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()
    outcome = perform(Take(chat=waiting.pk), by=cast.bo)

    assert isinstance(outcome, Done)
    waiting.refresh_from_db()
    assert (waiting.standing, waiting.member, Ticket.objects.get().assignee) == ("answered", cast.bo, cast.bo)
    assert Offer.objects.get().outcome == "accepted"


def test_what_somebody_declines_rings_at_a_colleagues(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo, cast.ana)
    watch.look()
    first = _rings_at()
    perform(Decline(chat=waiting.pk), by=cast.bo if first == ["Bo"] else cast.ana)
    watch.look()

    assert sorted(first + _rings_at()) == ["Ana", "Bo"]


def test_who_does_not_answer_in_time_takes_no_more_chats(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()
    Offer.objects.update(until=now() - timedelta(seconds=1))
    watch.look()

    assert (_rings_at(), Readiness.objects.get(member=cast.bo).ready) == ([], False)


def test_nobody_serves_more_than_they_said(waiting: Chat, talk: Talk, cast: Cast) -> None:
    _ready(cast.bo, most=1)
    perform(Take(chat=waiting.pk), by=cast.bo)
    other, _ = admit(talk.site, Introduction(name="Jonas"))
    second = begin(other, key="another-one", text="Hello?")
    read_waiting()
    watch.look()

    assert _rings_at() == []
    refused = perform(Take(chat=second.pk), by=cast.bo)
    assert isinstance(refused, Refused)
    assert refused.name == "Full"


def test_only_one_of_two_takes_it(waiting: Chat, cast: Cast) -> None:
    assert isinstance(perform(Take(chat=waiting.pk), by=cast.bo), Done)

    refused = perform(Take(chat=waiting.pk), by=cast.ana)
    assert isinstance(refused, Refused)
    assert refused.name == "NotWaiting"


def test_a_chat_is_passed_on_with_a_word_which_the_visitor_does_not_see(
    waiting: Chat, talk: Talk, cast: Cast
) -> None:
    perform(Take(chat=waiting.pk), by=cast.bo)
    assert isinstance(perform(PassOn(chat=waiting.pk, to=cast.ana.pk, word="He is angry."), by=cast.bo), Done)

    waiting.refresh_from_db()
    assert (queries.served_by(waiting), Ticket.objects.get().assignee) == ("Ana", cast.ana)
    assert Message.objects.get(direction="note").text == "He is angry."
    assert [line.text for line in queries.lines(waiting, visitor=talk.visitor)] == [
        "Is the blue one still there?"
    ]


def test_to_a_colleague_of_another_department_the_chat_does_not_exist(waiting: Chat, cast: Cast) -> None:
    for command in (Take(chat=waiting.pk), End(chat=waiting.pk), Block(chat=waiting.pk)):
        with pytest.raises(NotFound):
            perform(command, by=cast.cleo)


def test_a_blocked_visitor_writes_no_more(waiting: Chat, talk: Talk, cast: Cast) -> None:
    perform(Block(chat=waiting.pk), by=cast.bo)
    talk.visitor.refresh_from_db()
    waiting.refresh_from_db()

    assert waiting.standing == "ended"
    with pytest.raises(errors.Blocked):
        begin(talk.visitor, key="once-again", text="Hello?")


def test_who_is_busiest_is_asked_last(waiting: Chat, talk: Talk, cast: Cast) -> None:
    _ready(cast.bo, cast.ana)
    perform(Take(chat=waiting.pk), by=cast.bo)

    people = routing.ready("chat.take", department=cast.service.pk)
    found = routing.next_for("chat:0", people, busy=routing.loads(queries.serving()), since=now())
    assert found == cast.ana.pk


def test_a_chat_is_one_contact_from_its_first_word_to_its_end(waiting: Chat, cast: Cast) -> None:
    perform(Take(chat=waiting.pk), by=cast.bo)
    perform(Reply(ticket=Ticket.objects.get().pk, text="Yes."), by=cast.bo)
    say(waiting, key="and-then-more", text="How much is it?")
    read_waiting()

    contact = Contact.objects.get()
    assert (contact.messages.count(), contact.by, contact.ended_at) == (3, cast.bo.ref, None)

    perform(End(chat=waiting.pk), by=cast.bo)
    contact.refresh_from_db()
    waiting.refresh_from_db()
    assert contact.ended_at == waiting.ended_at is not None


def test_a_chat_that_ended_rings_no_more(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()
    perform(End(chat=waiting.pk), by=cast.ana)

    assert _rings_at() == []
