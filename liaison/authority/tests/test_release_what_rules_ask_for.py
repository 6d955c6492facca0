from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from liaison.authority import presence
from liaison.authority.actions import create_rule, examining, grant, lapse, most_allowed, perform
from liaison.authority.commands import Release
from liaison.authority.models import Approval, Decision, Given, Role, Total
from liaison.authority.queries import requested, rings_at
from liaison.authority.rules.ringing import TURN
from liaison.authority.tests.giving import STATUS, Give, rule
from liaison.authority.words import Done, Outcome, Refused, Waiting
from liaison.journal.models import Entry
from liaison.kit import clock
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.money import Money
from tests.cast import Cast, ticket


@pytest.fixture
def stage(cast: Cast) -> Cast:
    create_rule(rule("approve", reason={"en": "A supervisor looks at it."}), by=SYSTEM)
    return cast


def ask(command: Give, *, by: Actor) -> int:
    waiting = perform(command, by=by)
    assert isinstance(waiting, Waiting), waiting
    return waiting.approval


def release(approval: int, *, by: Actor, **more: Any) -> Outcome:
    return perform(Release(approval=approval, **more), by=by)


def state(approval: int) -> str:
    return Approval.objects.get(pk=approval).state


def test_what_was_released_is_given_and_counted_for_whoever_asked(stage: Cast) -> None:
    approval = ask(Give(amount=Decimal(60)), by=stage.bo)

    outcome = release(approval, by=stage.ana)

    assert isinstance(outcome, Done)
    given = Given.objects.get()
    assert (given.by, given.approved_by, given.amount, given.actor) == (
        stage.bo.ref,
        stage.ana.ref,
        6000,
        "human",
    )
    assert Total.objects.get(ref=stage.bo.ref).ever_amount == 6000
    assert Decision.objects.get(command="shop.give", outcome="done").rule_id == Approval.objects.get().rule_id


def test_a_request_lapses_when_what_mattered_has_changed(stage: Cast) -> None:
    one = ticket(stage)
    approval = ask(Give(ticket=one.pk), by=stage.bo)
    STATUS[1] = "delivered"

    outcome = release(approval, by=stage.ana)

    assert isinstance(outcome, Refused)
    assert outcome.name == "FactsChanged"
    assert state(approval) == "lapsed"
    assert not Given.objects.exists()
    assert Entry.objects.filter(kind="authority.lapsed_by_change", about__ref=f"ticket:{one.pk}").count() == 1
    assert isinstance(release(approval, by=stage.ana), Refused)


def test_running_totals_and_the_clock_do_not_let_it_lapse(stage: Cast) -> None:
    first, second = (ask(Give(), by=stage.bo) for _ in range(2))
    clock.travel(timedelta(days=1))

    assert isinstance(release(first, by=stage.ana), Done)
    assert isinstance(release(second, by=stage.ana), Done)


def test_the_refusals_are_asked_again_and_it_waits_on(stage: Cast) -> None:
    approval = ask(Give(amount=Decimal(60)), by=stage.bo)
    create_rule(rule("refuse", "refund.amount > 5000", reason={"en": "Never more than 50."}), by=SYSTEM)

    outcome = release(approval, by=stage.ana)

    assert isinstance(outcome, Refused)
    assert "Never more than 50." in outcome.reason
    assert state(approval) == "waiting"
    assert not Given.objects.exists()
    assert isinstance(release(approval, by=stage.ana, changes={"amount": "40"}, words="Up to 40."), Done)
    assert Given.objects.get().amount == 4000


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "60.01"},
        {"amount": "-1"},
        {"reason": "goodwill"},
        {"order": 1, "amount": "61", "reason": "late"},
    ],
)
def test_a_condition_lowers_money_and_changes_nothing_else(stage: Cast, changes: dict[str, Any]) -> None:
    approval = ask(Give(amount=Decimal(60)), by=stage.bo)

    outcome = release(approval, by=stage.ana, changes=changes)

    assert isinstance(outcome, Refused)
    assert state(approval) == "waiting"
    assert not Given.objects.exists()


@pytest.mark.parametrize(
    ("asked", "wanted", "is_less"),
    [
        ({"lines": [{"line": 1}], "amount": None}, {"lines": [], "amount": Decimal(40)}, True),
        (
            {"to": [{"method": 1, "amount": Decimal(60)}]},
            {"to": [{"method": 1, "amount": Decimal(40)}]},
            True,
        ),
        (
            {"to": [{"method": 1, "amount": Decimal(60)}]},
            {"to": [{"method": 2, "amount": Decimal(40)}]},
            False,
        ),
        ({"lines": [{"line": 1}]}, {"lines": [{"line": 1}, {"line": 1}]}, False),
        ({"lines": [{"line": 1}, {"line": 2}]}, {"lines": [{"line": 2}]}, True),
        ({"delivery": True}, {"delivery": False}, True),
        ({"delivery": False}, {"delivery": True}, False),
        ({"amount": Decimal(60)}, {"amount": None}, False),
        ({"quantity": 2}, {"quantity": 1}, False),
    ],
)
def test_less_is_less_money_or_fewer_things(asked: Any, wanted: Any, is_less: bool) -> None:
    assert examining._is_less(asked, wanted) == is_less


def test_several_wait_at_once_on_one_ticket(stage: Cast) -> None:
    one = ticket(stage)
    waiting = [ask(Give(ticket=one.pk, order=n), by=stage.bo) for n in (1, 2, 3)]

    release(waiting[1], by=stage.ana)

    assert [state(each) for each in waiting] == ["waiting", "released", "waiting"]


def test_nobody_releases_their_own_and_no_program_releases_anything(stage: Cast) -> None:
    approval = ask(Give(), by=stage.ana)

    own = release(approval, by=stage.ana)
    stage.ada.kind = "virtual"
    program = release(approval, by=stage.ada)

    assert [one.name for one in (own, program)] == ["OwnRequest", "OnlyPeopleRelease"]  # type: ignore[union-attr]
    assert state(approval) == "waiting"


@pytest.fixture
def named(cast: Cast) -> Cast:
    """The administrator is asked; a supervisor stands in after an hour."""
    who = {"ask": "administrator", "stand_in": "supervisor", "within": 120}
    create_rule(rule("approve", **who), by=SYSTEM)
    return cast


@pytest.fixture
def urgent(cast: Cast) -> Iterator[Cast]:
    """Supervisors are asked within a quarter of an hour, and Ana is not there; the administrator stands in."""
    who = {"ask": "supervisor", "stand_in": "administrator", "within": 15}
    create_rule(rule("approve", **who), by=SYSTEM)
    grant(Role.objects.get(key="supervisor"), to=cast.cleo.ref, department=None, by=SYSTEM)
    known = presence._KNOWS[:]
    presence.knows(lambda refs: {cast.cleo.ref} & set(refs))
    yield cast
    presence._KNOWS[:] = known


def test_an_urgent_request_rings_at_one_desk_after_the_other_whoever_is_there_first(urgent: Cast) -> None:
    approval = Approval.objects.get(pk=ask(Give(), by=urgent.bo))

    whose = []
    for _turn in range(4):
        whose.append(rings_at(approval).whose)
        clock.travel(TURN)

    cleo, ana, ada = urgent.cleo.ref, urgent.ana.ref, urgent.ada.ref
    assert whose == [(cleo,), (ana,), (ada,), (cleo, ana, ada)]


def test_whoever_stands_in_may_answer_once_it_rings_at_their_desk(urgent: Cast) -> None:
    approval = ask(Give(), by=urgent.bo)

    early = release(approval, by=urgent.ada)
    clock.travel(2 * TURN)
    late = release(approval, by=urgent.ada)

    assert isinstance(early, Refused)
    assert isinstance(late, Done)
    assert rings_at(Approval.objects.get(pk=approval)).whose == ()


def test_meanwhile_so_much_may_be_given_as_needs_no_release(cast: Cast) -> None:
    create_rule(rule("allow", "refund.amount + spent.refund.by.day.amount <= 5000"), by=SYSTEM)
    create_rule(rule("approve", "refund.amount + spent.refund.by.day.amount > 5000"), by=SYSTEM)
    perform(Give(amount=Decimal("12.34")), by=cast.bo)
    asked = Give(amount=Decimal(80))

    found = most_allowed(asked, by=cast.bo, subject=asked.find(by=cast.bo, lock=False))

    assert found == Money(Decimal("37.66"), "EUR")


def test_where_nothing_may_be_given_without_a_release_nothing_is_told(stage: Cast) -> None:
    asked = Give(amount=Decimal(80))

    assert most_allowed(asked, by=stage.bo, subject=asked.find(by=stage.bo, lock=False)) is None


def test_only_whom_the_rule_names_is_asked_and_later_whoever_stands_in(named: Cast) -> None:
    waiting = perform(Give(), by=named.bo)
    assert isinstance(waiting, Waiting)
    assert waiting.asked == (named.ada.ref,)

    early = release(waiting.approval, by=named.ana)
    clock.travel(timedelta(minutes=61))
    late = release(waiting.approval, by=named.ana)

    assert isinstance(early, Refused)
    assert early.name == "NotYours"
    assert isinstance(late, Done)


def test_whoever_stands_in_is_asked_at_once_when_nobody_else_is_there(named: Cast) -> None:
    waiting = perform(Give(), by=named.ada)
    assert isinstance(waiting, Waiting)

    assert waiting.asked == (named.ana.ref,)
    assert isinstance(release(waiting.approval, by=named.ana), Done)


def test_it_goes_back_when_nobody_answered_within_the_time_of_the_rule(named: Cast) -> None:
    approval = ask(Give(), by=named.bo)

    clock.travel(timedelta(minutes=119))
    assert lapse() == 0
    clock.travel(timedelta(minutes=2))

    assert lapse() == 1
    assert state(approval) == "lapsed"


def test_nothing_is_released_after_its_time_even_before_the_clockwork_came(named: Cast) -> None:
    approval = ask(Give(), by=named.bo)
    clock.travel(timedelta(minutes=121))

    outcome = release(approval, by=named.ada)

    assert isinstance(outcome, Refused)
    assert outcome.name == "TooLate"
    assert state(approval) == "lapsed"
    assert not Given.objects.exists()


def test_what_waits_is_told_in_words_to_whom_may_answer_it(stage: Cast) -> None:
    approval = ask(Give(amount=Decimal(60)), by=stage.bo)

    seen = {who: requested(for_=who) for who in (stage.ana, stage.bo, stage.cleo)}

    assert [[(one.approval, one.may) for one in some] for some in seen.values()] == [
        [(approval, True)],
        [(approval, False)],
        [],
    ]
    told = seen[stage.ana][0]
    assert (told.reason, told.gives) == ("A supervisor looks at it.", ["€60.00"])
    assert {one.label: one.value for one in told.facts}["Name of the customer"] == "Mira Kask"


def test_a_personal_fact_is_kept_with_a_request_only_as_what_tells_that_it_changed(stage: Cast) -> None:
    approval = ask(Give(), by=stage.bo)

    assert "Mira" not in str(Approval.objects.get(pk=approval).facts)
