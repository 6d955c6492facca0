from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from liaison.authority.actions import create_rule, erase, perform, redact
from liaison.authority.commands import Release
from liaison.authority.models import Decision, Personal
from liaison.authority.queries import Sought, decisions, explain, given_away, replay
from liaison.authority.tests.giving import STATUS, Give, rule
from liaison.authority.words import Waiting
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Invalid, NotFound
from tests.cast import Cast

ALL = Sought()


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """Bo gave 10, 20 and 30, and asked for 60, which Ana released; Ana was refused what had gone."""
    create_rule(
        rule("approve", "refund.amount > 5000", ask="supervisor", reason={"en": "More than 50."}), by=SYSTEM
    )
    create_rule(
        rule("refuse", 'order.status == "gone"', reason={"en": "It is gone.", "fr": "C’est parti."}),
        by=SYSTEM,
    )
    create_rule(rule("allow", allowed={"en": "Up to 50."}), by=SYSTEM)
    for amount in (10, 20, 30):
        perform(Give(amount=Decimal(amount), order=amount), by=cast.bo)
    waiting = perform(Give(amount=Decimal(60), reason="damaged"), by=cast.bo)
    assert isinstance(waiting, Waiting)
    perform(Release(approval=waiting.approval), by=cast.ana)
    STATUS[7] = "gone"
    perform(Give(order=7), by=cast.ana)
    return cast


def period() -> dict[str, Any]:
    return {"since": clock.now() - timedelta(hours=1), "until": clock.now() + timedelta(hours=1)}


def test_a_refusal_is_explained_in_words_without_a_formula(stage: Cast) -> None:
    refused = Decision.objects.get(command="shop.give", outcome="refused")

    with override("fr"):
        told = explain(refused.pk, for_=stage.ana)

    assert (told.because, told.rule, told.version) == ("C’est parti.", "test.refuse", 1)
    assert [(one.label, one.value) for one in told.facts][:2] == [
        ("State of the order", "gone"),
        ("Amount", "10,00\xa0€"),
    ]
    assert "==" not in str(told)


def test_a_decision_of_somebody_else_does_not_exist_to_a_stranger(stage: Cast) -> None:
    refused = Decision.objects.get(command="shop.give", outcome="refused")

    with pytest.raises(NotFound):
        explain(refused.pk, for_=stage.bo)
    assert all(row.by == stage.bo.ref for row in decisions(ALL, for_=stage.bo).rows)


@pytest.mark.parametrize(
    ("sought", "count"),
    [
        ({}, 6),
        ({"outcome": "refused"}, 1),
        ({"actor": "<bo>"}, 5),
        ({"rule": "test.approve"}, 2),
        ({"ref": "order:20"}, 1),
        ({"command": "tickets.*"}, 0),
        ({"until": "<early>"}, 0),
    ],
)
def test_decisions_are_found_by_what_is_known_of_them(
    stage: Cast, sought: dict[str, Any], count: int
) -> None:
    known = {"<bo>": stage.bo.ref, "<early>": clock.now() - timedelta(hours=1)}
    asked = {"command": "shop.*"} | {name: known.get(value, value) for name, value in sought.items()}

    assert len(decisions(Sought(**asked), for_=stage.ada).rows) == count


def test_a_long_list_is_turned_page_by_page(stage: Cast) -> None:
    whole = [row.pk for row in decisions(ALL, for_=stage.ada).rows]

    first = decisions(ALL, for_=stage.ada, limit=4)
    second = decisions(ALL, for_=stage.ada, limit=4, cursor=first.next)

    assert [row.pk for row in first.rows + second.rows] == whole
    assert second.next == ""
    with pytest.raises(Invalid):
        decisions(Sought(outcome="done"), for_=stage.ada, cursor=first.next)


def test_a_draft_is_weighed_against_what_was_decided(stage: Cast) -> None:
    stricter = rule("refuse", "refund.amount >= 3000", key="draft")

    would = replay(stricter, **period())

    assert (would.asked, would.unknown, would.changed) == (5, 0, 2)
    assert would.money == {"EUR": 9000}
    assert [(one.was, one.would_be, one.count, one.money) for one in would.changes] == [
        ("allow", "refuse", 1, {"EUR": 3000}),
        ("approve", "refuse", 1, {"EUR": 6000}),
    ]


def test_a_draft_takes_the_place_of_the_rule_with_its_key(stage: Cast) -> None:
    looser = rule("approve", "refund.amount > 9000")

    would = replay(looser, **period())

    assert [(one.was, one.would_be, one.count) for one in would.changes] == [("approve", "allow", 1)]


def test_a_text_is_redacted_in_what_decisions_tell_of_a_person(stage: Cast) -> None:
    assert redact("order:10", "Mira Kask", mark="—") == 1
    assert Personal.objects.get(decision__about__ref="order:10").facts == {"customer.name": "—"}
    assert erase("customer:5") == 6
    assert not Personal.objects.exists()


def test_what_was_erased_is_counted_as_unknown(stage: Cast) -> None:
    Personal.objects.all().delete()
    known = replay(rule("refuse", "refund.amount >= 3000", key="draft"), **period())
    unknown = replay(rule("refuse", 'customer.name == "Mira Kask"', key="draft"), **period())

    assert (known.unknown, unknown.unknown, unknown.changed) == (0, 5, 0)


def test_what_was_given_away_is_added_up_for_each_person_and_reason(stage: Cast) -> None:
    given = given_away(for_=stage.ada, **period())

    shown = [(one.by, one.reason, one.actor, one.kind, one.amount, one.number, one.approved) for one in given]
    assert shown == [
        (stage.bo.ref, "damaged", "human", "refund", 6000, 1, 6000),
        (stage.bo.ref, "late", "human", "refund", 6000, 3, 0),
    ]
    assert given_away(for_=stage.ana, **period()) == []
