"""Who has left is answered by mail, on the same ticket; who wants all of it gets it."""

from datetime import timedelta

import pytest

from liaison.authority.actions import perform
from liaison.channels.actions import read_waiting
from liaison.channels.chat import errors, watch
from liaison.channels.chat.actions import see, send_transcript
from liaison.channels.chat.models import Chat, Visitor
from liaison.channels.chat.tests.conftest import Talk
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.tickets.commands import Reply
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(talk: Talk, cast: Cast) -> Talk:
    read_waiting()
    Visitor.objects.update(address="mira@example.com")
    for words in ("Yes, two are left.", "# Blue jacket\n[[Keep one]]"):
        perform(Reply(ticket=Ticket.objects.get().pk, text=words), by=cast.bo)
    talk.chat.refresh_from_db()
    return talk


def _later(minutes: int = 4) -> None:
    Chat.objects.exclude(unread_since=None).update(unread_since=now() - timedelta(minutes=minutes))
    watch.look()


def _mails() -> list[Message]:
    return list(Message.objects.filter(channel="email", direction="out").order_by("id"))


def test_what_a_visitor_who_left_has_not_seen_goes_by_mail_once(answered: Talk, cast: Cast) -> None:
    watch.look()
    assert _mails() == []

    _later()
    _later()
    (mail,) = _mails()
    assert (mail.ticket, mail.to) == (Ticket.objects.get(), [["mira@example.com", "Mira Kask"]])
    assert "Bo answered you" in mail.text
    assert "Yes, two are left." in mail.text
    assert "[[" not in mail.text

    perform(Reply(ticket=Ticket.objects.get().pk, text="Shall I keep one?"), by=cast.bo)
    _later()
    assert "Yes, two are left." not in _mails()[1].text


def test_who_saw_it_gets_no_mail(answered: Talk) -> None:
    see(answered.chat, Message.objects.latest("id").pk)
    _later()

    assert _mails() == []


def test_who_gave_no_address_finds_it_in_the_chat(answered: Talk) -> None:
    Visitor.objects.update(address="")
    _later()

    assert _mails() == []
    assert not Chat.objects.exclude(unread_since=None).exists()


def test_the_whole_conversation_is_mailed_when_it_is_asked_for(answered: Talk) -> None:
    send_transcript(answered.chat, "jonas@example.org")

    (mail,) = _mails()
    assert mail.to[0][0] == "jonas@example.org"
    assert "Is the blue one still there?" in mail.text
    assert "Bo, " in mail.text


def test_it_is_mailed_once_an_hour_to_an_address_that_is_none_of_ours(answered: Talk, cast: Cast) -> None:
    for wrong in ("nowhere", cast.mailbox.address):
        with pytest.raises(Invalid):
            send_transcript(answered.chat, wrong)
    send_transcript(answered.chat, "")
    with pytest.raises(errors.TooMany):
        send_transcript(answered.chat, "")
    assert len(_mails()) == 1
