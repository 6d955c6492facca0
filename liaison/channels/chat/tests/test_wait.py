"""Nobody waits unseen: missed, gone, back again, left alone by whoever served them."""

from datetime import timedelta

import pytest

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.actions import read_waiting
from liaison.channels.chat import queries, watch
from liaison.channels.chat.actions import admit, begin, change_site, leave_word, preview, say
from liaison.channels.chat.commands import Decline, HandOver, Take, TakeChats
from liaison.channels.chat.models import Chat
from liaison.channels.chat.reactions import ring_where_the_matter_lies, serve_whom_was_answered
from liaison.channels.chat.tests.conftest import Talk
from liaison.channels.chat.words import Introduction
from liaison.journal.registry import Happened
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.routing.models import Attendance, Offer, Readiness
from liaison.team.models import Member
from liaison.tickets.commands import Move, Reply
from liaison.tickets.events import Moved, Replied
from liaison.tickets.models import Message, Promise, Ticket
from liaison.tickets.queries import promises_of
from liaison.tickets.words import Wish
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LONG = timedelta(minutes=10)


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


def _standing(chat: Chat) -> str:
    chat.refresh_from_db()
    return chat.standing


def _gone(chat: Chat) -> None:
    Chat.objects.filter(pk=chat.pk).update(visitor_at=now() - LONG)


def _away(member: Member) -> None:
    Attendance.objects.filter(member=member).update(seen_at=now() - LONG)


def test_a_missed_chat_rings_at_whoever_becomes_ready(waiting: Chat, cast: Cast) -> None:
    Chat.objects.update(waits_since=now() - LONG)
    watch.look()
    assert _standing(waiting) == "missed"

    _ready(cast.bo)
    watch.look()
    assert _rings_at() == ["Bo"]


def test_who_declined_is_asked_again_when_ready_anew(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()
    perform(Decline(chat=waiting.pk), by=cast.bo)
    watch.look()
    assert _rings_at() == []

    perform(TakeChats(on=False), by=cast.bo)
    _ready(cast.bo)
    watch.look()
    assert _rings_at() == ["Bo"]


def test_nobody_declines_what_rings_at_anothers_desk(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()

    refused = perform(Decline(chat=waiting.pk), by=cast.ana)
    assert isinstance(refused, Refused)
    assert (refused.name, _rings_at()) == ("NotRinging", ["Bo"])


def test_what_rings_counts_before_it_is_accepted(waiting: Chat, talk: Talk, cast: Cast) -> None:
    other, _ = admit(talk.site, Introduction(name="Jonas"))
    begin(other, key="another-one", text="Hello?")
    read_waiting()
    _ready(cast.bo, most=1)
    watch.look()
    watch.look()

    assert _rings_at() == ["Bo"]


def test_who_takes_it_from_under_anothers_bell_ends_the_ringing(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()
    perform(Take(chat=waiting.pk), by=cast.ana)

    assert list(Offer.objects.values_list("member__name", "outcome")) == [("Bo", "withdrawn")]


def test_whoever_rests_has_nothing_ring_on(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo, cast.ana)
    watch.look()
    first = _rings_at()[0]
    perform(TakeChats(on=False), by=cast.bo if first == "Bo" else cast.ana)
    watch.look()

    assert _rings_at() == ["Ana" if first == "Bo" else "Bo"]


def test_whoever_closed_all_pages_takes_no_more_chats(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    _away(cast.bo)
    watch.look()

    assert (Readiness.objects.get(member=cast.bo).ready, _rings_at()) == (False, [])


def test_whom_a_colleague_left_alone_rings_at_anothers_desk(waiting: Chat, cast: Cast) -> None:
    perform(Take(chat=waiting.pk), by=cast.bo)
    watch.look()
    assert _standing(waiting) == "answered"

    Chat.objects.update(taken_at=now() - LONG)
    _away(cast.bo)
    _ready(cast.ana)
    watch.look()
    waiting.refresh_from_db()
    assert (waiting.standing, waiting.member, _rings_at()) == ("waiting", None, ["Ana"])


def test_a_visitor_who_left_unanswered_is_owed_an_answer(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo)
    watch.look()
    _gone(waiting)
    watch.look()

    ticket = Ticket.objects.get()
    assert (_standing(waiting), _rings_at(), ticket.due_at is not None) == ("left", [], True)
    assert [one.what for one in promises_of(ticket)] == [
        "Answer the visitor of the chat, who left before anybody did"
    ]

    perform(Reply(ticket=ticket.pk, text="Sorry that we were not there."), by=cast.bo)
    answer = Message.objects.get(direction="out").pk
    serve_whom_was_answered(Happened(0, cast.bo.ref, Replied(**ticket.facts, message_id=answer)))
    assert (_standing(waiting), Promise.objects.get().kept_at is not None) == ("answered", True)


def test_a_visitor_who_is_back_waits_and_rings_anew(waiting: Chat, cast: Cast) -> None:
    _gone(waiting)
    watch.look()
    _ready(cast.bo)
    watch.look()
    assert (_standing(waiting), _rings_at()) == ("left", [])

    say(waiting, key="here-i-am-again", text="Hello?")
    read_waiting()
    watch.look()
    assert (_standing(waiting), _rings_at()) == ("waiting", ["Bo"])
    assert Promise.objects.get().withdrawn_at is not None


def test_what_they_left_word_for_is_owed_though_they_are_there(waiting: Chat, cast: Cast) -> None:
    leave_word(waiting, Wish.CALL, "+372 5555 5555", by=SYSTEM)
    watch.look()
    watch.look()

    one = Ticket.objects.get()
    assert (one.wish, one.wish_to) == ("call", "+37255555555")
    owed = promises_of(one)
    assert [one.what for one in owed] == ["Call the visitor of the chat back: +37255555555"]


def test_visitors_who_went_away_take_no_room(waiting: Chat, cast: Cast) -> None:
    perform(Take(chat=waiting.pk), by=cast.bo)
    assert queries.serving() == {cast.bo.pk: 1}

    _gone(waiting)
    assert queries.serving() == {}


def test_a_department_goes_on_with_a_chat(waiting: Chat, cast: Cast) -> None:
    perform(Take(chat=waiting.pk), by=cast.bo)
    _ready(cast.bo, cast.cleo)
    outcome = perform(HandOver(chat=waiting.pk, department=cast.billing.pk, word="A bill."), by=cast.bo)
    watch.look()

    assert isinstance(outcome, Done)
    assert (_standing(waiting), _rings_at()) == ("waiting", ["Cleo"])
    assert Message.objects.get(direction="note").text == "A bill."


def test_what_rings_follows_its_ticket_to_another_department(waiting: Chat, cast: Cast) -> None:
    _ready(cast.bo, cast.cleo)
    watch.look()
    ticket = Ticket.objects.get()
    perform(Move(ticket=ticket.pk, department=cast.billing.pk), by=cast.ada)
    moved = Moved(**ticket.facts, from_id=cast.service.pk, department_id=cast.billing.pk)
    ring_where_the_matter_lies(Happened(0, cast.ada.ref, moved))
    watch.look()

    assert _rings_at() == ["Cleo"]


def test_what_is_not_sent_yet_is_seen_only_where_the_site_says_so_and_not_kept(
    waiting: Chat, talk: Talk
) -> None:
    preview(waiting, "My card number is")
    waiting.refresh_from_db()
    assert waiting.begun_words == ""

    change_site(talk.site, by=SYSTEM, previews=True)
    waiting.site.refresh_from_db()
    preview(waiting, "My card number is")
    waiting.refresh_from_db()
    assert waiting.begun_words == "My card number is"

    say(waiting, key="then-something-else", text="Never mind.")
    read_waiting()
    waiting.refresh_from_db()
    assert waiting.begun_words == ""
