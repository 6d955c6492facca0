"""What waits for a release: one screen to decide it, and the answer on the ticket."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from liaison.authority import catalogue
from liaison.authority.actions import create_rule, perform
from liaison.authority.models import Approval, Given
from liaison.authority.rules.ringing import TURN
from liaison.authority.tests import giving
from liaison.authority.tests.giving import Give, rule
from liaison.authority.words import Waiting
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.team.models import Member
from liaison.tickets.models import Ticket
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_shop() -> Iterator[None]:
    """Its command is there for these tests alone."""
    catalogue.command(giving.Give)
    yield
    giving.STATUS.clear()
    catalogue.COMMANDS.pop("shop.give")
    catalogue._adapters.pop("shop.give", None)


@pytest.fixture
def one(cast: Cast) -> Ticket:
    return ticket(cast, text="The vase came in pieces.")


def asks(cast: Cast, one: Ticket | None, *, within: int | None = None, by: Member | None = None) -> int:
    """Bo asks to give 80.00 back. Return the id of the request."""
    create_rule(rule("approve", reason={"en": "More than 50 waits."}, within=within), by=SYSTEM)
    outcome = perform(Give(amount=Decimal(80), ticket=one.pk if one else None), by=by or cast.bo)
    assert isinstance(outcome, Waiting)
    return outcome.approval


def of(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_everything_to_decide_stands_on_one_screen(cast: Cast, one: Ticket) -> None:
    asked = asks(cast, one)

    page = of(cast.ana).get(f"/approvals/{asked}/").content.decode()

    for words in (
        "Bo",
        "€80.00",
        "More than 50 waits.",
        "test.approve",
        f"#{one.number}",
        "The vase came in pieces.",
    ):
        assert words in page, words
    assert "State of the order" in page


def test_it_is_released_with_less(cast: Cast, one: Ticket) -> None:
    asked = asks(cast, one)

    of(cast.ana).post(f"/approvals/{asked}/release/", {"amount": "60,00", "words": "Sixty will do."})

    assert list(Given.objects.values_list("amount", "approved_by")) == [(6000, cast.ana.ref)]
    told = of(cast.bo).get(f"/tickets/{one.number}/?part=timeline").content.decode()
    assert "Sixty will do." in told
    assert "up to 60.00" in told


def test_it_is_released_as_it_is_when_nothing_was_changed(cast: Cast, one: Ticket) -> None:
    asked = asks(cast, one)

    of(cast.ana).post(f"/approvals/{asked}/release/", {"amount": "80.00"})

    assert Approval.objects.get().edited is None
    assert Given.objects.get().amount == 8000


@pytest.mark.parametrize("amount", ["90", "a lot", "-1"])
def test_more_than_was_asked_is_refused(cast: Cast, one: Ticket, amount: str) -> None:
    asked = asks(cast, one)

    answer = of(cast.ana).post(
        f"/approvals/{asked}/release/", {"amount": amount}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 409
    assert Approval.objects.get().state == "waiting"
    assert not Given.objects.exists()


def test_it_goes_back_with_a_word_which_stands_on_the_ticket(cast: Cast, one: Ticket) -> None:
    asked = asks(cast, one)

    of(cast.ana).post("/do/authority.return/", {"approval": asked, "words": "Ask for a picture first."})

    told = of(cast.bo).get(f"/tickets/{one.number}/?part=timeline").content.decode()
    assert "Ask for a picture first." in told
    assert "Returned" in told
    assert not Given.objects.exists()


def test_what_was_asked_without_a_ticket_is_listed_too(cast: Cast) -> None:
    asked = asks(cast, None)

    assert f"/approvals/{asked}/" in of(cast.ana).get("/inbox/approvals/").content.decode()


def test_whoever_asked_sees_the_request_and_cannot_answer_it(cast: Cast, one: Ticket) -> None:
    asked = asks(cast, one)

    page = of(cast.bo).get(f"/approvals/{asked}/").content.decode()

    assert "asked-release" not in page
    assert "Waits for a release" in page


def test_to_others_the_request_does_not_exist(cast: Cast, one: Ticket) -> None:
    asked = asks(cast, one)

    assert of(cast.cleo).get(f"/approvals/{asked}/").status_code == 404
    assert of(cast.cleo).post(f"/approvals/{asked}/release/").status_code == 404
    assert Approval.objects.get().state == "waiting"


@pytest.mark.parametrize(("within", "rings"), [(15, True), (None, False)])
def test_what_must_be_answered_soon_rings_in_turn(
    cast: Cast, one: Ticket, within: int | None, rings: bool
) -> None:
    asks(cast, one, within=within)

    at_once = {who: _rings(who) for who in (cast.ada, cast.ana, cast.bo)}
    clock.travel(TURN)
    then = {who: _rings(who) for who in (cast.ada, cast.ana, cast.bo)}

    assert at_once == {cast.ada: rings, cast.ana: False, cast.bo: False}
    assert then == {cast.ada: False, cast.ana: rings, cast.bo: False}


def _rings(at: Member) -> bool:
    return 'data-rings="Bo"' in of(at).get("/rail/chats/").content.decode()


def test_an_answer_in_words_is_edited_as_it_is_released(cast: Cast, one: Ticket) -> None:
    given: dict[str, Any] = {"ticket": one.pk, "text": "It is on its way."}
    outcome = perform(catalogue.make("tickets.reply", given), by=cast.tess)
    assert isinstance(outcome, Waiting)

    of(cast.ana).post(f"/approvals/{outcome.approval}/release/", {"text": "A new one is on its way."})

    assert Approval.objects.get().edited == {"text": "A new one is on its way."}
