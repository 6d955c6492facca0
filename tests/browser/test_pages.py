"""Every page of the workspace: for everybody, in both themes, and on a phone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from liaison.kit.clock import now
from liaison.tickets.models import Message
from tests.browser.conftest import serious_faults
from tests.browser.running import Desk
from tests.cast import JONAS, Cast, ticket


@pytest.fixture
def paths(desk: Desk, stage: Cast) -> list[str]:
    """The pages, with everything on them that can be on them."""
    one = ticket(stage, html="<p>My parcel has <b>not</b> come.</p>")
    ticket(
        stage,
        sender=JONAS,
        subject="An invoice with a subject that is much too long for any phone of this world",
    )
    desk.do(stage.bo, "tickets.note", ticket=one.pk, text="Ask the warehouse.")
    desk.do(stage.bo, "tickets.promise", ticket=one.pk, what="The refund", due=now() + timedelta(days=1))
    desk.do(stage.bo, "tickets.tag", ticket=one.pk, tags=["parcel"])
    desk.do(stage.bo, "tickets.reply", ticket=one.pk, text="It comes tomorrow.")
    Message.objects.filter(direction="out").update(state="bounced", why_failed="550 no such mailbox")
    desk.do(stage.tess, "tickets.reply", ticket=one.pk, text="It comes.")
    desk.do(stage.bo, "customers.note", customer=one.customer_id, text="Prefers to be called")
    queues = ("open", "due", "approvals", "unreadable", "spam")
    return [
        *(f"/inbox/{queue}/" for queue in queues),
        f"/tickets/{one.number}/",
        f"/customers/{one.customer_id}/?q=jonas",
        "/record/?who=mira",
        "/search/?q=parcel",
        "/search/",
    ]


def _each(page: Page, desk: Desk, paths: list[str]) -> Iterator[str]:
    for path in paths:
        desk.visit(page, path)
        yield path


def test_axe_finds_nothing_serious_in_light_and_dark(desk: Desk, stage: Cast, paths: list[str]) -> None:
    with desk.open(stage.ana, "/inbox/open/") as page:
        found = {}
        for path in _each(page, desk, paths):
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
                found[path, theme] = serious_faults(page)
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_no_page_is_wider_than_a_phone(desk: Desk, stage: Cast, paths: list[str]) -> None:
    with desk.open(stage.ana, "/inbox/open/", width=360) as page:
        wide = {
            path: width
            for path in _each(page, desk, paths)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > 360
        }
    assert wide == {}
