"""Beside a ticket stands who somebody says they are, until it is proved."""

from playwright.sync_api import expect

from liaison.customers.actions import meet
from tests.browser.running import Desk
from tests.cast import MIRA, Cast, ticket


def test_whoever_says_to_be_a_known_customer_is_offered_and_joined_by_a_word(desk: Desk, stage: Cast) -> None:
    meet("email", MIRA.address, name="Mira Kask")
    one = ticket(stage, said=True)

    with desk.open(stage.bo, f"/tickets/{one.number}/?in=all") as page:
        claim = page.locator("#side-card .claim")
        expect(claim).to_contain_text("Says to be mira@example.com, known as Mira Kask: not proved.")
        claim.get_by_text("I know that it is them").click()
        claim.get_by_label("What makes you sure").fill("I rang her at the number in her file.")
        claim.get_by_role("button", name="It is them").click()
        expect(page.locator("#side-card .claim")).to_have_count(0)
