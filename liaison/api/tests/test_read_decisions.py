"""What waits, what was decided and what was given away, through the API."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from liaison.api.tests.asking import Program
from liaison.authority import catalogue
from liaison.authority.actions import create_rule, perform
from liaison.authority.models import Approval, Decision
from liaison.authority.tests import giving
from liaison.authority.tests.giving import Give, rule
from liaison.authority.words import Waiting
from liaison.kit.actor import SYSTEM
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast) -> Iterator[int]:
    """Bo asks for 80 euros, which a supervisor has to release."""
    catalogue.command(giving.Give)
    create_rule(rule("approve", reason={"en": "More than 50 waits."}), by=SYSTEM)
    outcome = perform(Give(amount=Decimal(80), ticket=ticket(cast).pk), by=cast.bo)
    assert isinstance(outcome, Waiting)
    yield outcome.approval
    giving.STATUS.clear()
    catalogue.COMMANDS.pop("shop.give")
    catalogue._adapters.pop("shop.give", None)


def items(program: Program, path: str, **query: Any) -> list[dict[str, Any]]:
    answered = program.get(path, **query)
    assert answered.status_code == 200, answered.content
    found: list[dict[str, Any]] = answered.json()["items"]
    return found


def test_what_waits_is_listed_to_who_asked_and_who_may_release_it(cast: Cast, asked: int) -> None:
    anas, bos, cleos = (items(Program(who), "/approvals") for who in (cast.ana, cast.bo, cast.cleo))

    assert [(one["id"], one["may"], one["gives"], one["reason"]) for one in anas] == [
        (asked, True, ["€80.00"], "More than 50 waits.")
    ]
    assert [(one["id"], one["may"]) for one in bos] == [(asked, False)]
    assert cleos == []


def test_it_is_released_up_to_an_amount_once_and_by_another_person(cast: Cast, asked: int) -> None:
    path = f"/approvals/{asked}/release"

    own = Program(cast.bo).post(path)
    stranger = Program(cast.cleo).post(path)
    told = Program(cast.ana).post(path, {"changes": {"amount": "60"}, "words": "Up to 60."})
    again = Program(cast.ana).post(path)

    assert [one.status_code for one in (own, stranger, told, again)] == [409, 404, 200, 409]
    assert told.json()["result"] == {"given": "60"}
    (row,) = items(Program(cast.ada), "/given-away")
    assert (row["by"], row["amount"], row["approved"]) == (cast.bo.ref, "60.00", "60.00")


def test_it_is_returned_with_a_word(cast: Cast, asked: int) -> None:
    assert Program(cast.ana).post(f"/approvals/{asked}/return", {"words": "Not yet."}).status_code == 200
    assert Approval.objects.get().answer == "Not yet."


def test_a_decision_is_found_and_explained_without_a_formula(cast: Cast, asked: int) -> None:
    (row,) = items(Program(cast.ada), "/decisions", command="shop.give")
    why = Program(cast.ada).get(f"/decisions/{row['id']}").json()

    assert (row["outcome"], row["rule"], row["approval"]) == ("waiting", "test.approve", asked)
    assert row["spends"] == [{"kind": "refund", "amount": 8000, "currency": "EUR"}]
    assert why["because"] == "More than 50 waits."
    assert {"label": "Reason", "value": "late"} in why["facts"]


def test_to_a_stranger_there_is_nothing(cast: Cast, asked: int) -> None:
    decision = Decision.objects.get(command="shop.give").pk

    assert Program(cast.cleo).get(f"/decisions/{decision}").status_code == 404
    assert items(Program(cast.cleo), "/decisions", command="shop.give") == []
    assert items(Program(cast.cleo), "/given-away") == []
    assert Program(cast.ana, "tickets").get("/decisions").status_code == 403
    assert Program(cast.ana, "tickets").post(f"/approvals/{asked}/release").status_code == 403
