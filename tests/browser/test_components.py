"""The components in a real browser: seen, reached by keyboard, in both themes and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serious_faults
from tests.browser.running import Desk

pytestmark = [pytest.mark.usefixtures("without_complaint")]


@pytest.fixture
def shown(desk: Desk) -> Iterator[Page]:
    with desk.page() as page:
        page.goto(f"{desk.address}/ui", wait_until="load")
        yield page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(shown: Page, theme: str, width: int) -> None:
    shown.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    shown.set_viewport_size({"width": width, "height": 800})
    assert serious_faults(shown) == []


def test_nothing_moves_for_whoever_asked_for_stillness(shown: Page) -> None:
    shown.emulate_media(color_scheme="light", reduced_motion="reduce")
    moving = shown.evaluate(
        """() => {
          document.documentElement.dataset.theme = "dark";
          return document.getAnimations().map((one) => one.effect.target.className);
        }"""
    )
    assert moving == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_never_wider_than_the_window(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chosen_theme_stays_after_a_reload(shown: Page) -> None:
    shown.get_by_role("button", name="Look").click()
    shown.get_by_role("button", name="Dark").click()
    expect(shown.locator("html")).to_have_attribute("data-theme", "dark")
    shown.reload()
    expect(shown.locator("html")).to_have_attribute("data-theme", "dark")
    shown.get_by_role("button", name="Look").click()
    expect(shown.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_the_palette_does_what_the_page_offers(shown: Page) -> None:
    shown.evaluate(
        "document.querySelector('[data-key=r]').addEventListener('click', () => (document.title = 'replied'))"
    )
    shown.keyboard.press("Control+k")
    shown.keyboard.type("repl")
    expect(shown.get_by_role("option", name="Reply", exact=True)).to_have_attribute("aria-selected", "true")
    shown.keyboard.press("Enter")
    expect(shown).to_have_title("replied")
    expect(shown.get_by_role("dialog")).to_have_count(0)


def test_keys_press_their_buttons_but_never_while_somebody_writes(shown: Page) -> None:
    shown.evaluate(
        "document.title = 0; document.querySelector('[data-key=r]').addEventListener('click', () => document.title++)"
    )
    shown.keyboard.press("r")
    expect(shown).to_have_title("1")
    shown.get_by_label("Name", exact=True).focus()
    shown.keyboard.press("r")
    expect(shown).to_have_title("1")
    shown.keyboard.press("Tab")


def test_help_lists_the_keys_that_are_on_the_page(shown: Page) -> None:
    shown.keyboard.press("?")
    dialog = shown.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_contain_text("Reply")
    dialog.get_by_role("switch").uncheck()
    shown.keyboard.press("Escape")
    shown.evaluate(
        "document.querySelector('[data-key=r]').addEventListener('click', () => (document.title = 'x'))"
    )
    before = shown.title()
    shown.keyboard.press("r")
    expect(shown).to_have_title(before)


def test_rows_are_walked_and_chosen_by_keys(shown: Page) -> None:
    shown.keyboard.press("j")
    expect(shown.locator("#row-3 .row-who")).to_be_focused()
    shown.keyboard.press("k")
    expect(shown.locator("#row-2 .row-who")).to_be_focused()
    shown.keyboard.press("x")
    expect(shown.get_by_text("1 chosen")).to_be_visible()
    shown.get_by_role("button", name="Choose none").click()
    expect(shown.get_by_text("1 chosen")).to_be_hidden()


def test_a_dialog_takes_the_focus_and_gives_it_back(shown: Page) -> None:
    opener = shown.get_by_role("button", name="Confirm")
    opener.click()
    expect(shown.get_by_role("button", name="Cancel")).to_be_focused()
    shown.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_toast_is_dismissed_by_its_button(shown: Page) -> None:
    toast = shown.locator("#toasts .toast")
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)
