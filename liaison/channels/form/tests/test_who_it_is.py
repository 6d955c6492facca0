"""The address in a form is only said: it leads to nobody's file before it is proved."""

import pytest

from liaison.authority.actions import perform
from liaison.channels.actions import read_waiting
from liaison.channels.form.tests.conftest import MIRAS, Send
from liaison.customers.actions import meet
from liaison.customers.models import Identity
from liaison.customers.queries import card, people_of
from liaison.tickets.actions import receive
from liaison.tickets.commands import Reply
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast, arrival

pytestmark = pytest.mark.django_db


def hand_in(send: Send) -> Ticket:
    send(**MIRAS)
    read_waiting()
    return Ticket.objects.filter(channel="form").latest("pk")


def test_whoever_types_a_known_address_is_offered_and_not_taken_for_the_person(
    send: Send, cast: Cast
) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    ticket = hand_in(send)

    assert ticket.customer_id != mira.pk
    beside = card(ticket.customer_id or 0, for_=cast.bo)
    assert [(one.name, one.is_theirs) for one in beside.offers] == [("Mira Kask", False)]
    assert mira.pk not in beside.people


def answered_by(cast: Cast, ticket: Ticket, *, token: bool) -> Ticket:
    perform(Reply(ticket=ticket.pk, text="Which one?"), by=cast.bo)
    ours = Message.objects.filter(ticket=ticket, direction="out", auto_kind="").latest("pk")
    traces = {"token": (ticket.pk, ours.pk)} if token else {}
    return Ticket.objects.get(pk=receive(arrival(cast, text="The blue one.", **traces)).ticket)


def test_whoever_answers_our_mail_has_proved_the_address_and_is_one_with_the_known(
    send: Send, cast: Cast
) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    ticket = hand_in(send)

    assert answered_by(cast, ticket, token=True) == ticket
    assert mira.pk in people_of(ticket.customer_id or 0)
    assert not Identity.objects.filter(said=True).exists()


def test_whoever_answers_our_mail_is_known_by_the_address_from_then_on(send: Send, cast: Cast) -> None:
    ticket = hand_in(send)
    answered_by(cast, ticket, token=True)

    assert meet("email", "mira@example.com").pk == ticket.customer_id


def test_a_new_mail_from_the_address_proves_nothing_of_the_form(send: Send, cast: Cast) -> None:
    ticket = hand_in(send)
    other = Ticket.objects.get(pk=receive(arrival(cast, text="Where is my order?")).ticket)

    assert other.customer_id != ticket.customer_id
    assert Identity.objects.filter(said=True).count() == 1
