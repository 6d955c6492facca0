"""The shell around the panes: one page for hours, four panes on a wall, one on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.running import Desk
from tests.cast import JONAS, Cast, ticket

pytestmark = [pytest.mark.usefixtures("without_complaint")]


@pytest.fixture
def inbox(desk: Desk, stage: Cast) -> Iterator[Page]:
    ticket(stage)
    ticket(stage, sender=JONAS, text="Could you send the invoice again?")
    with desk.open(stage.bo, "/inbox/open/") as page:
        page.evaluate("window.loadedOnce = true")
        yield page


def wide(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 780})
    return page


def row(page: Page) -> Locator:
    return page.locator(".row-who", has_text="Mira Kask")


def test_a_ticket_opens_beside_the_list_without_loading_the_page(inbox: Page) -> None:
    wide(inbox, 1500)
    row(inbox).click()
    expect(inbox.locator("#main")).to_contain_text("My parcel has not come.")
    expect(inbox.locator("#list")).to_be_visible()
    expect(inbox.locator("#side")).to_contain_text("mira@example.com")
    expect(row(inbox)).to_have_attribute("aria-current", "true")
    assert inbox.evaluate("window.loadedOnce")


def test_going_back_returns_to_the_list_with_everything_working(inbox: Page) -> None:
    wide(inbox, 1500)
    row(inbox).click()
    expect(inbox.locator("#main")).to_contain_text("My parcel has not come.")
    inbox.go_back()
    expect(inbox.locator("#main")).to_be_empty()
    assert inbox.evaluate("window.loadedOnce")
    inbox.keyboard.press("j")
    expect(inbox.locator(".row-who").first).to_be_focused()
    inbox.keyboard.press("Enter")
    expect(inbox.locator("#main h1")).to_be_visible()


def test_a_phone_shows_one_pane_and_the_way_back(inbox: Page) -> None:
    wide(inbox, 360)
    expect(inbox.locator("#list")).to_be_visible()
    row(inbox).click()
    expect(inbox.locator("#main")).to_be_visible()
    expect(inbox.locator("#list")).to_be_hidden()
    inbox.get_by_label("Back to the list").click()
    expect(inbox.locator("#main")).to_be_hidden()
    expect(row(inbox)).to_be_focused()


def test_the_rail_is_a_drawer_on_a_tablet_and_escape_shuts_it(inbox: Page) -> None:
    wide(inbox, 900)
    expect(inbox.locator("#rail")).to_be_hidden()
    opener = inbox.locator("#list [data-toggles=rail]")
    opener.click()
    expect(inbox.locator("#rail")).to_be_visible()
    expect(inbox.locator("#rail a").first).to_be_focused()
    inbox.keyboard.press("Escape")
    expect(inbox.locator("#rail")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_customer_is_a_drawer_where_four_panes_are_one_too_many(inbox: Page) -> None:
    wide(inbox, 1200)
    row(inbox).click()
    expect(inbox.locator("#main h1")).to_be_visible()
    expect(inbox.locator("#side")).to_be_hidden()
    inbox.locator("#main [data-toggles=side]").click()
    expect(inbox.locator("#side")).to_contain_text("mira@example.com")


def test_after_a_swap_the_focus_is_in_the_ticket(inbox: Page) -> None:
    wide(inbox, 1500)
    row(inbox).click()
    expect(inbox.locator("#main h1")).to_be_visible()
    expect(inbox.locator("#main:focus, #main :focus")).to_have_count(1)
