"""The limits of the retail pack, asked for by REST: at once up to them, above them somebody is asked."""

from decimal import Decimal
from typing import Any

import pytest

from liaison.api.tests.asking import Program
from liaison.orders.models import Movement, Order
from liaison.orders.words import Status
from tests.cast import Cast
from tests.journeys.retail import KINDS, Stage, everything, set_the_stage

AT_ONCE = {"human": ("50.00", "50.01"), "virtual": ("20.00", "20.01")}
MORE_AT_ONCE = {"human": ("20.00", "20.01"), "virtual": ("10.00", "10.01")}


@pytest.fixture(params=KINDS)
def stage(cast: Cast, request: pytest.FixtureRequest) -> Stage:
    return set_the_stage(cast, request.param)


def must_wait(s: Stage, rule: str, command: str, **params: Any) -> int:
    """It waits for a release by this rule, and until then nothing has changed. Return the approval's id."""
    before = everything()
    answer = s.ask(command, **params)
    said = answer.json()
    assert (answer.status_code, said.get("rule")) == (202, f"retail.{rule}"), said
    assert s.shop.cast.ana.ref in said["asked"]
    assert len({said["reason"], said["say"], ""}) == 3
    assert everything() == before
    return int(said["approval"])


def rule(name: str, s: Stage) -> str:
    return name if s.member.kind == "human" else f"{name}_virtual"


def given(order: Order, kind: str) -> str:
    rows = Movement.objects.filter(order=order, kind=kind)
    return f"{sum((-row.amount for row in rows), Decimal(0)):.2f}"


def test_a_refund_up_to_the_limit_is_made_and_above_it_a_supervisor_releases_that_very_one(
    stage: Stage,
) -> None:
    most, above = AT_ONCE[stage.member.kind]
    small, large = stage.shop.order(Status.DELIVERED), stage.shop.order(Status.DELIVERED)

    assert stage.ask("orders.refund", **stage.on(small, amount=most, reason="damaged")).status_code == 200
    asked = stage.on(large, amount=above, reason="damaged")
    approval = must_wait(stage, rule("order_refund_above_limit", stage), "orders.refund", **asked)
    own = stage.ask("authority.release", approval=approval)
    ana = Program(stage.shop.cast.ana)
    released = ana.post("/commands/authority.release", {"approval": approval})
    again = ana.post("/commands/authority.release", {"approval": approval})

    assert (own.status_code, released.status_code, again.status_code) == (409, 200, 409)
    assert (given(small, "refund"), given(large, "refund")) == (most, above)


def test_refunds_of_a_day_have_a_limit_of_their_own(stage: Stage) -> None:
    most, _above = AT_ONCE[stage.member.kind]
    for _each in range(5):
        order = stage.shop.order(Status.DELIVERED)
        answer = stage.ask("orders.refund", **stage.on(order, amount=most, reason="missing"))
        assert answer.status_code == 200, answer.content

    asked = stage.on(stage.shop.order(Status.DELIVERED), amount="0.01", reason="missing")

    must_wait(stage, rule("order_refund_above_limit", stage), "orders.refund", **asked)


def test_cancelling_does_not_use_up_what_may_be_refunded(stage: Stage) -> None:
    for _each in range(5):
        answer = stage.ask("orders.cancel", **stage.on(stage.shop.order(), reason="no_longer_needed"))
        assert answer.status_code == 200

    order = stage.shop.order(Status.DELIVERED)

    assert stage.ask("orders.refund", **stage.on(order, amount="5.00", reason="late")).status_code == 200


def test_compensations_have_limits_of_their_own_and_one_for_each_customer(stage: Stage) -> None:
    most, above = MORE_AT_ONCE[stage.member.kind]
    order = stage.shop.order(Status.DELIVERED)
    waits = rule("order_compensation_above_limit", stage)

    must_wait(stage, waits, "orders.compensate", **stage.on(order, amount=above, reason="late"))
    total = 0.0
    while total + float(most) <= 50:
        answer = stage.ask("orders.compensate", **stage.on(order, amount=most, reason="late", kind="voucher"))
        assert answer.status_code == 200, answer.content
        total += float(most)

    assert given(order, "compensation") == f"{total:.2f}"
    must_wait(stage, waits, "orders.compensate", **stage.on(order, amount=most, reason="late"))


def test_goods_that_came_back_are_settled_by_people_alone(stage: Stage) -> None:
    shop, order = stage.shop, stage.shop.order(Status.DELIVERED)
    asked = stage.on(order, lines=[{"line": shop.line(order), "quantity": 2}], method=shop.gift.pk)
    request = stage.ask("orders.return", **asked).json()["result"]["request"]
    steps = ("approve_request", "receive_return", "inspect", "settle")

    answers = [stage.ask(f"orders.{step}", order=order.pk, request=request) for step in steps]

    shop.gift.refresh_from_db()
    if stage.member.kind == "human":
        assert [answer.status_code for answer in answers] == [200] * 4
        assert (given(order, "refund"), shop.gift.balance) == ("40.00", 120)
    else:
        assert {answer.json()["rule"] for answer in answers} == {"retail.goods_handled_by_people"}
        assert (given(order, "refund"), shop.gift.balance) == ("0.00", 80)
