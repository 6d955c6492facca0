"""Who has the site open, as a representative sees it, and their invitation as the visitor does."""

from playwright.sync_api import expect

from liaison.channels.chat.actions import change_site
from liaison.channels.chat.models import Site, Visit
from liaison.channels.chat.watch import look
from liaison.kit.actor import SYSTEM
from liaison.tickets.models import Ticket
from tests.browser.conftest import serious_faults
from tests.browser.hosting import Meet, Shop, faults
from tests.browser.running import Desk
from tests.cast import Cast


def test_whoever_opens_a_page_stands_there_at_once_and_is_gone_when_they_go(
    desk: Desk, stage: Cast, meet: Meet, site: Site
) -> None:
    with desk.open(stage.bo, "/visitors/") as page:
        expect(page.get_by_text("Nobody has the site open just now")).to_be_visible()
        guest = meet(locale="lt")
        expect(page.locator("#visitors tbody tr")).to_have_count(1)
        row = page.locator("#visitors tbody tr")
        expect(row).to_contain_text("Not told")
        expect(row).to_contain_text("shop.example")
        guest.page.goto("about:blank")
        expect(page.get_by_text("Nobody has the site open just now")).to_be_visible()
        assert serious_faults(page) == []


def test_only_who_agreed_tells_the_page_they_are_on_and_nothing_is_kept_in_their_browser(
    desk: Desk, stage: Cast, shop: Shop, meet: Meet
) -> None:
    with desk.open(stage.bo, "/visitors/") as page:
        guest = meet()
        guest.visit("/cart?size=4&utm_source=mail")
        row = page.locator("#visitors tbody tr").first
        expect(row).to_contain_text("Not told")
        guest.page.evaluate("liaison.agree()")
        expect(row).to_contain_text("/cart?size=4&utm_source=mail")
        kept = guest.page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert kept == ["", 0, 0]


def test_an_invitation_with_the_name_of_who_sends_it_becomes_a_chat_with_them(
    desk: Desk, stage: Cast, meet: Meet
) -> None:
    guest = meet()
    with desk.open(stage.bo, "/visitors/") as page:
        page.get_by_label("Words of your invitation").fill("Can I show you the blue one?")
        page.get_by_role("button", name="Invite to chat").click()
        expect(page.locator("#visitors")).to_contain_text("Invited by you")
        invitation = guest.page.locator("liaison-chat").get_by_role("status")
        expect(invitation).to_contain_text("Bo")
        assert faults(guest.page) == []
        invitation.get_by_role("button", name="Can I show you the blue one?").click()
        expect(guest.panel.locator(".line")).to_contain_text(["Can I show you the blue one?"])
        guest.say("Yes, please.")
        look()
        desk.tell()
        expect(guest.panel).to_contain_text("You are talking with Bo.")
        expect(page.locator("#visitors")).to_contain_text("Talks with you")
        expect(page.locator("#chats")).to_contain_text("A visitor")
    assert Ticket.objects.get().assignee_id == stage.bo.pk


def test_whoever_says_no_is_left_alone_on_every_page(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet()
    with desk.open(stage.bo, "/visitors/") as page:
        page.get_by_role("button", name="Invite to chat").click()
        guest.page.get_by_role("button", name="No, thank you").click()
        expect(page.locator("#visitors")).to_contain_text("Does not want to chat now")
        assert faults(guest.page) == []


def test_a_site_that_is_not_watched_holds_no_line(desk: Desk, site: Site, meet: Meet) -> None:
    change_site(site, watched=False, by=SYSTEM)
    guest = meet()
    guest.page.wait_for_load_state()
    assert not Visit.objects.exists()


def test_on_a_phone_the_table_does_not_widen_the_page(desk: Desk, stage: Cast, meet: Meet) -> None:
    meet()
    with desk.open(stage.bo, "/visitors/") as page:
        page.set_viewport_size({"width": 360, "height": 640})
        expect(page.locator("#visitors tbody tr")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
