"""A person is recognised in a conversation; their address is theirs alone to change."""

from datetime import timedelta

import pytest

from liaison.authority.words import Refused
from liaison.customers.actions import change_address, meet
from liaison.customers.models import Address, Customer, Verification
from liaison.customers.verified import Standing
from liaison.customers.words import Postal, Yes
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.tickets.actions import receive, reply
from liaison.tickets.models import Message, Ticket
from liaison.tickets.tests.asking import ask, done, refused
from tests.cast import JONAS, Cast, arrival, ticket

HOME = Postal(line1="Pikk 1", city="Tallinn", postcode="10 123", country="EE")
LAI = {"line1": "Lai 7", "city": "Tartu", "postcode": "51005", "country": "EE"}


@pytest.fixture
def one(cast: Cast) -> Ticket:
    return ticket(cast)


@pytest.fixture
def mira(one: Ticket) -> Customer:
    found = meet("email", "mira@example.com")
    change_address(found, HOME, by=SYSTEM)
    return found


def knows(one: Ticket, mira: Customer, cast: Cast) -> bool:
    return bool(Standing(one.pk, None, by=cast.bo).knows(people=frozenset({mira.pk})))


@pytest.mark.parametrize(
    "said",
    [
        {"means": "email", "email": " MIRA@example.com "},
        {"means": "name_postcode", "person": "kask, míra", "postcode": "10123"},
        {"means": "document", "proof": "passport"},
    ],
)
def test_what_agrees_with_the_file_recognises_them_here(
    cast: Cast, one: Ticket, mira: Customer, said: dict[str, str]
) -> None:
    told = done("customers.verify", cast.bo, customer=mira.pk, ticket=one.pk, **said)

    assert told["level"] == Verification.objects.get().level
    assert knows(one, mira, cast)
    assert not knows(ticket(cast), mira, cast)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"means": "email", "email": "jonas@example.org"}, "NotRecognised"),
        ({"means": "email", "email": ""}, "NotRecognised"),
        ({"means": "name_postcode", "person": "Mira Kask", "postcode": "10124"}, "NotRecognised"),
        ({"means": "name_postcode", "person": "Mira", "postcode": "10123"}, "NotRecognised"),
        ({"means": "name_postcode", "person": "", "postcode": ""}, "NotRecognised"),
        ({"means": "call_back", "proof": " "}, "NothingSaid"),
    ],
)
def test_what_does_not_agree_recognises_nobody(
    cast: Cast, one: Ticket, mira: Customer, said: dict[str, str], why: str
) -> None:
    assert refused("customers.verify", cast.bo, customer=mira.pk, ticket=one.pk, **said) == why

    assert not Verification.objects.exists()


def test_whoever_was_not_recognised_is_asked_once_more_without_a_suspicion(
    cast: Cast, one: Ticket, mira: Customer
) -> None:
    outcome = ask(
        "customers.verify", cast.bo, customer=mira.pk, ticket=one.pk, means="email", email="x@example.com"
    )

    assert isinstance(outcome, Refused)
    assert outcome.say.startswith("I am sorry")


def test_it_does_not_hold_for_ever_nor_on_another_channel(cast: Cast, one: Ticket, mira: Customer) -> None:
    done(
        "customers.verify", cast.bo, customer=mira.pk, ticket=one.pk, means="email", email="mira@example.com"
    )
    Verification.objects.update(channel="voice")
    assert not knows(one, mira, cast)
    Verification.objects.update(channel="email")
    assert knows(one, mira, cast)

    clock.travel(timedelta(hours=25))

    assert not knows(one, mira, cast)


def test_a_conversation_is_about_whom_was_recognised_first(cast: Cast, one: Ticket, mira: Customer) -> None:
    jonas = meet("email", JONAS.address, name=JONAS.name)
    for person, address in ((mira, "mira@example.com"), (jonas, JONAS.address)):
        done("customers.verify", cast.bo, customer=person.pk, ticket=one.pk, means="email", email=address)

    first = Standing(one.pk, None, by=cast.bo).facts(people=frozenset({mira.pk}))
    second = Standing(one.pk, None, by=cast.bo).facts(people=frozenset({jonas.pk}))

    assert (first["customer.verified"], first["conversation.one_customer"]) == (True, True)
    assert (second["customer.verified"], second["conversation.one_customer"]) == (True, False)


def test_a_yes_is_a_message_of_the_customer_or_what_was_read_aloud(cast: Cast, one: Ticket) -> None:
    theirs = Message.objects.get(ticket=one).pk
    ours = reply(one, "Shall we?", by=cast.bo).pk
    elsewhere = receive(arrival(cast, sender=JONAS)).message

    def said(**yes: object) -> bool:
        return Standing(one.pk, Yes(**yes), by=cast.bo).said_yes

    assert said(message=theirs)
    assert said(read_aloud="Cancel #1?", answered="Yes, please.")
    assert not said(message=ours)
    assert not said(message=elsewhere)
    assert not said(read_aloud="Cancel #1?")
    assert not Standing(None, Yes(message=theirs), by=cast.bo).said_yes


def test_what_is_ones_own_is_known(cast: Cast, one: Ticket) -> None:
    bo = meet("email", cast.bo.email)

    mine = Standing(one.pk, None, by=cast.bo).facts(people=frozenset({bo.pk}))
    theirs = Standing(one.pk, None, by=cast.ana).facts(people=frozenset({bo.pk}))

    assert (mine["own"], theirs["own"]) == (True, False)


def test_a_new_address_is_the_default_and_the_old_one_is_kept(
    cast: Cast, one: Ticket, mira: Customer
) -> None:
    from liaison.orders.tests.shop import allow

    given = {"customer": mira.pk, "ticket": one.pk}
    assert ask("customers.change_address", cast.bo, address=LAI, **given).name == "NoRule"
    allow("customers.change_address", "address.complete")

    done("customers.change_address", cast.bo, address=LAI, **given)
    done("customers.change_address", cast.bo, address=LAI, **given)

    rows = Address.objects.filter(customer=mira).order_by("id")
    assert [(row.line1, row.is_default) for row in rows] == [("Pikk 1", False), ("Lai 7", True)]
    done("customers.change_address", cast.bo, address=HOME.plain(), **given)
    assert Address.objects.filter(customer=mira).count() == 2
    assert Address.objects.get(customer=mira, is_default=True).line1 == "Pikk 1"
