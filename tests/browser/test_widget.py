"""The chat on somebody else's site, as its visitors live with it."""

import jwt
import pytest
from playwright.sync_api import Page, expect

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import change_site, new_secret
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.journal.models import Entry
from liaison.journal.registry import reactions_to
from liaison.journal.tasks import react
from liaison.journal.words import Event
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.tickets.events import Looked
from liaison.tickets.models import Message, Ticket
from tests.browser.hosting import Meet, Shop, answer, faults
from tests.browser.running import Desk
from tests.cast import Cast

TEXT = "Is the blue one still there?"


def _follow(page: Page, event: type[Event]) -> None:
    """Run what follows from an event as soon as it has happened; the worker of the process is not started in tests."""
    for _ in range(600):
        if Entry.objects.filter(kind=event.kind).exists():
            break
        page.wait_for_timeout(50)
    for entry in Entry.objects.filter(kind=event.kind):
        for reaction in reactions_to(event.kind):
            react(reaction, entry.pk)


def test_a_visitor_opens_begins_and_is_answered_while_they_look(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    answer(desk, stage, "Yes, two are left.")

    expect(guest.lines).to_have_text([TEXT, "Yes, two are left."])
    expect(guest.panel).to_contain_text("You are talking with Bo.")


def test_nothing_is_kept_and_nothing_of_the_chat_is_loaded_before_it_is_wanted(meet: Meet) -> None:
    guest = meet()
    loaded = guest.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in loaded if "/static/" in name] == []

    guest.open()
    kept = guest.page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    assert kept == ["", 0, 0]
    assert guest.page.context.cookies() == []


def test_what_the_site_asks_first_is_asked_once(desk: Desk, stage: Cast, site: Site, meet: Meet) -> None:
    change_site(site, asks=["name", "address"], consent={"en": "You may keep this."}, by=SYSTEM)
    guest = meet().open()
    guest.panel.get_by_label("Your name").fill("Mira Kask")
    guest.panel.get_by_label("Your e-mail address").fill("mira@example.com")
    guest.write(TEXT)
    assert not Chat.objects.exists()

    guest.panel.get_by_label("You may keep this.").check()
    guest.say(TEXT)

    expect(guest.panel.get_by_label("Your name")).to_have_count(0)
    visitor = Visitor.objects.get()
    assert (visitor.name, visitor.address) == ("Mira Kask", "mira@example.com")
    assert visitor.page == guest.page.url


def test_each_sees_the_other_write_and_that_words_were_seen(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    one = Ticket.objects.get()
    desk.do(stage.bo, "chat.take", chat=Chat.objects.get().pk)
    expect(guest.panel).to_contain_text("You are talking with Bo.")
    with desk.open(stage.bo, f"/tickets/{one.number}/") as page:
        expect(page.locator("article.in")).to_contain_text(TEXT)
        _follow(page, Looked)
        expect(guest.state_of(TEXT)).to_have_text("Seen")
        page.locator("#composer-text").press_sequentially("Yes, tw")
        expect(guest.panel).to_contain_text("Bo is writing")


def test_after_a_reload_it_goes_on_where_it_was(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    guest.page.reload()
    answer(desk, stage, "Yes, two are left.")

    expect(guest.button).to_have_accessible_name("Chat with us, 1 new")
    guest.open()
    expect(guest.lines).to_have_text([TEXT, "Yes, two are left."])
    guest.say("Then I take one.")
    assert Ticket.objects.count() == 1


def test_what_is_written_without_a_network_arrives_once(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    guest.page.context.set_offline(True)
    guest.write("Are you there?").write("Hello?")
    expect(guest.panel).to_contain_text("The connection was lost.")
    answer(desk, stage, "Yes, two are left.")
    guest.page.context.set_offline(False)

    expect(guest.state_of("Hello?")).to_have_text("Sent")
    expect(guest.lines.filter(has_text="Yes, two are left.")).to_be_visible()
    read_waiting()
    said = Message.objects.filter(direction="in").order_by("id").values_list("text", flat=True)
    assert list(said) == [TEXT, "Are you there?", "Hello?"]
    guest.page.reload()
    guest.open()
    expect(guest.lines).to_have_count(4)


def test_the_next_day_they_are_known_again(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    kept = guest.page.context.storage_state()
    answer(desk, stage, "Yes, two are left.")

    again = meet(storage_state=kept).open()
    expect(again.lines).to_have_text([TEXT, "Yes, two are left."])
    stranger = meet().open()
    expect(stranger.lines).to_have_count(0)


INVITE = {"after": 0, "page": "/cart", "words": {"en": "Can I help you?"}}


def test_whoever_lingers_is_spoken_to_once_where_the_site_says_so(site: Site, meet: Meet) -> None:
    change_site(site, invites=[INVITE], by=SYSTEM)
    guest = meet()
    invitation = guest.page.locator("liaison-chat").get_by_role("status")
    expect(invitation).to_have_count(0)
    guest.visit("/cart")
    expect(invitation).to_contain_text("Can I help you?")
    assert faults(guest.page) == []
    invitation.get_by_role("button", name="No, thank you").press("Enter")
    expect(invitation).to_have_count(0)
    guest.visit("/cart?again")
    guest.page.wait_for_load_state()
    expect(invitation).to_have_count(0)


def test_an_invitation_opens_the_chat(site: Site, meet: Meet) -> None:
    change_site(site, invites=[INVITE | {"page": ""}], by=SYSTEM)
    guest = meet()
    guest.page.get_by_role("button", name="Can I help you?").click()
    expect(guest.panel).to_be_visible()


def test_two_tabs_show_the_same(desk: Desk, stage: Cast, meet: Meet) -> None:
    one = meet().open().say(TEXT)
    two = meet(one.page.context).open()
    expect(two.lines).to_have_text([TEXT])
    two.say("In white, too?")
    expect(one.lines).to_have_text([TEXT, "In white, too?"])
    one.say("Or red?")
    expect(two.lines).to_have_text([TEXT, "In white, too?", "Or red?"])
    assert Chat.objects.count() == 1


def test_one_who_uses_the_keyboard_alone_chats(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet()
    page = guest.page
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(guest.button).to_be_focused()
    page.keyboard.press("Enter")
    expect(guest.field).to_be_focused()
    page.keyboard.type(TEXT)
    page.keyboard.press("Enter")
    expect(guest.state_of(TEXT)).to_have_text("Sent")
    expect(guest.field).to_be_focused()
    page.keyboard.press("Escape")
    expect(guest.panel).to_be_hidden()
    expect(guest.button).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(desk: Desk, stage: Cast, site: Site, meet: Meet, theme: str) -> None:
    change_site(site, asks=["name", "address"], consent={"en": "You may keep this."}, by=SYSTEM)
    guest = meet(color_scheme=theme).open()
    assert faults(guest.page) == []
    guest.panel.get_by_label("You may keep this.").check()
    guest.say(TEXT)
    answer(desk, stage, "Yes, two are left: https://shop.example/blue")
    expect(guest.lines).to_have_count(2)
    assert faults(guest.page) == []


def test_axe_sees_into_the_chat(meet: Meet) -> None:
    guest = meet().open()
    guest.field.evaluate("one => { one.removeAttribute('aria-label'); one.removeAttribute('placeholder'); }")

    assert [words for words in faults(guest.page) if words.startswith("label")]


def test_on_a_phone_it_fills_the_window_and_nothing_is_wider(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet(viewport={"width": 360, "height": 640}).open().say("W" * 300)
    answer(desk, stage, "https://shop.example/" + "w" * 200)
    expect(guest.lines).to_have_count(2)

    assert guest.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= 360
    log = guest.panel.get_by_role("log")
    assert log.evaluate("one => one.scrollWidth - one.clientWidth") == 0


def test_on_a_page_that_reads_from_the_right_it_stands_on_the_left_and_reads_as_its_words_do(
    shop: Shop, meet: Meet
) -> None:
    shop.lang, shop.dir = "ar", "rtl"
    arabic = "هل لا يزال الأزرق متوفرا؟"
    guest = meet().open().write(arabic)
    expect(guest.state_of(arabic)).to_have_text("Sent")

    box, button = guest.panel.bounding_box(), guest.button.bounding_box()
    assert box
    assert button
    assert box["x"] == button["x"] < 100
    direction = "one => getComputedStyle(one).direction"
    assert (guest.field.evaluate(direction), guest.lines.first.evaluate(direction)) == ("ltr", "rtl")
    assert faults(guest.page) == []


def test_a_signed_in_customer_finds_their_chat_on_another_device_and_both_are_live(
    desk: Desk, stage: Cast, site: Site, shop: Shop, meet: Meet
) -> None:
    at = int(now().timestamp())
    said = {"sub": "7", "email": "mira@example.com", "name": "Mira", "iat": at, "exp": at + 3600}
    identity = jwt.encode(said, new_secret(site, by=SYSTEM), algorithm="HS256")
    shop.line = shop.line.replace("<script", f'<script data-identity="{identity}"')
    computer = meet().open().say(TEXT)
    answer(desk, stage, "Yes, two are left.")
    expect(computer.lines).to_have_count(2)

    phone = meet(viewport={"width": 360, "height": 640})
    expect(phone.button).to_have_accessible_name("Chat with us, 1 new")
    phone.open()
    expect(phone.lines).to_have_text([TEXT, "Yes, two are left."])
    phone.say("Then I take one.")
    expect(computer.lines).to_have_text([TEXT, "Yes, two are left.", "Then I take one."])
    answer(desk, stage, "It is yours.")
    for guest in (phone, computer):
        expect(guest.lines.filter(has_text="It is yours.")).to_be_visible()
