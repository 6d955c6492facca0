"""Orders beside the conversation, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from liaison.authority.actions import create_rule
from liaison.authority.models import Approval
from liaison.authority.words import Done, Provision, Says
from liaison.kit.actor import SYSTEM
from liaison.orders.models import Order
from liaison.orders.tests.shop import Shop, allow, open_shop
from liaison.orders.words import Status
from tests.browser.conftest import serious_faults
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


def test_a_new_rule_changes_the_buttons_without_a_reload(desk: Desk, shop: Shop) -> None:
    order = shop.order()
    with desk.open(shop.cast.bo, f"/tickets/{shop.ticket.number}/") as page:
        opened(page, order.number)
        cancel = page.get_by_role("link", name="Cancel the order")
        expect(cancel).to_have_accessible_name("Cancel the order will be done")
        _rule("no_cancelling", "orders.cancel", Says.REFUSE)
        desk.tell()
        expect(cancel).to_have_accessible_name("Cancel the order not possible now")
        expect(page.locator(".wishes")).to_contain_text("Ask a supervisor.")


def test_above_the_limit_a_supervisor_releases_it_and_the_ticket_tells(desk: Desk, shop: Shop) -> None:
    order = shop.order()
    _rule("above", "orders.refund", Says.APPROVE, when="amount > 1000", within=15)
    ticket = f"/tickets/{shop.ticket.number}/"
    with desk.open(shop.cast.bo, ticket) as bos, desk.open(shop.cast.ana, ticket) as anas:
        opened(bos, order.number)
        bos.get_by_role("link", name="Refund").click()
        dialog = bos.get_by_role("dialog", name="Refund")
        dialog.get_by_label("Or an amount").fill("20")
        expect(dialog).to_contain_text("€20.00 goes back to")
        expect(dialog).to_contain_text("Ask a supervisor.")
        dialog.get_by_label("They wrote").check()
        dialog.get_by_role("button", name="Refund").click()
        expect(dialog).to_contain_text("It waits for a release.")
        expect(dialog).to_contain_text("It rings at the desk of Ana")
        expect(dialog).to_contain_text("you may give up to €10.00 now")
        assert serious_faults(bos) == []
        assert order.movements.filter(kind="refund").count() == 0
        desk.tell()
        expect(anas.locator("#chats [data-rings='Bo']")).to_be_visible()
        anas.locator("#chats").get_by_role("link", name="Look and decide").click()
        anas.get_by_role("button", name="Release", exact=True).click()
        expect(anas.get_by_role("button", name="Release", exact=True)).to_have_count(0)
        desk.tell()
        expect(dialog).to_contain_text("Ana released it: €20.00.")
        expect(dialog).to_contain_text("“I can give you €20.00.”")
        expect(bos.locator("#orders-beside")).to_contain_text("€20.00 given back")
    assert Approval.objects.get().state == "released"
    assert [row.amount for row in order.movements.filter(kind="refund")] == [-20]


def test_what_is_missing_in_the_form_is_said_there(desk: Desk, shop: Shop) -> None:
    order = shop.order()
    with desk.open(shop.cast.bo, f"/orders/{order.pk}/") as page:
        page.get_by_role("link", name="Refund").click()
        dialog = page.get_by_role("dialog", name="Refund")
        dialog.get_by_role("button", name="Refund").click()
        expect(dialog).to_contain_text("Say what is given back: goods, the delivery, or an amount.")


def test_an_order_is_taken_with_a_quote(desk: Desk, shop: Shop, without_complaint: None) -> None:
    before = shop.order()
    with desk.open(shop.cast.bo, f"/tickets/{shop.ticket.number}/") as page:
        page.get_by_role("link", name="Take an order").click()
        page.get_by_label("For which account").select_option(str(shop.account.pk))
        page.get_by_role("searchbox").fill("shirt blue")
        expect(page.locator("#found")).to_contain_text("shelf A1: 3")
        page.get_by_role("button", name="Add Shirt blue").press("Enter")
        expect(page.locator("#wish-foreseen")).to_contain_text("Together €25.00.")
        page.get_by_label("How many: Shirt blue").fill("2")
        page.get_by_label("How it is paid").select_option(str(shop.card.pk))
        expect(page.locator("#wish-foreseen")).to_contain_text("Together €50.00.")
        expect(page.locator("#wish-foreseen")).to_contain_text("It is paid by: Visa ··1111.")
        expect(page.locator("#wish-foreseen")).to_contain_text("It will be done at once.")
        assert serious_faults(page) == []
        page.get_by_label("I read the details aloud").check()
        page.get_by_label("Their answer").fill("Yes, please")
        settled(page)
        page.get_by_role("button", name="Take an order").click()
        expect(page.get_by_text("was taken.")).to_be_visible()
        expect(page.locator("#orders-beside")).to_contain_text("€50.00")
    order = Order.objects.exclude(pk=before.pk).get()
    assert (order.status, order.paid, order.account_id) == ("pending", 50, shop.account.pk)


def test_a_return_is_handled_to_its_settlement(desk: Desk, shop: Shop, without_complaint: None) -> None:
    order = shop.order(Status.DELIVERED)
    asked = {"order": order.pk, "lines": [{"line": shop.line(order), "quantity": 2}]}
    assert isinstance(desk.do(shop.cast.bo, "orders.return", ticket=shop.ticket.pk, **asked), Done)
    with desk.open(shop.cast.bo, "/orders/returns/") as page:
        page.locator("summary", has_text=order.number).click()
        for step, state in (("Agree", "Label sent"), ("The goods are here", "Goods received")):
            _step(page, desk, step)
            expect(page.locator("summary .badge")).to_have_text(state)
        page.locator(".wishes").get_by_role("link", name="Inspected").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("how many of 2").fill("1")
        expect(dialog).to_contain_text("1 of 2 as they should be")
        dialog.get_by_role("button", name="Inspected").click()
        expect(dialog).to_have_count(0)
        desk.tell()
        expect(page.locator("summary .badge")).to_have_text("Inspected")
        assert serious_faults(page) == []
        page.locator(".wishes").get_by_role("link", name="Settle").click()
        expect(page.get_by_role("dialog")).to_contain_text("€20.00 goes back to: Visa ··1111.")
        page.get_by_role("dialog").get_by_role("button", name="Settle").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        desk.tell()
        expect(page.get_by_role("heading", name="Nothing waits here")).to_be_visible()
        page.goto(f"{desk.address}/tickets/{shop.ticket.number}/")
        expect(page.locator("#timeline")).to_contain_text("settled what was asked for")
    order.refresh_from_db()
    assert (order.refunded, order.promised) == (20, 0)


def _step(page: Page, desk: Desk, name: str) -> None:
    page.locator(".wishes").get_by_role("link", name=name).click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    desk.tell()


def _rule(key: str, command: str, says: Says, *, when: str = "", within: int | None = None) -> None:
    words = {"en": "Ask a supervisor."}
    create_rule(
        Provision(
            key=key, command=command, says=says, condition=when, reason=words, say=words, within=within
        ),
        by=SYSTEM,
    )
