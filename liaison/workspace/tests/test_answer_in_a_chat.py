"""Answering somebody who is in a chat just now."""

import json

import pytest
from django.test import Client

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import admit, begin, leave_word, open_site, take
from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import Introduction
from liaison.kit.actor import SYSTEM
from liaison.team.models import Member
from liaison.tickets.actions import reply
from liaison.tickets.models import Dispatch, Message, Ticket
from liaison.tickets.words import Wish
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_said_stands_in_the_timeline_and_the_composer_is_free(cast: Cast, client: Client) -> None:
    site = open_site("northwind.example", department=cast.service, by=SYSTEM)
    visitor, _ = admit(site, Introduction(name="Mira Kask", language="en"))
    begin(visitor, key="first-words", text="Is the blue one still there?")
    assert read_waiting() == 1
    ticket = Chat.objects.select_related("ticket").get().ticket
    assert ticket
    client.force_login(cast.bo)
    typed = {"kind": "reply", "text": "Yes, it is.", "to": visitor.handle, "idempotency_key": "k-1"}
    answer = client.post(f"/tickets/{ticket.number}/answer/", typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    said = Message.objects.get(ticket=ticket, direction="out")
    assert (said.state, Dispatch.objects.count()) == ("sent", 0)
    assert answer["HX-Retarget"] == "#ticket-timeline"
    assert "Yes, it is." in answer.content.decode()
    told = json.loads(answer["HX-Trigger"])["liaison:said"]
    assert (told["seen"], told["kind"]) == (said.pk, "reply")
    assert told["key"] not in {"", "k-1"}


def test_whoever_watches_a_chat_goes_on_whispering_and_a_note_of_others_is_followed_by_an_answer(
    cast: Cast, client: Client
) -> None:
    site = open_site("northwind.example", department=cast.service, by=SYSTEM)
    visitor, _ = admit(site, Introduction(name="Mira Kask", language="en"))
    chat = begin(visitor, key="first-words", text="Is the blue one still there?")
    read_waiting()
    ticket = Chat.objects.select_related("ticket").get(pk=chat.pk).ticket
    assert ticket
    reply(ticket, "Yes, it is.", by=cast.bo)

    def kind_after_a_note(who: Member) -> str:
        client.force_login(who)
        said = {"kind": "note", "text": "Ask for the number.", "idempotency_key": f"k-{who.pk}"}
        answer = client.post(f"/tickets/{ticket.number}/answer/", said, headers={"HX-Request": "true"})
        return str(json.loads(answer["HX-Trigger"])["liaison:said"]["kind"])

    assert (kind_after_a_note(cast.bo), kind_after_a_note(cast.ada)) == ("reply", "note")


def test_cards_and_buttons_stand_on_the_ticket_as_the_visitor_sees_them(cast: Cast, client: Client) -> None:
    site = open_site("northwind.example", department=cast.service, by=SYSTEM)
    visitor, _ = admit(site, Introduction(name="Mira Kask", language="en"))
    begin(visitor, key="first-words", text="# Is this\n[[pressed]]")
    read_waiting()
    ticket = Chat.objects.select_related("ticket").get().ticket
    assert ticket
    words = "# Blue <b>jacket</b>\nTwo are left.\n[[Keep one]] [[See it|https://shop.example/blue]]"
    reply(ticket, words, by=cast.bo)
    client.force_login(cast.bo)

    page = client.get(f"/tickets/{ticket.number}/").content.decode()

    assert "<strong>Blue &lt;b&gt;jacket&lt;/b&gt;</strong>" in page
    assert '<span class="press" title="Pressed, it says these words.">Keep one</span>' in page
    assert '<a class="press" href="https://shop.example/blue"' in page
    assert '<div class="said"># Is this\n[[pressed]]</div>' in page  # A visitor draws no buttons for us.


def test_an_answer_to_who_left_word_in_a_chat_begins_with_the_address_they_gave(
    cast: Cast, client: Client
) -> None:
    site = open_site("northwind.example", department=cast.service, by=SYSTEM)
    visitor, _ = admit(site, Introduction(name="Mira Kask", language="en"))
    chat = begin(visitor, key="first-words", text="Is anybody there?")
    leave_word(chat, Wish.MAIL, "mira@example.com", by=SYSTEM)  # Before its words were read.
    read_waiting()
    ticket = Ticket.objects.get()
    client.force_login(cast.bo)
    chosen = '<option value="mira@example.com" selected>'

    assert (ticket.wish, ticket.wish_to) == ("mail", "mira@example.com")
    assert chosen in client.get(f"/tickets/{ticket.number}/").content.decode()

    take(Chat.objects.get(), by=cast.bo)  # Talked with, they are answered where they are.
    assert chosen not in client.get(f"/tickets/{ticket.number}/").content.decode()
