"""A customer chooses on their pages how they are answered; the team's composer begins with it."""

import pytest
from django.test import Client

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.actions import read_waiting
from liaison.journal.models import Entry
from liaison.portal.tests.conftest import shown
from liaison.portal.tests.test_speak import KEY
from liaison.team.commands.company import ChangeDepartment
from liaison.tickets.commands import MeetWish
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries import receivers
from liaison.tickets.registry import WAYS, Way
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def ask(client: Client, one: Ticket, **said: str) -> int:
    words = {"text": "Please answer.", "key": KEY, **said}
    status = client.post(f"/my/tickets/{one.number}/answer/", words).status_code
    read_waiting()
    one.refresh_from_db()
    return status


def test_whoever_wants_to_be_called_is_shown_so_until_they_were(
    mira: Client, miras: Ticket, cast: Cast, client: Client
) -> None:
    assert ask(mira, miras, wish="call", wish_to="+372 5123 4567") == 302

    assert (miras.wish, miras.wish_to) == ("call", "+37251234567")
    client.force_login(cast.bo)
    there = f"/tickets/{miras.number}/"
    assert 'href="tel:+37251234567"' in client.get(there).content.decode()
    assert Entry.objects.get(kind="tickets.answer_wished").by == f"customer:{miras.customer_id}"

    assert isinstance(perform(MeetWish(ticket=miras.pk), by=cast.bo), Done)
    assert isinstance(perform(MeetWish(ticket=miras.pk), by=cast.bo), Refused)
    assert "tel:" not in client.get(there).content.decode()


def test_an_answer_begins_with_the_address_they_wished(
    mira: Client, miras: Ticket, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sms = Way(door_of=lambda _: "sms:1", is_ours=lambda _: False, accepts=lambda text: text.startswith("+"))
    monkeypatch.setitem(WAYS, "sms", sms)
    assert ask(mira, miras, wish="message", wish_to="00372 5123 4567") == 302

    assert [one.address for one in receivers(miras).to] == ["+37251234567"]
    client.force_login(cast.bo)
    assert 'value="+37251234567"' in client.get(f"/tickets/{miras.number}/").content.decode()
    assert ask(mira, miras, wish="mail", key="0123456789abcd00") == 302
    assert [one.address for one in receivers(miras).to] == ["mira@example.com"]


def test_only_what_the_department_offers_is_asked_and_taken(mira: Client, miras: Ticket, cast: Cast) -> None:
    page = f"/my/tickets/{miras.number}/"
    assert "How shall we answer?" in shown(mira, page)
    assert "By text message" not in shown(mira, page)
    assert ask(mira, miras, wish="message", wish_to="+37251234567") == 422

    perform(ChangeDepartment(department=cast.service.pk, calls_back=False), by=cast.ada)

    assert "How shall we answer?" not in shown(mira, page)
    assert ask(mira, miras, wish="call", wish_to="+37251234567") == 422
    assert (miras.wish, Message.objects.filter(text="Please answer.").count()) == ("", 0)


@pytest.mark.parametrize("number", ["", "call me", "+3"])
def test_without_a_number_nothing_is_sent_and_the_words_are_kept(
    mira: Client, miras: Ticket, number: str
) -> None:
    assert ask(mira, miras, wish="call", wish_to=number) == 422
    assert (miras.wish, Message.objects.count()) == ("", 1)
