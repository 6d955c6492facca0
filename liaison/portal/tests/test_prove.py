"""A link and a code prove that an address is a person's."""

import re

import pytest
from django.test import Client

from liaison.authority.actions import grant
from liaison.authority.models import Role
from liaison.authority.words import Done, Refused
from liaison.channels.words import Outgoing
from liaison.customers.actions import meet, meet_all, say
from liaison.customers.models import Customer, Identity
from liaison.customers.queries import people_of
from liaison.customers.words import Stranger
from liaison.kit.actor import SYSTEM
from liaison.portal import rules
from liaison.portal.models import Proving
from liaison.portal.tasks import send_proof
from liaison.portal.tests.conftest import let_in, shown
from liaison.team.actions import create_member
from liaison.team.models import Member
from liaison.tickets.models import Ticket
from liaison.tickets.tests.asking import ask
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db
LINK = re.compile(r"(/my/prove/[\w-]+/)")
CODE = re.compile(r": (\d{6})")


@pytest.fixture
def guest(miras: Ticket) -> Customer:
    """A visitor of a chat who says that Mira's address is theirs."""
    person = meet("visitor", "visitor-1", name="Guest")
    say(person.pk, kind="email", value="mira@example.com")
    return person


def asked(by: Member, person: Customer, letters: list[Outgoing]) -> Outgoing:
    """Ask for a letter and have it sent."""
    outcome = ask("portal.send_code", by, **params(person))
    assert isinstance(outcome, Done), outcome
    send_proof(Proving.objects.latest("pk").pk)
    return letters[-1]


def params(person: Customer) -> dict[str, int]:
    return {"customer": person.pk, "identity": Identity.objects.get(customer=person, kind="email").pk}


def found(pattern: re.Pattern[str], letter: Outgoing) -> str:
    match = pattern.search(letter.text)
    assert match
    return match[1]


def are_one(person: Customer, other: int | None) -> bool:
    return other in people_of(person.pk)


def test_the_letter_goes_to_the_address_and_names_nobody(
    cast: Cast, miras: Ticket, guest: Customer, letters: list[Outgoing]
) -> None:
    letter = asked(cast.bo, guest, letters)

    assert [one.address for one in letter.to] == ["mira@example.com"]
    assert "Mira Kask" not in letter.text
    assert "Guest" not in letter.text


def test_the_code_that_is_told_joins_the_two(
    cast: Cast, miras: Ticket, guest: Customer, letters: list[Outgoing]
) -> None:
    code = found(CODE, asked(cast.bo, guest, letters))
    outcome = ask("portal.check_code", cast.bo, **params(guest), code=f" {code[:3]} {code[3:]} ")

    assert isinstance(outcome, Done)
    assert outcome.result["customer"] == miras.customer_id
    assert are_one(guest, miras.customer_id)


def test_the_link_proves_by_its_button_once_and_not_by_being_opened(
    cast: Cast, miras: Ticket, guest: Customer, letters: list[Outgoing]
) -> None:
    link = found(LINK, asked(cast.bo, guest, letters))

    assert Client().get(link).status_code == 200
    assert not are_one(guest, miras.customer_id)
    assert Client().post(link).status_code == 200
    assert are_one(guest, miras.customer_id)
    assert Client().post(link).status_code == 410


def test_a_wrong_code_is_counted_and_four_of_them_end_it(
    cast: Cast, miras: Ticket, guest: Customer, letters: list[Outgoing]
) -> None:
    code = found(CODE, asked(cast.bo, guest, letters))
    wrong = f"{(int(code) + 1) % 10**6:06}"

    for _ in range(rules.TRIES):
        outcome = ask("portal.check_code", cast.bo, **params(guest), code=wrong)
        assert isinstance(outcome, Done)
        assert outcome.result["proved"] is False
    refused = ask("portal.check_code", cast.bo, **params(guest), code=code)
    assert isinstance(refused, Refused)
    assert refused.name == "CodeOver"
    assert not are_one(guest, miras.customer_id)


def test_a_second_letter_voids_the_first(
    cast: Cast, miras: Ticket, guest: Customer, letters: list[Outgoing]
) -> None:
    first = found(LINK, asked(cast.bo, guest, letters))
    asked(cast.bo, guest, letters)

    assert Client().post(first).status_code == 410


def test_an_address_is_written_to_three_times_an_hour_at_most(
    cast: Cast, guest: Customer, letters: list[Outgoing]
) -> None:
    outcomes = [ask("portal.send_code", cast.bo, **params(guest)) for _ in range(4)]

    assert [isinstance(one, Done) for one in outcomes] == [True, True, True, False]


def test_a_number_to_which_nothing_can_be_sent_is_said_to_be_so(cast: Cast, miras: Ticket) -> None:
    person = meet("visitor", "visitor-2")
    said = say(person.pk, kind="phone", value="+37251234567")

    refused = ask("portal.send_code", cast.bo, customer=person.pk, identity=said)
    assert isinstance(refused, Refused)
    assert refused.name == "NoWayThere"


def test_nobody_sends_codes_who_may_not_edit_customers(cast: Cast, guest: Customer) -> None:
    reader = create_member("reader@northwind.example", name="Reader", password="x" * 12, by=SYSTEM)
    grant(Role.objects.get(key="reader"), to=reader.ref, department=cast.service.pk, by=SYSTEM)

    assert ask("portal.send_code", reader, **params(guest)).name == "NotAllowed"
    assert ask("portal.check_code", reader, **params(guest), code="123456").name == "NotAllowed"
    assert not Proving.objects.exists()


def test_whoever_only_filled_a_form_comes_in_by_their_address_and_is_known_then(
    cast: Cast, letters: list[Outgoing]
) -> None:
    person = meet_all([Stranger(kind="email", value="kati@example.com", said=True)])[0]
    theirs = ticket(cast, text="Hello", subject="The form")
    Ticket.objects.filter(pk=theirs.pk).update(customer=person)

    client = let_in(letters, "kati@example.com")

    assert "The form" in shown(client, "/my/")
    assert not Identity.objects.get(customer=person).said


def test_what_a_visitor_said_in_a_chat_is_not_shown_to_whoever_has_the_address(
    cast: Cast, guest: Customer, letters: list[Outgoing]
) -> None:
    theirs = ticket(cast, text="Hello", subject="The secret of the guest")
    Ticket.objects.filter(pk=theirs.pk).update(customer=guest)

    assert "The secret of the guest" not in shown(let_in(letters, "mira@example.com"), "/my/")
