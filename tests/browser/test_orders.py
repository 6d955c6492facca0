"""Orders beside the conversation, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from liaison.orders.tests.shop import Shop, allow, open_shop
from tests.browser.running import Desk, settled
from tests.cast import Cast


@pytest.fixture
def shop(stage: Cast) -> Shop:
    """A shop in which everything is allowed."""
    made = open_shop(stage)
    allow()
    return made


def opened(page: Page, number: str) -> None:
    """The order beside the ticket, with its buttons."""
    page.locator("summary", has_text=number).click()
    expect(page.locator(".wishes")).to_be_visible()
    settled(page)


def test_an_order_is_cancelled_beside_the_conversation(desk: Desk, shop: Shop) -> None:
    order = shop.order()
    with desk.open(shop.cast.bo, f"/tickets/{shop.ticket.number}/") as page:
        opened(page, order.number)
        page.get_by_role("link", name="Cancel the order").click()
        dialog = page.get_by_role("dialog", name="Cancel the order")
        expect(dialog).to_contain_text("€75.50 goes back to")
        dialog.get_by_label("I read the details aloud").check()
        dialog.get_by_label("Their answer").fill("Yes")
        dialog.get_by_role("button", name="Cancel the order").click()
        expect(dialog).to_have_count(0)
        desk.tell()
        expect(page.locator("#side-card")).to_contain_text("Cancelled")
    order.refresh_from_db()
    assert (order.status, order.refunded) == ("cancelled", order.paid)
