"""The chat on somebody else's site, as its visitors live with it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect

from liaison.authority.actions import perform
from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import change_site, open_site
from liaison.channels.chat.commands import TakeChats
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.config.demo.drawing import photo
from liaison.files.actions import keep
from liaison.journal.models import Entry
from liaison.journal.registry import reactions_to
from liaison.journal.tasks import react
from liaison.journal.words import Event
from liaison.kit.actor import SYSTEM
from liaison.kit.pace import PACES
from liaison.tickets.actions import reply
from liaison.tickets.events import Looked
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Enclosed
from tests.browser.hosting import Guest, Shop, deliver, hosted, new_context
from tests.browser.running import Desk
from tests.cast import Cast

TEXT = "Is the blue one still there?"


@pytest.fixture
def site(desk: Desk, stage: Cast) -> Site:
    PACES.forget()
    perform(TakeChats(on=True), by=stage.bo)
    return open_site("shop.example", department=stage.service, by=SYSTEM)


@pytest.fixture
def shop(desk: Desk, site: Site) -> Iterator[Shop]:
    with hosted(desk, site) as found:
        yield found


Meet = Callable[..., Guest]


@pytest.fixture
def meet(desk: Desk, shop: Shop) -> Iterator[Meet]:
    """Have somebody come to the shop; they leave when the test is over, having nothing to complain of."""
    guests: list[Guest] = []

    with ExitStack() as rooms:

        def come(context: BrowserContext | None = None, **how: object) -> Guest:
            room = context or rooms.enter_context(new_context(desk.browser, **how))
            guests.append(Guest(room.new_page(), shop))
            return guests[-1].visit()

        yield come
        for guest in guests:
            guest.leave()
    assert [
        words for guest in guests for words in guest.complaints if "ERR_INTERNET_DISCONNECTED" not in words
    ] == []


def answer(desk: Desk, cast: Cast, text: str) -> None:
    """Bo answers the only ticket, and it goes out."""
    desk.do(cast.bo, "tickets.reply", ticket=Ticket.objects.get().pk, text=text)
    deliver()


def _follow(page: Page, event: type[Event]) -> None:
    """Run what follows from an event as soon as it has happened; the worker of the process is not started in tests."""
    while not (entries := Entry.objects.filter(kind=event.kind)):
        page.wait_for_timeout(50)
    for entry in entries:
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
    assert _faults(guest.page) == []
    invitation.get_by_role("button", name="No, thank you").press("Enter")
    expect(invitation).to_have_count(0)
    guest.visit("/cart?again")
    guest.page.wait_for_function("document.readyState === 'complete'")
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


def _faults(page: Page) -> list[str]:
    found = Axe().run(page, context={"include": [["liaison-chat"]]}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(desk: Desk, stage: Cast, site: Site, meet: Meet, theme: str) -> None:
    change_site(site, asks=["name", "address"], consent={"en": "You may keep this."}, by=SYSTEM)
    guest = meet(color_scheme=theme).open()
    assert _faults(guest.page) == []
    guest.panel.get_by_label("You may keep this.").check()
    guest.say(TEXT)
    answer(desk, stage, "Yes, two are left: https://shop.example/blue")
    expect(guest.lines).to_have_count(2)
    assert _faults(guest.page) == []


def test_axe_sees_into_the_chat(meet: Meet) -> None:
    guest = meet().open()
    guest.field.evaluate("one => { one.removeAttribute('aria-label'); one.removeAttribute('placeholder'); }")

    assert [words for words in _faults(guest.page) if words.startswith("label")]


def test_on_a_phone_it_fills_the_window_and_nothing_is_wider(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet(viewport={"width": 360, "height": 640}).open().say("W" * 300)
    answer(desk, stage, "https://shop.example/" + "w" * 200)
    expect(guest.lines).to_have_count(2)

    assert guest.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert guest.page.evaluate("document.documentElement.scrollWidth") <= 360
    log = guest.panel.get_by_role("log")
    assert log.evaluate("one => one.scrollWidth - one.clientWidth") == 0


def test_on_a_page_that_reads_from_the_right_it_stands_on_the_left(shop: Shop, meet: Meet) -> None:
    shop.lang, shop.dir = "ar", "rtl"
    guest = meet().open().write(TEXT)
    expect(guest.state_of(TEXT)).to_have_text("Sent")

    box, mine = guest.panel.bounding_box(), guest.lines.first.bounding_box()
    assert box
    assert mine
    assert box["x"] < 100
    assert mine["x"] - box["x"] < box["width"] / 4


PICTURE = photo(1)


def test_pictures_and_files_go_both_ways(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    guest.panel.locator("input[type=file]").set_input_files(
        [
            {"name": "blue.png", "mimeType": "image/png", "buffer": PICTURE},
            {"name": "evil.html", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>"},
        ]
    )
    expect(guest.panel.locator(".chips li")).to_have_count(2)
    guest.panel.get_by_role("button", name="Remove evil.html").click()
    guest.field.press("Enter")
    expect(guest.panel.locator(".line.mine .file")).to_have_count(1)
    guest.page.wait_for_function(SENT)
    assert read_waiting()

    expect(guest.panel.get_by_role("img", name="blue.png (3 KB)")).to_be_visible()
    kept = Attachment.objects.get()
    assert (kept.name, kept.type, kept.blob.size) == ("blue.png", "image/png", len(PICTURE))
    reply(Ticket.objects.get(), "This one?", by=stage.bo, enclosed=[_file("red.png", "image/png", PICTURE)])
    deliver()
    expect(guest.panel.get_by_role("img", name="red.png (3 KB)")).to_be_visible()


SENT = """() => [...document.querySelector("liaison-chat").shadowRoot.querySelectorAll(".line.mine")]
  .every((line) => line.dataset.state === "sent")"""


def _file(name: str, type_: str, content: bytes) -> Enclosed:
    with transaction.atomic():
        return Enclosed(keep(content), name, type_, len(content))


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(meet: Meet, tmp_path: Path) -> None:
    guest = meet().open().write(TEXT)
    expect(guest.state_of(TEXT)).to_have_text("Sent")
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(100 * 2**20)
    asked = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.panel.locator("input[type=file]").set_input_files(film)

    expect(guest.panel).to_contain_text("film.mp4 is too large: a file can have 10 MB.")
    assert [url for url in asked if "attach" in url] == []


def test_a_pasted_and_a_dropped_picture_are_attached(meet: Meet) -> None:
    guest = meet().open().write(TEXT)
    expect(guest.state_of(TEXT)).to_have_text("Sent")
    for event, carried, where in (
        ("paste", "clipboardData", guest.field),
        ("drop", "dataTransfer", guest.panel),
    ):
        where.evaluate(
            """(one, [kind, carried]) => {
              const given = new DataTransfer();
              given.items.add(new File(["x"], `${kind}.png`, { type: "image/png" }));
              const event = new Event(kind, { bubbles: true, cancelable: true });
              one.dispatchEvent(Object.defineProperty(event, carried, { value: given }));
            }""",
            [event, carried],
        )
        expect(guest.panel.locator(".chips li", has_text=f"{event}.png")).to_be_visible()


def test_a_face_is_chosen_by_keys(meet: Meet) -> None:
    guest = meet().open().write(TEXT)
    expect(guest.state_of(TEXT)).to_have_text("Sent")
    guest.panel.get_by_role("button", name="Emoji").click()
    expect(guest.panel.get_by_role("button", name="😀")).to_be_focused()
    guest.page.keyboard.press("ArrowRight")
    guest.page.keyboard.press("Enter")
    expect(guest.field).to_have_value("😃")
    assert _faults(guest.page) == []
    guest.panel.get_by_role("button", name="Emoji").click()
    expect(guest.panel.get_by_role("group", name="Emoji")).to_have_count(0)


def test_a_card_has_buttons_and_the_click_comes_back_as_words(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    answer(desk, stage, "# Blue jacket\nTwo are left.\n[[Keep one]] [[See it|https://shop.example/blue]]")
    card = guest.panel.locator(".card")
    expect(card.locator("strong")).to_have_text("Blue jacket")
    expect(card.get_by_role("link", name="See it")).to_have_attribute("href", "https://shop.example/blue")
    assert _faults(guest.page) == []
    card.get_by_role("button", name="Keep one").click()
    expect(guest.state_of("Keep one")).to_have_text("Sent")
    assert read_waiting()

    expect(card.get_by_role("button", name="Keep one")).to_be_disabled()
    assert Message.objects.filter(direction="in").latest("id").text == "Keep one"


def test_markup_is_text_on_both_sides(desk: Desk, stage: Cast, meet: Meet) -> None:
    evil = "<img src=x onerror=\"document.title = 'taken'\"><script>document.title = 'taken'</script>"
    guest = meet().open().say(evil)
    answer(desk, stage, f"# {evil}\n[[Go <b>there</b>]]\n{evil}")

    expect(guest.panel.locator(".card strong")).to_have_text(evil)
    expect(guest.lines.first).to_have_text(evil)
    assert guest.page.title() == "A shop"
    with desk.open(stage.bo, f"/tickets/{Ticket.objects.get().number}/") as page:
        expect(page.locator("article.in")).to_contain_text("<script>")
        assert page.title() != "taken"


QUESTIONS = [
    {"name": "size", "label": {"en": "Size"}, "options": ["S", "M"], "required": True},
    {"name": "order", "label": {"en": "Order number"}, "options": [], "required": False},
]


def test_questions_and_the_task_stand_before_the_first_word(site: Site, meet: Meet) -> None:
    change_site(site, questions=QUESTIONS, puzzle=10, by=SYSTEM)
    guest = meet().open()
    guest.panel.get_by_label("Size").select_option("M")
    guest.panel.get_by_label("Order number").fill("1042")
    assert _faults(guest.page) == []
    guest.say(TEXT)

    assert Visitor.objects.get().answers == {"size": "M", "order": "1042"}


def test_the_conversation_is_asked_for_by_mail(meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    guest.panel.get_by_role("button", name="Send me the conversation by e-mail").click()
    guest.panel.get_by_label("Your e-mail address").fill("mira@example.com")
    guest.panel.get_by_role("button", name="Send it").click()

    expect(guest.panel).to_contain_text("It is on its way.")
    mail = Message.objects.get(direction="out")
    assert (mail.channel, mail.to[0][0]) == ("email", "mira@example.com")
    assert TEXT in mail.text
