"""The page of approved texts, and the composer that leads to it when the time to answer freely is over."""

from datetime import timedelta

import pytest
from django.test import Client

from liaison.channels.messaging.actions import open_account
from liaison.channels.messaging.models import Template, Use
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.tickets.models import Message, Ticket
from tests.cast import Address, Cast, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cast: Cast) -> Ticket:
    given = {"phone_number_id": "1", "access_token": "a", "app_secret": "b"}
    account = open_account("whatsapp", "Our number", department=cast.service, given=given, by=SYSTEM)
    Template.objects.create(account=account, name="ready", language="en", body="Hello {{1}}, it is ready.")
    mira = Address("+37061234567", "Mira Kask")
    thread = f"{account.door}/{mira.address}"
    return ticket(cast, channel="whatsapp", door=account.door, sender=mira, identity="phone", thread=thread)


def reads(client: Client, cast: Cast, where: str) -> str:
    client.force_login(cast.bo)
    return client.get(where).content.decode()


def test_the_composer_leads_to_the_templates_only_when_the_time_is_over(
    client: Client, cast: Cast, waiting: Ticket
) -> None:
    page = f"/tickets/{waiting.number}/"
    before = reads(client, cast, page)
    assert "/templates/" not in before
    assert "You can answer freely until" in before

    clock.travel(timedelta(hours=25))
    over = reads(client, cast, page)
    assert f"/tickets/{waiting.number}/templates/" in over
    assert "The time to answer here freely is over since" in over


def test_an_answer_that_comes_too_late_is_refused_and_stays_in_the_composer(
    client: Client, cast: Cast, waiting: Ticket
) -> None:
    clock.travel(timedelta(hours=25))
    client.force_login(cast.bo)
    sent = client.post(
        f"/tickets/{waiting.number}/answer/", {"kind": "reply", "text": "Are you still there?"}
    )

    shown = sent.content.decode()
    assert "You can send an approved template, or wait until they write again." in shown
    assert "Are you still there?" in shown
    assert not Message.objects.filter(direction="out").exists()


def test_a_template_is_filled_in_and_sent(client: Client, cast: Cast, waiting: Ticket) -> None:
    where = f"/tickets/{waiting.number}/templates/"
    shown = reads(client, cast, where)
    assert "Hello <mark" in shown
    assert "{{1}}</mark>, it is ready." in shown

    chosen = Template.objects.get().pk
    assert client.post(where, {"template": chosen, "value": [" "]}).status_code == 200
    assert not Use.objects.exists()
    assert client.post(where, {"template": chosen, "value": ["Mira"]}).status_code == 302
    assert Use.objects.get().message.text == "Hello Mira, it is ready."


def test_to_a_member_of_another_department_it_does_not_exist(
    client: Client, cast: Cast, waiting: Ticket
) -> None:
    client.force_login(cast.cleo)

    assert client.get(f"/tickets/{waiting.number}/templates/").status_code == 404
