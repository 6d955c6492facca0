from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.authority.actions import create_rule, end_rule, perform, preview
from liaison.authority.actions.totals import spans_of
from liaison.authority.models import Decision, Given, Personal, Rule, Total
from liaison.authority.queries import failing_rules
from liaison.authority.tests.giving import STATUS, AlreadyGone, Give, rule
from liaison.authority.words import Done, Refused, Waiting
from liaison.journal.models import Entry
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from tests.cast import Cast

LIMIT = "spent.refund.by.day.amount + refund.amount <= 10000"
TEXTS = {"en": "Up to 100 a day.", "fr": "Jusqu’à 100 par jour."}


def write(*args: Any, **more: Any) -> Rule:
    return create_rule(rule(*args, **more), by=SYSTEM)


def test_what_no_rule_allows_is_refused_and_nothing_is_given(cast: Cast) -> None:
    outcome = perform(Give(), by=cast.bo)

    assert isinstance(outcome, Refused)
    assert (outcome.name, outcome.rule) == ("NoRule", "")
    assert "rule" in outcome.allowed
    assert outcome.say
    assert not Given.objects.exists()
    assert Total.objects.filter(ever_number__gt=0).count() == 0


def test_a_refusal_without_a_rule_says_which_roles_may(cast: Cast) -> None:
    write(role="supervisor")

    outcome = perform(Give(), by=cast.bo)

    assert isinstance(outcome, Refused)
    assert "Supervisor" in outcome.allowed
    assert isinstance(perform(Give(), by=cast.ana), Done)


def test_a_limit_counts_what_was_given_before(cast: Cast) -> None:
    write(condition=LIMIT, allowed=TEXTS)
    assert isinstance(perform(Give(amount=Decimal(60)), by=cast.bo), Done)

    second = perform(Give(amount=Decimal("40.01")), by=cast.bo)
    third = perform(Give(amount=Decimal(40)), by=cast.bo)

    assert isinstance(second, Refused)
    assert second.allowed == "Up to 100 a day."
    assert isinstance(third, Done)
    assert sorted(Given.objects.values_list("amount", flat=True)) == [4000, 6000]
    total = Total.objects.get(ref=cast.bo.ref)
    assert (total.day_amount, total.day_number, total.ever_amount) == (10000, 2, 10000)
    assert set(Total.objects.values_list("ref", flat=True)) == {cast.bo.ref, "customer:5", "order:1"}


def test_what_did_not_happen_is_not_counted(cast: Cast) -> None:
    write()
    STATUS[1] = "gone"

    outcome = perform(Give(), by=cast.bo)

    assert isinstance(outcome, Refused)
    assert outcome.name == "AlreadyGone"
    assert Total.objects.filter(ever_number__gt=0).count() == 0
    assert not Given.objects.exists()


def test_refuse_beats_approve_and_approve_beats_allow(cast: Cast) -> None:
    write("allow")
    write("approve", "refund.amount > 5000", reason={"en": "More than 50 waits."})
    write(
        "refuse",
        'order.status == "delivered"',
        reason={"en": "It has arrived."},
        say={"en": "It is with you."},
    )

    asked = perform(Give(amount=Decimal(60)), by=cast.bo)
    STATUS[1] = "delivered"
    refused = perform(Give(amount=Decimal(60)), by=cast.bo)

    assert isinstance(asked, Waiting)
    assert (asked.rule, asked.reason, asked.asked) == (
        "test.approve",
        "More than 50 waits.",
        (cast.ada.ref, cast.ana.ref),
    )
    assert isinstance(refused, Refused)
    assert (refused.rule, refused.reason, refused.say) == (
        "test.refuse",
        "It has arrived.",
        "It is with you.",
    )


def test_a_rule_is_said_in_the_language_of_the_reader(cast: Cast) -> None:
    from django.utils.translation import override

    write("refuse", reason=TEXTS)

    with override("fr"):
        french = perform(Give(), by=cast.bo)
    with override("lt"):
        lithuanian = perform(Give(), by=cast.bo)

    assert [french.reason, lithuanian.reason] == [TEXTS["fr"], TEXTS["en"]]  # type: ignore[union-attr]


def test_the_decision_keeps_the_rule_and_the_facts_and_the_personal_ones_apart(cast: Cast) -> None:
    made = write()

    perform(Give(), by=cast.bo)

    kept = Decision.objects.get()
    assert kept.rule == made
    assert kept.facts["order.status"] == "pending"
    assert kept.facts["spent.refund.by.day.amount"] == 0
    assert "customer.name" not in kept.facts
    assert Personal.objects.get(decision=kept).facts == {"customer.name": "Mira Kask"}
    assert kept.spends == [{"kind": "refund", "amount": 1000, "currency": "EUR"}]


def test_a_condition_that_fails_refuses_and_is_told(cast: Cast) -> None:
    write("refuse", "100 / refund.amount > 5")

    outcome = perform(Give(amount=Decimal(0)), by=cast.bo)

    assert isinstance(outcome, Refused)
    assert outcome.name == "RuleFailed"
    assert "refund" not in outcome.reason
    assert Entry.objects.filter(kind="authority.rule_failed").count() == 1
    assert [one.key for one in failing_rules()] == ["test.refuse"]
    end_rule(Rule.objects.get(), by=SYSTEM)
    assert failing_rules() == []


def test_the_role_is_asked_before_the_rules(cast: Cast) -> None:
    write()

    waiting = perform(Give(), by=cast.tess)

    assert isinstance(waiting, Waiting)
    assert waiting.rule == ""


def test_a_rule_holds_from_the_moment_it_is_written_until_it_ends(cast: Cast) -> None:
    made = write()
    assert isinstance(preview(Give(), by=cast.bo), Done)

    end_rule(made, by=SYSTEM)

    assert isinstance(preview(Give(), by=cast.bo), Refused)


def test_a_preview_says_the_same_and_leaves_nothing_behind(cast: Cast) -> None:
    write("approve", "refund.amount > 5000")
    write(condition=LIMIT)

    known = [preview(Give(amount=Decimal(n)), by=cast.bo) for n in (10, 60)]

    assert [type(one) for one in known] == [Done, Waiting]
    assert not Total.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("who", "expected"), [("human", Done), ("virtual", Refused)])
def test_a_rule_may_be_for_people_alone(cast: Cast, who: str, expected: type) -> None:
    cast.bo.kind = who
    write(kind="human")

    assert isinstance(perform(Give(), by=cast.bo), expected)


def test_the_same_key_is_answered_alike_and_counted_once(cast: Cast) -> None:
    write()

    first = perform(Give(), by=cast.bo, key="k")
    again = perform(Give(), by=cast.bo, key="k")

    assert first == again
    assert first.decision == Decision.objects.get().pk
    assert Total.objects.get(ref=cast.bo.ref).ever_number == 1


def test_facts_that_show_that_it_cannot_be_are_a_refusal_like_any_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def see(*_given: object, **_more: object) -> dict[str, Any]:
        raise AlreadyGone

    write()
    monkeypatch.setattr(Give, "see", see)

    outcome = perform(Give(), by=cast.bo)

    assert isinstance(outcome, Refused)
    assert outcome.name == "AlreadyGone"
    assert Decision.objects.get().reason == "AlreadyGone"


@pytest.mark.parametrize(
    ("span", "later"),
    [("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("month", timedelta(days=31)), ("ever", None)],
)
def test_a_limit_of_a_span_begins_anew_with_the_next(cast: Cast, span: str, later: timedelta | None) -> None:
    noon = (clock.now() + timedelta(days=32)).replace(day=10, hour=12, minute=10)
    clock.travel(noon - clock.now())
    write(condition=f"spent.refund.by.{span}.number < 2")
    done = [isinstance(perform(Give(), by=cast.bo), Done) for _ in range(3)]

    clock.travel(later or timedelta(days=400))

    assert done == [True, True, False]
    assert isinstance(perform(Give(), by=cast.bo), Done) == (later is not None)


def test_a_day_is_that_of_the_desk(cast: Cast, settings: Any) -> None:
    at = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)

    settings.TIME_ZONE = "Europe/Vilnius"
    vilnius = spans_of(at)
    settings.TIME_ZONE = "UTC"

    assert vilnius == {"hour": "2026-03-02T00", "day": "2026-03-02", "month": "2026-03"}
    assert spans_of(at)["day"] == "2026-03-01"


def test_a_preview_asks_the_totals_only_where_a_rule_looks_at_them(cast: Cast) -> None:
    write()
    preview(Give(), by=cast.bo)

    with CaptureQueriesContext(connection) as asked:
        preview(Give(), by=cast.bo)

    assert not [one for one in asked if "authority_total" in one["sql"]]
