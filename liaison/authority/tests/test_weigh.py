from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.authority.rules import Who, check, in_order, paths, weigh
from liaison.authority.words import FactType, Provision, Says
from liaison.kit.errors import Invalid

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BO = Who("member:7", "human", frozenset({"representative"}))
KNOWN = {
    "order.status": FactType.TEXT,
    "order.total": FactType.MONEY,
    "order.tags": FactType.TEXTS,
    "yes.given": FactType.FLAG,
}
FACTS: dict[str, Any] = {
    "order.status": "pending",
    "order.total": 4000,
    "order.tags": ["gift"],
    "yes.given": True,
}

HOLDS, NOT, FAILS = "yes.given", "!yes.given", "order.total / 0 > 1"
rules = st.lists(
    st.builds(
        lambda n, says, condition: Provision(key=f"r{n}", command="x.y", says=says, condition=condition),
        st.integers(0, 99),
        st.sampled_from(Says),
        st.sampled_from([HOLDS, NOT, FAILS, ""]),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(rules)
def test_refuse_beats_approve_beats_allow_and_what_fails_refuses(provisions: list[Provision]) -> None:
    verdict = weigh(in_order(provisions), facts=FACTS, who=BO, at=NOW)

    expected = Says.REFUSE
    for says in (Says.REFUSE, Says.APPROVE, Says.ALLOW):
        said = [one.condition for one in sorted(provisions, key=lambda one: one.key) if one.says is says]
        decided = next((condition for condition in said if condition != NOT), None)
        if decided is not None:
            expected = Says.REFUSE if decided == FAILS else says
            break
    assert verdict.says is expected
    assert bool(verdict.broken) == (verdict.by is not None and verdict.by.condition == FAILS)


@given(rules)
def test_asking_the_refusals_alone_never_allows_what_they_refuse(provisions: list[Provision]) -> None:
    refusals = [one for one in provisions if one.says is Says.REFUSE]

    lowest = weigh(in_order(provisions), facts=FACTS, who=BO, at=NOW, lowest=Says.REFUSE)
    whole = weigh(
        [*refusals, Provision(key="z", command="x.y", says=Says.ALLOW)], facts=FACTS, who=BO, at=NOW
    )

    assert lowest.says is whole.says


@pytest.mark.parametrize(
    ("changes", "meant"),
    [
        ({}, True),
        ({"role": "representative"}, True),
        ({"role": "supervisor"}, False),
        ({"kind": "human"}, True),
        ({"kind": "virtual"}, False),
        ({"actor": "member:7"}, True),
        ({"actor": "member:8"}, False),
        ({"valid_from": NOW}, True),
        ({"valid_from": NOW + timedelta(seconds=1)}, False),
        ({"valid_until": NOW + timedelta(seconds=1)}, True),
        ({"valid_until": NOW}, False),
    ],
)
def test_a_rule_is_weighed_only_for_whom_and_when_it_is_meant(changes: dict[str, Any], meant: bool) -> None:
    one = Provision(**({"key": "r", "command": "x.y", "says": Says.ALLOW} | changes))

    assert (weigh((one,), facts=FACTS, who=BO, at=NOW).says is Says.ALLOW) == meant


@pytest.mark.parametrize(
    "condition",
    [
        "",
        'order.status == "pending" && order.total <= 4000',
        '"gift" in order.tags || size(order.tags) > 3',
        'order.status in ["pending", "paid"]',
        "order.total * 20 / 100 > 500",
        '!yes.given || order.status.startsWith("p")',
        "yes.given ? order.total > 0 : false",
    ],
)
def test_a_condition_asks_declared_facts(condition: str) -> None:
    check(condition, known=KNOWN)
    assert paths(condition) <= KNOWN.keys()


@pytest.mark.parametrize(
    "condition",
    [
        "order.colour == 1",
        "nothing",
        "order.total",
        "order.total && yes.given",
        "order.total <= 40.5",
        "order.total == order.status",
        "order.status == 4",
        'order.tags.exists(x, x == "gift")',
        "order.tags.all(x, true)",
        "order.tags.map(x, x) == []",
        "order.tags.filter(x, true) == []",
        "order.tags.exists_one(x, true)",
        "has(order.status)",
        'order["status"] == "pending"',
        '{"a": true}.a',
        'order.status == "x" // the rest',
        '"""a""" == order.status',
        'order.status.matches("(a+)+")',
        "yes.given &&",
        "(" * 200 + "yes.given" + ")" * 200,
    ],
)
def test_what_is_no_condition_is_refused_on_saving(condition: str) -> None:
    with pytest.raises(Invalid) as no:
        check(condition, known=KNOWN)

    assert no.value.field == "condition"


WORDS = [
    "&&",
    "||",
    "!",
    "(",
    ")",
    "==",
    "<",
    "in",
    "[",
    "]",
    '"a"',
    "'",
    '"',
    "1",
    ".",
    "size",
    "?",
    ":",
    "x",
    "\n",
]
PIECES = st.lists(st.sampled_from([*KNOWN, *WORDS]), max_size=9)


@given(st.one_of(st.text(max_size=30), PIECES.map(" ".join), PIECES.map("".join)))
def test_whatever_is_written_is_a_condition_or_is_refused_in_words(condition: str) -> None:
    wrong = _refused(condition)

    if wrong is not None:
        assert (wrong.field, bool(wrong.problem)) == ("condition", True)
    else:
        one = Provision(key="r", command="x.y", says=Says.ALLOW, condition=condition)
        assert "found" not in weigh((one,), facts=FACTS, who=BO, at=NOW).broken.lower()


def _refused(condition: str) -> Invalid | None:
    try:
        check(condition, known=KNOWN)
    except Invalid as no:
        return no
    return None
