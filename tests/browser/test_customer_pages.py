"""The pages customers see: for everybody, in both themes, on a phone, by keyboard alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from liaison.channels.form.actions import change_form, open_form
from liaison.channels.form.models import Form
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.pace import PACES
from liaison.portal.actions import ask, let_in_by_link, prepare
from tests.browser.conftest import serious_faults
from tests.browser.running import Desk
from tests.cast import Cast, ticket

FIELDS = [
    {"name": "email", "kind": "email", "label": {"en": "Address"}, "required": True},
    {
        "name": "topic",
        "kind": "choice",
        "label": {"en": "Topic"},
        "options": [
            {"value": "returns", "label": {"en": "A return"}},
            {"value": "other", "label": {"en": "Other"}},
        ],
    },
    {
        "name": "number",
        "kind": "text",
        "label": {"en": "Order number"},
        "required": True,
        "when": {"field": "topic", "is": ["returns"]},
    },
    {"name": "day", "kind": "date", "label": {"en": "Day"}},
    {"name": "files", "kind": "file", "label": {"en": "Pictures"}},
    {"name": "yes", "kind": "consent", "label": {"en": "You may call me."}, "required": True},
]


@pytest.fixture
def form(desk: Desk, stage: Cast) -> Form:
    PACES.forget()
    made = open_form("Contact", department=stage.service, by=SYSTEM)
    change_form(made, by=SYSTEM, fields=FIELDS)
    return made


@pytest.fixture
def page(desk: Desk, form: Form, stage: Cast) -> Iterator[Page]:
    """A browser in which Mira is let in."""
    ticket(stage, subject="An invoice with a subject that is much too long for any phone of this world")
    prepared = prepare(ask("mira@example.com")[0])
    assert prepared
    context = desk.browser.new_context(
        viewport={"width": 360, "height": 800}, locale="en", reduced_motion="reduce"
    )
    token = let_in_by_link(prepared.link)
    context.add_cookies([{"name": "liaison_my", "value": token, "url": desk.address + "/my/"}])
    yield context.new_page()
    context.close()


def _paths(stage: Cast, form: Form) -> list[str]:
    one = ticket(stage, text="It has not come.")
    own = ["/my/", f"/my/tickets/{one.number}/", "/my/data/", "/my/in/x/", "/my/follow/x/"]
    return [f"/forms/{form.key}/", f"/forms/{form.key}/?framed", f"/forms/{form.key}/thanks/", *own]


def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(
    desk: Desk, page: Page, form: Form, stage: Cast
) -> None:
    found = {}
    for path in _paths(stage, form):
        page.goto(desk.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            found[path, theme] = serious_faults(page)
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_a_question_on_a_condition_comes_and_goes(desk: Desk, page: Page, form: Form) -> None:
    page.goto(f"{desk.address}/forms/{form.key}/")
    number = page.get_by_label("Order number")
    expect(number).to_be_hidden()
    page.get_by_label("Topic").select_option("returns")

    expect(number).to_be_visible()
    assert number.evaluate("one => one.required")


def test_without_script_a_form_is_handed_in_all_the_same(desk: Desk, form: Form) -> None:
    context = desk.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.address}/forms/{form.key}/")
    page.get_by_label("Address").fill("mira@example.com")
    page.get_by_label("Topic").select_option("other")
    page.get_by_label("You may call me.").check()
    clock.travel(timedelta(minutes=1))
    page.get_by_role("button", name="Send").click()

    expect(page).to_have_url(f"{desk.address}/forms/{form.key}/thanks/?language=en")
    context.close()
