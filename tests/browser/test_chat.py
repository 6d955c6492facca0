"""Representatives at their desks while visitors chat: two browsers, and what each sees of the other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from liaison.authority.catalogue import COMMANDS
from liaison.authority.words import Done
from liaison.channels.actions import read_waiting
from liaison.channels.chat import watch
from liaison.channels.chat.actions import admit, begin, change_site, open_site, preview
from liaison.channels.chat.models import Chat, Site
from liaison.channels.chat.words import Introduction
from liaison.kit.actor import SYSTEM
from liaison.routing.models import Offer
from liaison.team.models import Member
from tests.browser.conftest import serious_faults
from tests.browser.reloading import what_differs
from tests.browser.running import Desk, settled
from tests.cast import Cast

TEXT = "Is the blue one still there?"
PANES = {"": ("chat-bar", "ticket-head", "ticket-timeline"), "/rail/chats/": ("chats",)}
ELSEWHERE = {
    "chat.open_site": "the sites",
    "chat.change_site": "the sites",
    "chat.close_site": "the sites",
    "chat.new_secret": "the sites",
    "chat.invite_visitor": "somebody who has not begun a chat",
}


@pytest.fixture
def site(desk: Desk, stage: Cast) -> Site:
    found = open_site("shop.example", department=stage.service, by=SYSTEM)
    desk.tell()  # How everybody came on the stage is old news to pages that are opened later.
    return found


def _visitor(site: Site, name: str = "Mira Kask", text: str = TEXT) -> Chat:
    """A visitor has spoken, and their words lie on a ticket."""
    visitor, _ = admit(
        site, Introduction(name=name, language="en", page="https://shop.example/lamps", agreed=True)
    )
    chat = begin(visitor, key=f"first-words-{visitor.pk}", text=text)
    read_waiting()
    chat.refresh_from_db()
    return chat


def _ready(desk: Desk, *members: Member) -> None:
    for member in members:
        desk.do(member, "chat.ready", on=True, most=3)


def _look(desk: Desk) -> None:
    watch.look()
    desk.tell()


def test_a_chat_rings_at_one_desk_is_declined_and_rings_at_the_other(
    desk: Desk, stage: Cast, site: Site
) -> None:
    with desk.open(stage.bo, "/") as bo, desk.open(stage.ana, "/") as ana:
        for page in (bo, ana):
            page.get_by_role("button", name="Take chats").click()
            expect(page.get_by_text("Chats ring here now.")).to_be_visible()
            desk.tell()
            expect(page.get_by_role("button", name="I take chats")).to_be_visible()
        _visitor(site)
        _look(desk)
        rings_at_bo = Offer.objects.get().member_id == stage.bo.pk
        first, second = (bo, ana) if rings_at_bo else (ana, bo)
        expect(first.locator("[data-rings]")).to_contain_text("Mira Kask")
        expect(second.locator("[data-rings]")).to_have_count(0)

        first.get_by_role("button", name="Decline").click()
        expect(first.get_by_text("It rings at a colleague's desk.")).to_be_visible()
        _look(desk)
        expect(first.locator("[data-rings]:not([hidden])")).to_have_count(0)
        expect(second.locator("[data-rings]")).to_contain_text("Mira Kask")

        second.get_by_role("button", name="Accept").click()
        expect(second.locator("#chat-bar")).to_contain_text("serves this visitor")
        desk.tell()
        expect(second.locator("[data-rings]:not([hidden])")).to_have_count(0)
        settled(first), settled(second)


def test_a_chat_goes_to_the_next_colleague_with_a_word(desk: Desk, stage: Cast, site: Site) -> None:
    chat = _visitor(site)
    assert chat.ticket
    desk.do(stage.bo, "chat.take", chat=chat.pk)
    with desk.open(stage.bo, f"/tickets/{chat.ticket.number}/") as bo, desk.open(stage.ana, "/") as ana:
        bo.get_by_role("button", name="Pass on").click()
        dialog = bo.get_by_role("dialog", name="Pass the chat on")
        dialog.get_by_label("To").select_option(label="Ana")
        dialog.get_by_label("What should they know?").fill("She has waited since Monday.")
        dialog.get_by_role("button", name="Pass on").click()
        expect(dialog).to_be_hidden()
        desk.tell()

        expect(bo.locator("#chat-bar")).to_contain_text("Ana serves this visitor.")
        ana.locator("#chats").get_by_role("link", name="Mira Kask").click()
        expect(ana.locator("#timeline")).to_contain_text("She has waited since Monday.")
        settled(bo), settled(ana)


def test_a_supervisor_watches_whispers_and_takes_over(desk: Desk, stage: Cast, site: Site) -> None:
    chat = _visitor(site)
    assert chat.ticket
    there = f"/tickets/{chat.ticket.number}/"
    desk.do(stage.bo, "chat.take", chat=chat.pk)
    with desk.open(stage.bo, there) as bo, desk.open(stage.ana, "/chats/") as ana:
        ana.get_by_role("row", name="Mira Kask").get_by_role("button", name="Watch").click()
        expect(ana.locator("#chat-bar")).to_contain_text("Ana watches")
        desk.tell()
        expect(bo.locator("#chat-bar")).to_contain_text("Ana watches")

        expect(ana.get_by_role("radio", name="Whisper")).to_be_checked()
        ana.locator("#composer-text").fill("Offer her the red one.")
        ana.locator("#answer").get_by_role("button", name="Keep the note").click()
        expect(ana.locator("#timeline")).to_contain_text("Offer her the red one.")
        desk.tell()
        expect(bo.locator("#timeline")).to_contain_text("Offer her the red one.")
        expect(bo.locator("#timeline")).to_contain_text("Ana whispered to the team.")

        ana.goto(desk.address + there)
        ana.get_by_role("button", name="Take over").click()
        expect(ana.get_by_text("You have the chat.")).to_be_visible()
        desk.tell()
        expect(bo.locator("#chat-bar")).to_contain_text("Ana serves this visitor.")
        settled(bo), settled(ana)


def test_nothing_of_it_stands_in_the_way_of_anybody(desk: Desk, stage: Cast, site: Site) -> None:
    """axe finds nothing serious in the rail, the bar and the overview, and a phone scrolls nothing sideways."""
    first, second = _visitor(site), _visitor(site, "Jonas", "When do you open?")
    assert first.ticket
    assert second.ticket
    _ready(desk, stage.ana)
    _look(desk)
    desk.do(stage.bo, "chat.take", chat=first.pk)
    desk.do(stage.bo, "chat.invite", chat=first.pk, to=stage.ana.pk, word="Do we have it?")
    for path in (f"/tickets/{first.ticket.number}/", "/chats/"):
        with desk.open(stage.ana, path) as page:
            expect(page.locator("[data-rings]")).not_to_have_count(0)
            assert serious_faults(page) == [], path
        with desk.open(stage.ana, path, width=360) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_slash_offers_answers_and_enter_puts_one_in(desk: Desk, stage: Cast, site: Site) -> None:
    chat = _visitor(site)
    assert chat.ticket
    texts = {"en": "Hello {first_name}, we open at nine."}
    for shortcut, title in (("hours", "Opening hours"), ("help", "Help")):
        done = desk.do(stage.bo, "knowledge.keep_own_answer", title=title, shortcut=shortcut, texts=texts)
        assert isinstance(done, Done)
    desk.do(stage.bo, "chat.take", chat=chat.pk)
    with desk.open(stage.bo, f"/tickets/{chat.ticket.number}/") as page:
        field = page.locator("#composer-text")
        field.press_sequentially("/h")
        offers = page.locator("#composer-answers").get_by_role("option")
        expect(offers).to_have_count(2)
        assert serious_faults(page) == []
        field.press("ArrowDown")
        expect(page.locator("#composer-answers [aria-selected=true]")).to_contain_text("Opening hours")
        field.press("Enter")
        expect(field).to_have_value("Hello Mira, we open at nine.")
        expect(offers).to_have_count(0)
        expect(page.locator("#composer-saved")).to_have_text("Draft saved")


def test_what_a_visitor_types_is_read_where_the_site_says_so(desk: Desk, stage: Cast, site: Site) -> None:
    change_site(site, by=SYSTEM, previews=True)
    chat = _visitor(site)
    assert chat.ticket
    desk.do(stage.bo, "chat.take", chat=chat.pk)
    with desk.open(stage.bo, f"/tickets/{chat.ticket.number}/") as page:
        chat.site.refresh_from_db()
        preview(chat, "I would also like")
        expect(page.locator("#chat-preview")).to_contain_text("I would also like")


class Story:
    """Everything that can be done with a chat, in an order in which it can be done."""

    def __init__(self, stage: Cast, site: Site) -> None:
        self.stage = stage
        self.one, self.other = _visitor(site), _visitor(site, "Jonas", "When do you open?")

    def steps(self) -> list[tuple[str, Member, Callable[[], dict[str, object]]]]:
        cast, one = self.stage, {"chat": self.one.pk}
        return [
            ("chat.ready", cast.bo, lambda: {"on": True, "most": 2}),
            ("chat.decline", cast.bo, lambda: one),
            ("chat.take", cast.bo, lambda: one),
            ("chat.invite", cast.bo, lambda: one | {"to": cast.ada.pk, "word": "Help me."}),
            ("chat.join", cast.ada, lambda: one),
            ("chat.leave", cast.ada, lambda: one),
            ("chat.watch", cast.ada, lambda: one),
            ("chat.whisper", cast.ada, lambda: one | {"text": "Calmly."}),
            ("chat.take_over", cast.ada, lambda: one),
            ("chat.pass_on", cast.ada, lambda: one | {"to": cast.bo.pk, "word": "Yours again."}),
            ("chat.hand_over", cast.bo, lambda: one | {"department": cast.billing.pk}),
            ("chat.end", cast.ada, lambda: one),
            ("chat.block", cast.ada, lambda: {"chat": self.other.pk}),
        ]


def test_after_every_command_the_open_page_is_the_reloaded_page(desk: Desk, stage: Cast, site: Site) -> None:
    story = Story(stage, site)
    assert story.one.ticket
    with desk.open(stage.ada, f"/tickets/{story.one.ticket.number}/?in=all") as page:
        expect(page.locator("#chats-ready")).to_be_visible()
        for name, member, params in story.steps():
            if name == "chat.decline":
                _look(desk)
            outcome = desk.do(member, name, **params())
            assert isinstance(outcome, Done), f"{name}: {outcome}"
            assert what_differs(page, PANES) == {}, name


def test_every_command_on_a_chat_is_part_of_that_story(stage: Cast, site: Site) -> None:
    told = {name for name, _, _ in Story(stage, site).steps()}
    known = {name for name in COMMANDS if name.startswith("chat.")}

    assert known - told - set(ELSEWHERE) == set()
