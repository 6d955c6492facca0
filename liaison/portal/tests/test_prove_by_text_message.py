"""A number is proved by a code in a text message: from the desk through the provider to the code that is told."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from liaison.authority.words import Done
from liaison.channels.actions import read_waiting
from liaison.channels.messaging.actions import open_account
from liaison.channels.messaging.models import Account, Part
from liaison.channels.models import Parcel
from liaison.channels.sms.standin import NUMBER, SID, STOPPED, TOKEN, Provider, signed, webhook
from liaison.channels.words import NotSent
from liaison.customers.actions import meet, say
from liaison.customers.models import Customer, Identity
from liaison.customers.queries import people_of
from liaison.kit.actor import SYSTEM
from liaison.portal.models import Proving
from liaison.portal.tasks import send_proof
from liaison.tickets.models import Ticket
from liaison.tickets.tests.asking import ask
from tests.cast import Address, Cast, ticket

pytestmark = pytest.mark.django_db
MIRAS = "+37061234567"
CODE = re.compile(r"\b(\d{6})\b")


@pytest.fixture
def twilio(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """An account for text messages, and the provider behind it."""
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))
    with Provider() as provider:
        given = {"account_sid": SID, "auth_token": TOKEN, "number": NUMBER, "server": provider.url}
        open_account("sms", "Text messages", department=cast.service, given=given, by=SYSTEM)
        yield provider


@pytest.fixture
def texted(cast: Cast, twilio: Provider) -> Ticket:
    """A ticket of Mira's, who is known by her number because she once wrote a text message."""
    account = Account.objects.get()
    sender = Address(MIRAS, "Mira Kask")
    thread = f"{account.door}/{MIRAS}"
    return ticket(cast, channel="sms", door=account.door, sender=sender, identity="phone", thread=thread)


@pytest.fixture
def guest(texted: Ticket) -> Customer:
    """A visitor of a chat who says that Mira's number is theirs."""
    person = meet("visitor", "visitor-1", name="Guest")
    say(person.pk, kind="phone", value=MIRAS)
    return person


def params(person: Customer) -> dict[str, int]:
    return {"customer": person.pk, "identity": Identity.objects.get(customer=person, kind="phone").pk}


def test_the_code_of_the_text_message_proves_the_number(
    cast: Cast, twilio: Provider, texted: Ticket, guest: Customer
) -> None:
    assert isinstance(ask("portal.send_code", cast.bo, **params(guest)), Done)
    send_proof(Proving.objects.get().pk)
    (message,) = twilio.messages
    assert (message["To"], message["From"]) == (MIRAS, NUMBER)
    found = CODE.search(message["Body"])
    assert found

    wrong = ask("portal.check_code", cast.bo, **params(guest), code=f"{(int(found[1]) + 1) % 10**6:06}")
    assert isinstance(wrong, Done)
    assert wrong.result["proved"] is False
    assert texted.customer_id not in people_of(guest.pk)

    right = ask("portal.check_code", cast.bo, **params(guest), code=found[1])
    assert isinstance(right, Done)
    assert right.result["customer"] == texted.customer_id
    assert texted.customer_id in people_of(guest.pk)
    assert not Part.objects.exists()


def test_a_receipt_of_the_code_troubles_nobody(cast: Cast, twilio: Provider, guest: Customer) -> None:
    """It belongs to no ticket: the provider tells of it all the same."""
    ask("portal.send_code", cast.bo, **params(guest))
    send_proof(Proving.objects.get().pk)
    before = Ticket.objects.count()
    account = Account.objects.get()
    where = f"/hooks/sms/{account.key}/"
    body = webhook(MessageSid="SM" + "1".zfill(32), MessageStatus="delivered", To=MIRAS, From=NUMBER)
    headers = signed(body, f"http://testserver{where}")
    sent = Client().post(where, body, content_type="application/x-www-form-urlencoded", headers=headers)
    read_waiting()

    assert sent.status_code == 200
    assert Parcel.objects.get().state == "read"
    assert Ticket.objects.count() == before


def test_a_number_that_cannot_be_reached_is_said_to_be_so(
    cast: Cast, twilio: Provider, guest: Customer
) -> None:
    ask("portal.send_code", cast.bo, **params(guest))
    twilio.next = [STOPPED]
    with pytest.raises(NotSent, match="STOP"):
        send_proof(Proving.objects.get().pk)
