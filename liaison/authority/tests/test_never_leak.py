"""Twelve at once under a limit that lets five pass."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from liaison.authority.actions import create_rule, perform
from liaison.authority.commands import Release
from liaison.authority.models import Given, Total
from liaison.authority.tests.giving import Give, rule
from liaison.authority.words import Done, Outcome, Waiting
from liaison.kit.actor import SYSTEM, Actor
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(transaction=True)
PER_CUSTOMER = "spent.refund.customer.ever.amount + refund.amount <= 10000"


def _at_once(who: list[Actor], *, orders: int) -> list[Outcome]:
    def give(number: int) -> Outcome:
        try:
            return perform(Give(order=number % orders, amount=Decimal(20)), by=who[number % len(who)])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(give, range(12)))


@pytest.fixture
def stage() -> Cast:
    cast = assemble()
    create_rule(rule(condition=PER_CUSTOMER), by=SYSTEM)
    return cast


def test_a_limit_of_a_hundred_is_never_passed_however_many_ask_at_once(stage: Cast) -> None:
    outcomes = _at_once([stage.bo, stage.ana, stage.ada], orders=4)

    assert sum(isinstance(one, Done) for one in outcomes) == 5
    assert sum(Given.objects.values_list("amount", flat=True)) == 10000
    assert Total.objects.get(ref="customer:5").ever_amount == 10000


def test_a_request_is_carried_out_once_however_many_release_it_at_once(stage: Cast) -> None:
    create_rule(rule("approve"), by=SYSTEM)
    waiting = perform(Give(), by=stage.bo)
    assert isinstance(waiting, Waiting)

    def release(who: Actor) -> Outcome:
        try:
            return perform(Release(approval=waiting.approval), by=who)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(release, [stage.ana, stage.ada] * 4))

    assert sum(isinstance(one, Done) for one in outcomes) == 1
    assert Given.objects.count() == 1
