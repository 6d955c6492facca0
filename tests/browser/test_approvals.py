"""What waits for a release, live: it comes to who decides, and the answer to who asked."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from liaison.authority import catalogue
from liaison.authority.actions import create_rule
from liaison.authority.models import Approval
from liaison.authority.tests import giving
from liaison.authority.tests.giving import rule
from liaison.authority.words import Waiting
from liaison.kit.actor import SYSTEM
from tests.browser.conftest import serious_faults
from tests.browser.running import Desk
from tests.cast import Cast, ticket


@pytest.fixture(autouse=True)
def a_shop() -> Iterator[None]:
    """Its command is there for these tests alone."""
    catalogue.command(giving.Give)
    yield
    giving.STATUS.clear()
    catalogue.COMMANDS.pop("shop.give")
    catalogue._adapters.pop("shop.give", None)


def test_a_request_comes_to_who_decides_and_the_answer_to_who_asked(desk: Desk, stage: Cast) -> None:
    create_rule(rule("approve", reason={"en": "More than 50 waits."}, within=15), by=SYSTEM)
    one = ticket(stage)
    with (
        desk.open(stage.ana, "/inbox/approvals/") as decides,
        desk.open(stage.bo, f"/tickets/{one.number}/") as asks,
    ):
        expect(decides.get_by_role("heading", name="Nothing waits for your release")).to_be_visible()
        assert isinstance(desk.do(stage.bo, "shop.give", amount=Decimal(80), ticket=one.pk), Waiting)
        expect(decides.locator("#asked .row")).to_have_count(1)
        expect(decides.locator("#chats [data-rings='Bo']")).to_be_visible()
        expect(asks.get_by_text("Waits for a release")).to_be_visible()

        decides.locator("#asked .row-who").click()
        expect(decides.locator("#asked-gives", has_text="€80.00")).to_be_visible()
        assert serious_faults(decides) == []
        decides.get_by_label("Up to this amount (EUR)").fill("60")
        decides.get_by_role("button", name="Release", exact=True).click()
        expect(decides.get_by_text("Released.")).to_be_visible()
        desk.tell()

        expect(asks.locator("#timeline").get_by_text("up to 60")).to_be_visible()
        expect(decides.locator("#asked .row")).to_have_count(0)
        expect(decides.locator("#asked-answered").get_by_text("Released")).to_be_visible()
    assert Approval.objects.get().state == "released"
