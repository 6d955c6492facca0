"""A visitor speaks and is answered."""

from datetime import timedelta

import pytest

from liaison.authority.actions import perform
from liaison.channels.actions import read_waiting
from liaison.channels.chat import errors, queries, watch
from liaison.channels.chat.actions import admit, begin, end, say, see
from liaison.channels.chat.commands import TakeChats
from liaison.channels.chat.models import Chat, Site
from liaison.channels.chat.tests.conftest import Talk
from liaison.channels.chat.words import Introduction, Proof
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.tickets.commands import Assign, MarkSeen, Note, Reply
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


def _said(talk: Talk, *, after: int = 0) -> list[tuple[bool, str, str]]:
    talk.chat.refresh_from_db()
    found = queries.lines(talk.chat, visitor=talk.visitor, after=after)
    return [(line.mine, line.name, line.text) for line in found]


def test_the_first_words_open_a_ticket_of_the_sites_department(talk: Talk, cast: Cast) -> None:
    read_waiting()

    ticket = Ticket.objects.get()
    assert (ticket.department, ticket.channel, ticket.subject) == (
        cast.service,
        "chat",
        "Is the blue one still there?",
    )
    assert str(ticket.customer and ticket.customer.name) == "Mira Kask"


def test_what_is_said_next_lies_on_the_same_ticket_in_order(talk: Talk) -> None:
    for number in range(5):
        say(talk.chat, key=f"and-{number}-more", text=f"And {number}")
    read_waiting()

    assert Ticket.objects.count() == 1
    assert [m.text for m in Message.objects.order_by("id")][1:] == [f"And {n}" for n in range(5)]


def test_an_answer_is_shown_to_the_visitor_with_the_name_of_who_gave_it(talk: Talk, cast: Cast) -> None:
    read_waiting()
    perform(Reply(ticket=Ticket.objects.get().pk, text="Yes, two are left."), by=cast.bo)

    assert _said(talk) == [(True, "", "Is the blue one still there?"), (False, "Bo", "Yes, two are left.")]
    assert Message.objects.get(direction="out").state == "sent"


def test_a_visitor_sees_no_note_and_nothing_of_another_visitor(talk: Talk, cast: Cast) -> None:
    read_waiting()
    ticket = Ticket.objects.get()
    perform(Note(ticket=ticket.pk, text="He asks every week."), by=cast.bo)
    other, _ = admit(talk.site, Introduction(name="Jonas"))

    assert [text for _, _, text in _said(talk)] == ["Is the blue one still there?"]
    assert queries.lines(talk.chat, visitor=other) == []


def test_the_same_thing_sent_twice_is_said_once(talk: Talk) -> None:
    assert begin(talk.visitor, key="first-words", text="Is the blue one still there?") == talk.chat
    say(talk.chat, key="once-only", text="Hello?")
    read_waiting()
    say(talk.chat, key="once-only", text="Hello?")
    read_waiting()

    assert [m.text for m in Message.objects.order_by("id")] == ["Is the blue one still there?", "Hello?"]


def test_after_the_end_nothing_is_said(talk: Talk) -> None:
    end(talk.chat, by=SYSTEM)
    talk.chat.refresh_from_db()

    with pytest.raises(errors.Ended):
        say(talk.chat, key="too-late-now", text="One more thing")


def test_whoever_answers_first_serves_the_visitor(talk: Talk, cast: Cast) -> None:
    read_waiting()
    for by in (cast.bo, cast.ana):
        perform(Reply(ticket=Ticket.objects.get().pk, text="Good morning."), by=by)

    talk.chat.refresh_from_db()
    assert (talk.chat.standing, queries.served_by(talk.chat)) == ("answered", "Bo")


def test_who_waited_too_long_is_told_and_still_served(talk: Talk, cast: Cast) -> None:
    read_waiting()
    watch.look()
    talk.chat.refresh_from_db()
    assert talk.chat.standing == "waiting"

    Chat.objects.update(waits_since=now() - timedelta(seconds=talk.site.patience + 1))
    watch.look()
    talk.chat.refresh_from_db()
    assert talk.chat.standing == "missed"

    perform(Reply(ticket=Ticket.objects.get().pk, text="Sorry for the wait."), by=cast.bo)
    talk.chat.refresh_from_db()
    assert talk.chat.standing == "answered"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("  \n", errors.SaysNothing), ("a" * 5_001, errors.TooLong)],
    ids=["nothing", "novel"],
)
def test_nothing_and_a_novel_are_refused(talk: Talk, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        say(talk.chat, key="some-other-key", text=text)


def test_the_wait_is_told_by_who_is_there(talk: Talk, cast: Cast) -> None:
    assert queries.outlook(talk.site, chat=talk.chat).minutes is None

    perform(TakeChats(on=True), by=cast.bo)
    looks = queries.outlook(talk.site, chat=talk.chat)
    assert (looks.ready, looks.place, looks.minutes) == (1, 1, 1)


def _lasted(talk: Talk, cast: Cast, *, minutes: int, times: int) -> None:
    at = now()
    for number in range(times):
        Chat.objects.create(
            site=talk.site, visitor=talk.visitor, key=f"earlier-{number}", standing="ended", member=cast.bo,
            begun_at=at, taken_at=at - timedelta(minutes=minutes), ended_at=at,
        )  # fmt: skip


@pytest.mark.parametrize(("times", "expected"), [(4, None), (5, 12)], ids=["too few", "enough"])
def test_who_must_wait_for_another_is_told_by_how_long_chats_last_here(
    talk: Talk, cast: Cast, times: int, expected: int | None
) -> None:
    _lasted(talk, cast, minutes=12, times=times)
    perform(TakeChats(on=True, most=1), by=cast.bo)
    other, _ = admit(talk.site, Introduction(name="Jonas"))
    second = begin(other, key="another-one", text="Hello?")

    assert queries.outlook(talk.site, chat=talk.chat).minutes == 1
    assert queries.outlook(talk.site, chat=second).minutes == expected


def test_what_the_visitor_has_seen_is_marked_as_read(talk: Talk, cast: Cast) -> None:
    read_waiting()
    for words in ("Yes, two are left.", "Shall I keep one?"):
        perform(Reply(ticket=Ticket.objects.get().pk, text=words), by=cast.bo)
    first, second = Message.objects.filter(direction="out").order_by("id")
    talk.chat.refresh_from_db()
    see(talk.chat, first.pk)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("seen", "sent")


def test_a_visitor_has_the_file_of_a_customer(talk: Talk) -> None:
    read_waiting()
    talk.visitor.refresh_from_db()
    assert talk.visitor.customer == Ticket.objects.get().customer


def test_whom_the_site_vouches_for_has_the_file_of_their_address(site: Site, cast: Cast) -> None:
    known = ticket(cast).customer
    proof = Proof(subject="c-17", address="mira@example.com")
    visitor, _ = admit(site, Introduction(name="Mira"), proof=proof)
    begin(visitor, key="first-words", text="Hello")
    read_waiting()

    assert Ticket.objects.get(channel="chat").customer == known
    told, _ = admit(site, Introduction(name="Mallory", address="mira@example.com"))
    begin(told, key="first-words", text="Hello")
    read_waiting()
    assert Ticket.objects.exclude(customer=known).count() == 1


def test_a_visitor_reads_that_their_words_were_seen(talk: Talk, cast: Cast) -> None:
    read_waiting()
    talk.chat.refresh_from_db()
    assert queries.seen_by_team(talk.chat) == 0

    message = Message.objects.get()
    perform(Assign(ticket=message.ticket_id, to=cast.bo.pk), by=cast.bo)
    perform(MarkSeen(ticket=message.ticket_id, message=message.pk), by=cast.bo)
    assert queries.seen_by_team(talk.chat) == message.pk
