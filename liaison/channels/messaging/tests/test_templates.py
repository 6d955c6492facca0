"""The page of approved texts, and the composer that leads to it when the time to answer freely is over."""

from datetime import timedelta

import pytest
from django.test import Client

from liaison.channels.messaging.actions import open_account
from liaison.channels.messaging.models import Template, Use
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.tickets.models import Ticket
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
    assert "/templates/" not in reads(client, cast, page)

    clock.travel(timedelta(hours=25))
    assert f"/tickets/{waiting.number}/templates/" in reads(client, cast, page)


def test_a_template_is_filled_in_and_sent(client: Client, cast: Cast, waiting: Ticket) -> None:
    where = f"/tickets/{waiting.number}/templates/"
    assert "Hello {{1}}, it is ready." in reads(client, cast, where)

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
