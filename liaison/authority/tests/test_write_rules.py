from datetime import timedelta
from typing import Any

import pytest

from liaison.authority import catalogue
from liaison.authority.actions import perform, preview
from liaison.authority.errors import RoleInRules
from liaison.authority.models import Decision, Rule
from liaison.authority.tests.giving import Give
from liaison.authority.words import Done, Outcome, Refused
from liaison.journal.models import Entry
from liaison.kit import clock
from liaison.kit.actor import Actor
from tests.cast import Cast

ALLOW = {"command": "shop.give", "says": "allow"}


def do(name: str, *, by: Actor, **params: Any) -> Outcome:
    return perform(catalogue.make(f"authority.{name}", params), by=by)


def made(outcome: Outcome) -> int:
    assert isinstance(outcome, Done), outcome
    return int(outcome.result["rule"])


def test_a_rule_is_written_changed_and_ended_and_every_version_stays(cast: Cast) -> None:
    first = made(do("create_rule", by=cast.ada, key="give", **ALLOW))
    second = made(do("change_rule", by=cast.ada, rule=first, says="refuse", reason={"en": "Not now."}))

    refused = preview(Give(), by=cast.bo)
    assert isinstance(refused, Refused)
    assert refused.reason == "Not now."
    assert isinstance(do("end_rule", by=cast.ada, rule=second), Done)
    assert list(Rule.objects.order_by("version").values_list("key", "version", "current")) == [
        ("give", 1, False),
        ("give", 2, False),
    ]
    kinds = (
        Entry.objects.filter(kind__startswith="authority.rule_").order_by("id").values_list("kind", flat=True)
    )
    assert list(kinds) == ["authority.rule_made", "authority.rule_made", "authority.rule_ended"]


def test_a_version_that_begins_tomorrow_leaves_the_old_one_in_force_today(cast: Cast) -> None:
    first = made(do("create_rule", by=cast.ada, key="give", **ALLOW))
    tomorrow = clock.now() + timedelta(days=1)
    made(do("change_rule", by=cast.ada, rule=first, says="refuse", valid_from=tomorrow.isoformat()))

    today = preview(Give(), by=cast.bo)
    clock.travel(timedelta(days=1, minutes=1))

    assert isinstance(today, Done)
    assert isinstance(preview(Give(), by=cast.bo), Refused)


def test_a_version_that_was_changed_meanwhile_is_not_changed_again(cast: Cast) -> None:
    first = made(do("create_rule", by=cast.ada, key="give", **ALLOW))
    made(do("change_rule", by=cast.ada, rule=first, says="refuse"))

    late = do("change_rule", by=cast.ada, rule=first, says="allow")

    assert isinstance(late, Refused)
    assert late.name == "NotCurrent"
    assert Rule.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"condition": "order.colour == 1"}, "condition"),
        ({"condition": "refund.amount"}, "condition"),
        ({"condition": "[1].exists(x, x == 1)"}, "condition"),
        ({"command": "tickets.reply"}, "command"),
        ({"role": "wizard"}, "role"),
        ({"ask": "wizard"}, "ask"),
        ({"kind": "robot"}, "kind"),
        ({"reason": {"en": "order.status must be pending"}}, "reason.en"),
        ({"say": {"fr": "a && b"}}, "say.fr"),
        ({"allowed": {"tlh": "Qapla’"}}, "allowed.tlh"),
        ({"valid_from": "2026-02-01T00:00:00Z", "valid_until": "2026-01-01T00:00:00Z"}, "valid_until"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_by_its_field(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    refused = do("create_rule", by=cast.ada, key="give", **(ALLOW | changes))

    assert isinstance(refused, Refused)
    assert refused.name == "Invalid"
    assert refused.reason.startswith(field)
    assert not Rule.objects.exists()


def test_nobody_writes_a_rule_for_themselves(cast: Cast) -> None:
    refused = do("create_rule", by=cast.ada, key="give", actor=cast.ada.ref, **ALLOW)

    assert isinstance(refused, Refused)
    assert refused.name == "OwnRule"


def test_whoever_answers_customers_writes_no_rules(cast: Cast) -> None:
    assert isinstance(do("create_rule", by=cast.bo, key="give", **ALLOW), Refused)
    assert not Rule.objects.exists()


def test_a_rule_is_tried_on_examples_and_leaves_nothing(cast: Cast) -> None:
    tried = do(
        "try_rule",
        by=cast.ada,
        condition="refund.amount <= 5000",
        examples=[
            {"facts": {"refund.amount": 5000}, "says": "allow"},
            {"facts": {"refund.amount": 5001}, "says": "allow"},
            {},
        ],
        **ALLOW,
    )

    assert isinstance(tried, Done)
    shown = [(one["says"], one["by"], one["as_expected"]) for one in tried.result["examples"]]
    assert shown == [("allow", "draft", True), ("refuse", "", False), ("allow", "draft", None)]
    assert not Rule.objects.exists()
    assert not Decision.objects.exists()


def test_a_role_that_a_rule_speaks_of_stays(cast: Cast) -> None:
    from liaison.authority.actions import create_role, remove_role

    role = create_role("Returns desk", permissions={}, by=cast.ada)
    made(do("create_rule", by=cast.ada, key="give", role=f"role:{role.pk}", **ALLOW))

    with pytest.raises(RoleInRules):
        remove_role(role, by=cast.ada)
