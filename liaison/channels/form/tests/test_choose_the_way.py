"""Somebody who fills a form in chooses how they are answered."""

import pytest
from django.test import Client

from liaison.channels.actions import read_waiting
from liaison.channels.form.actions import change_form
from liaison.channels.form.models import Form
from liaison.channels.form.tests.conftest import Send
from liaison.channels.form.tests.test_hand_in import MIRAS
from liaison.kit.actor import SYSTEM
from liaison.team.actions import change_department
from liaison.tickets.models import Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def asks(form: Form) -> Form:
    """The form asks how it shall be answered, and for a number only if by telephone."""
    words = {"en": "How shall we answer?", "et": "Kuidas teile vastata?"}
    way = {"name": "way", "kind": "way", "label": words, "required": True}
    number = {
        "name": "number", "kind": "phone", "label": {"en": "Your number"}, "when": {"field": "way", "is": ["call"]},
    }  # fmt: skip
    change_form(form, fields=[*form.fields, way, number], by=SYSTEM)
    return form


def test_whoever_wants_a_call_is_on_the_ticket_with_their_number(asks: Form, send: Send) -> None:
    assert send(**MIRAS, way="call", number="+372 5123 4567").status_code == 302
    read_waiting()

    one = Ticket.objects.get()
    assert (one.wish, one.wish_to) == ("call", "+37251234567")
    assert "How shall we answer?: By telephone" in one.messages.get(direction="in").text


def test_whoever_wants_a_mail_is_answered_at_the_address_they_gave(asks: Form, send: Send) -> None:
    send(**MIRAS, way="mail")
    read_waiting()

    assert (Ticket.objects.get().wish, Ticket.objects.get().wish_to) == ("mail", "mira@example.com")


def test_a_call_without_a_number_is_asked_for_it(asks: Form, send: Send) -> None:
    answer = send(**MIRAS, way="call")

    assert answer.status_code == 422
    assert "Give us your number as well." in answer.content.decode()
    assert read_waiting() == 0


def test_only_what_the_department_does_can_be_chosen(asks: Form, send: Send, cast: Cast) -> None:
    page = f"/forms/{asks.key}/?language=et"
    assert "Telefoni teel" in Client().get(page).content.decode()

    change_department(cast.service, calls_back=False, by=SYSTEM)

    assert "Telefoni teel" not in Client().get(page).content.decode()
    assert send(**MIRAS, way="call", number="+37251234567").status_code == 422
    told = Client().get(page, headers={"Accept": "application/json"}).json()
    [way] = [one for one in told["fields"] if one["kind"] == "way"]
    assert [one["value"] for one in way["options"]] == ["mail"]
