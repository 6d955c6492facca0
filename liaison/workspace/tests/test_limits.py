"""Configuration → Rules, Decisions, Given away."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from liaison.authority import catalogue
from liaison.authority.actions import create_rule, perform
from liaison.authority.models import Decision, Rule
from liaison.authority.tests import giving
from liaison.authority.tests.giving import Give, rule
from liaison.kit.actor import SYSTEM
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db
NEW = "/configuration/rules/write/"
LIMIT = "spent.refund.by.day.amount + refund.amount <= 10000"


@pytest.fixture(autouse=True)
def a_shop() -> Iterator[None]:
    """Its command is there for these tests alone."""
    catalogue.command(giving.Give)
    yield
    giving.STATUS.clear()
    catalogue.COMMANDS.pop("shop.give")
    catalogue._adapters.pop("shop.give", None)


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ada)
    return client


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody types who writes a rule."""
    given = {
        "do": "save",
        "about": "shop.give",
        "key": "limit_of_a_day",
        "says": "allow",
        "how": "rows",
        "joined": "all",
        "row-0-fact": "spent.refund.by.day.amount",
        "row-0-plus": "refund.amount",
        "row-0-compare": "at_most",
        "row-0-value": "100.00",
        "reason_en": "A hundred a day.",
    }
    return given | changes


def test_a_rule_is_written_line_by_line(ada: Client) -> None:
    answer = ada.post(NEW, typed())

    made = Rule.objects.get()
    assert answer.status_code == 302
    assert (made.key, made.condition, made.reason) == ("limit_of_a_day", LIMIT, {"en": "A hundred a day."})


def test_lines_are_shown_as_a_formula_without_saving(ada: Client) -> None:
    answer = ada.post(NEW, typed(do="rows"), headers={"HX-Request": "true"})

    assert LIMIT in answer.content.decode().replace("&lt;", "<")
    assert "<html" not in answer.content.decode()
    assert not Rule.objects.exists()


def test_a_wrong_formula_is_told_at_its_field_and_nothing_is_lost(ada: Client) -> None:
    answer = ada.post(NEW, typed(how="cel", condition="order.colour == 3"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "order.colour" in page.split('id="f-condition"')[1].split("id_ask")[0]
    assert "limit_of_a_day" in page
    assert not Rule.objects.exists()


def test_a_wrong_value_is_told_in_its_line(ada: Client) -> None:
    answer = ada.post(NEW, typed(**{"row-0-value": "a lot"}))

    assert answer.status_code == 422
    assert "40.00" in answer.content.decode().split('id="f-row-0-value"')[1].split("</fieldset>")[0]
    assert not Rule.objects.exists()


def test_a_changed_rule_keeps_its_lines_and_tells_what_changed(ada: Client) -> None:
    ada.post(NEW, typed())
    first = Rule.objects.get()
    there = f"/configuration/rules/{first.pk}/change/"

    form = ada.get(there).content.decode()
    ada.post(there, typed(**{"row-0-value": "60"}))

    assert 'value="100.00"' in form
    second = Rule.objects.get(current=True)
    assert (second.version, second.condition) == (2, LIMIT.replace("10000", "6000"))
    told = ada.get(f"/configuration/rules/{second.pk}/").content.decode()
    assert "<del>spent.refund" in told
    assert "<ins>spent.refund" in told


def test_a_rule_is_ended(ada: Client) -> None:
    made = create_rule(rule(), by=SYSTEM)

    ada.post(f"/configuration/rules/{made.pk}/end/")

    assert not Rule.objects.filter(current=True).exists()
    assert "test.allow" not in ada.get("/configuration/rules/").content.decode()
    assert "test.allow" in ada.get("/configuration/rules/?ended=on").content.decode()


def test_a_rule_is_tried_before_it_is_saved(ada: Client) -> None:
    facts = {"fact-refund.amount": "60", "fact-spent.refund.by.day.amount": "50.00"}

    over = ada.post(NEW, typed(do="try") | facts).content.decode()
    within = ada.post(NEW, typed(do="try") | facts | {"fact-refund.amount": "50"}).content.decode()

    assert "because no rule allows it" in over
    assert "by the rule limit_of_a_day" in within
    assert not Rule.objects.exists()


def test_an_example_begins_with_what_was_seen_last(ada: Client, cast: Cast) -> None:
    create_rule(rule(condition="refund.amount < 5000"), by=SYSTEM)
    perform(Give(amount=Decimal("12.34")), by=cast.bo)

    assert 'value="12.34"' in ada.get(f"{NEW}?about=shop.give").content.decode()


def test_the_past_is_weighed_again(ada: Client, cast: Cast) -> None:
    create_rule(rule(), by=SYSTEM)
    for amount in (10, 80):
        perform(Give(amount=Decimal(amount)), by=cast.bo)

    draft = typed(
        do="replay", key="too_much", says="refuse", how="cel", condition="refund.amount > 5000", days="30"
    )
    page = ada.post(NEW, draft).content.decode()

    assert "Of 2 decisions one would have come out otherwise." in page
    assert "€80.00" in page
    assert f"/decisions/{Decision.objects.latest('pk').pk}/" in page


def test_the_list_is_narrowed(ada: Client) -> None:
    create_rule(rule("refuse", 'order.status == "sent"'), by=SYSTEM)
    create_rule(rule(role="supervisor"), by=SYSTEM)

    page = ada.get("/configuration/rules/?says=refuse").content.decode()

    assert "test.refuse" in page
    assert "test.allow" not in page
    assert "State of the order" in page


def test_a_rule_about_a_command_that_is_gone_is_still_shown(ada: Client) -> None:
    made = create_rule(rule(condition="refund.amount < 5000"), by=SYSTEM)
    Rule.objects.filter(pk=made.pk).update(command="shop.take", condition="((")

    assert ada.get("/configuration/rules/").status_code == 200
    assert ada.get(f"/configuration/rules/{made.pk}/").status_code == 200
    assert ada.get(f"/configuration/rules/{made.pk}/change/").status_code == 200


@pytest.mark.parametrize("path", ["/configuration/rules/", NEW])
def test_whoever_may_not_write_rules_does_not_find_them(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.ana)

    assert client.get(path).status_code == 404


def test_the_ledger_finds_by_what_it_was_about(ada: Client, cast: Cast) -> None:
    create_rule(rule(), by=SYSTEM)
    one = ticket(cast)
    perform(Give(order=7, ticket=one.pk), by=cast.bo)
    perform(Give(order=8), by=cast.bo)

    by_order = ada.get("/decisions/?about=order+7").content.decode()
    by_number = ada.get(f"/decisions/?about=%23{one.number}").content.decode()
    by_nothing = ada.get("/decisions/?about=%2399999").content.decode()

    for page in (by_order, by_number):
        assert f"/decisions/{Decision.objects.filter(command='shop.give').earliest('pk').pk}/" in page
        assert f"/decisions/{Decision.objects.filter(command='shop.give').latest('pk').pk}/" not in page
    assert "No decision is like that" in by_nothing


def test_a_decision_says_why_in_words(ada: Client, cast: Cast) -> None:
    create_rule(rule("refuse", "refund.amount > 500", reason={"en": "Five at most."}), by=SYSTEM)
    perform(Give(), by=cast.bo)

    page = ada.get(f"/decisions/{Decision.objects.latest('pk').pk}/").content.decode()

    assert "Five at most." in page
    assert "€10.00" in page
    assert "version 1" in page


def test_one_sees_ones_own_decisions_and_not_those_of_others(cast: Cast, client: Client) -> None:
    create_rule(rule(), by=SYSTEM)
    perform(Give(), by=cast.bo)
    there = f"/decisions/{Decision.objects.latest('pk').pk}/"

    client.force_login(cast.cleo)
    assert client.get(there).status_code == 404
    client.force_login(cast.bo)
    assert client.get(there).status_code == 200


def test_a_file_of_decisions_holds_no_formula(ada: Client, cast: Cast) -> None:
    type(cast.bo).objects.filter(pk=cast.bo.pk).update(name="=1+1")
    create_rule(rule(), by=SYSTEM)
    perform(Give(), by=cast.bo)

    lines = ada.get("/decisions/decisions.csv?command=shop.give").content.decode().splitlines()

    assert "'=1+1" in lines[1]
    assert "refund 10.00 EUR" in lines[1]
    assert "test.allow,1" in lines[1]


def test_what_was_given_away_is_added_up(ada: Client, cast: Cast) -> None:
    create_rule(rule(), by=SYSTEM)
    perform(Give(amount=Decimal(10), reason="late"), by=cast.bo)
    perform(Give(amount=Decimal(30), reason="-broken"), by=cast.ana)

    by_reason = ada.get("/given-away/?cut=reason").content.decode()
    lines = ada.get("/given-away/given-away.csv").content.decode().splitlines()

    assert "€40.00 in all" in by_reason
    assert 'class="bar-share" width="33.3"' in by_reason
    assert lines[1] == "Ana,human,refund,'-broken,EUR,30.00,1,0.00"


def test_who_gave_what_away_is_not_for_everybody(cast: Cast, client: Client) -> None:
    client.force_login(cast.bo)

    assert client.get("/given-away/").status_code == 404
    assert client.get("/given-away/given-away.csv").status_code == 404
