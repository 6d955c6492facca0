"""Care marks and the legal hold, as the company's rules read them."""

from typing import Any

import pytest

from liaison.authority.actions import create_rule, grant
from liaison.authority.models import Decision, Role
from liaison.authority.words import Done, Outcome, Provision, Refused, Says, Waiting
from liaison.customers.actions import act, meet
from liaison.kit.actor import SYSTEM
from liaison.orders.models import Movement
from liaison.orders.tests.shop import ELSEWHERE, HOME, Shop, allow
from liaison.team.actions import create_member
from liaison.team.models import Member
from liaison.tickets.models import Ticket
from liaison.tickets.tests.asking import ask, done
from tests.cast import JONAS, Cast, ticket

TEXTS = {"en": "Not like this."}


@pytest.fixture(params=["human", "virtual"])
def by(cast: Cast, request: pytest.FixtureRequest) -> Member:
    """Whoever serves Mira: a person, and a virtual representative."""
    if request.param == "human":
        return cast.bo
    made = create_member(
        "robot@northwind.example", name="Robot", password="x" * 12, kind="virtual", by=SYSTEM
    )
    grant(Role.objects.get(key="representative"), to=made.ref, department=cast.service.pk, by=SYSTEM)
    return made


@pytest.fixture
def rules(shop: Shop) -> None:
    """Goodwill is given, to a minor above 20 only through a guardian; for the vulnerable a supervisor is asked."""
    for key, says, when in (
        ("minor", Says.REFUSE, "customer.minor && amount > 2000 && !customer.guardian"),
        ("vulnerable", Says.APPROVE, "customer.vulnerable"),
        ("held", Says.REFUSE, "ticket.held"),
    ):
        create_rule(
            Provision(
                key=f"test.{key}",
                command="orders.compensate",
                says=says,
                condition=when,
                ask="supervisor" if says is Says.APPROVE else "",
                reason=TEXTS,
                say=TEXTS,
            ),
            by=SYSTEM,
        )


def goodwill(shop: Shop, by: Any, amount: str, *, on: Ticket | None) -> Outcome:
    order = shop.order()
    given = {"order": order.pk, "amount": amount, "reason": "late", "kind": "voucher"}
    return ask("orders.compensate", by, ticket=on.pk if on else None, **given)


def mark(shop: Shop, kind: str, *, customer: int | None = None) -> None:
    whom = customer or shop.mira.pk
    done("customers.mark", shop.cast.bo, customer=whom, kind=kind, source="Told us.")


def rule_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused | Waiting), outcome
    return outcome.rule


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize("spoken", [True, False])
def test_a_minor_gets_little_goodwill_with_or_without_a_conversation(
    shop: Shop, by: Member, spoken: bool
) -> None:
    on = shop.ticket if spoken else None
    assert isinstance(goodwill(shop, by, "20.01", on=on), Done)
    mark(shop, "minor")

    refused = goodwill(shop, by, "20.01", on=on)

    assert rule_of(refused) == "test.minor"
    assert isinstance(goodwill(shop, by, "20.00", on=on), Done)


@pytest.mark.usefixtures("rules")
def test_a_guardian_who_was_recognised_gets_it_for_a_minor(shop: Shop, by: Member) -> None:
    mark(shop, "minor")
    jonas = meet("email", JONAS.address)
    acting = act(jonas, account=shop.account.pk, role="guardian", by=SYSTEM)
    known = {"customer": jonas.pk, "ticket": shop.ticket.pk}
    assert rule_of(goodwill(shop, by, "30.00", on=shop.ticket)) == "test.minor"

    done("customers.verify", by, means="document", proof="passport", **known)

    assert isinstance(goodwill(shop, by, "30.00", on=shop.ticket), Done)
    done("customers.end_acting", shop.cast.bo, customer=jonas.pk, acting=acting.pk)
    assert rule_of(goodwill(shop, by, "30.00", on=shop.ticket)) == "test.minor"


@pytest.mark.usefixtures("rules")
def test_a_supervisor_is_asked_for_who_was_recognised_and_for_whom_the_ticket_names(
    shop: Shop, by: Member
) -> None:
    jonas = meet("email", JONAS.address)
    theirs = ticket(shop.cast, sender=JONAS)
    mark(shop, "vulnerable", customer=jonas.pk)
    assert isinstance(goodwill(shop, by, "5.00", on=shop.ticket), Done)
    assert rule_of(goodwill(shop, by, "5.00", on=theirs)) == "test.vulnerable"

    recognised = {"customer": jonas.pk, "ticket": shop.ticket.pk}
    done("customers.verify", by, means="document", proof="passport", **recognised)

    assert rule_of(goodwill(shop, by, "5.00", on=shop.ticket)) == "test.vulnerable"


@pytest.mark.usefixtures("rules")
def test_under_a_legal_hold_nothing_is_given(shop: Shop, by: Member) -> None:
    done("tickets.hold", shop.cast.ana, ticket=shop.ticket.pk)

    assert rule_of(goodwill(shop, by, "1.00", on=shop.ticket)) == "test.held"

    assert not Movement.objects.filter(kind="compensation").exists()


def test_an_address_is_changed_by_the_marks_of_whose_it_is(shop: Shop) -> None:
    allow("customers.change_address", when="!customer.minor && !customer.no_phone && !customer.interpreter")
    given = {"customer": shop.mira.pk, "ticket": None}
    done("customers.change_address", shop.cast.bo, address=ELSEWHERE.plain(), **given)
    mark(shop, "no_phone")

    assert isinstance(ask("customers.change_address", shop.cast.bo, address=HOME.plain(), **given), Refused)


def test_a_mark_is_kept_with_a_decision_where_it_can_be_forgotten(shop: Shop) -> None:
    mark(shop, "minor")
    done("orders.compensate", shop.cast.bo, order=shop.order().pk, amount="1.00", reason="late")

    decision = Decision.objects.filter(command="orders.compensate").select_related("personal").get()

    assert "customer.minor" not in decision.facts
    assert decision.personal.facts["customer.minor"] is True
