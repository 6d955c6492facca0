"""What is said in the chat on somebody else's site besides words: files, faces, cards, questions, and by mail."""

from pathlib import Path

from django.db import transaction
from playwright.sync_api import expect

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import change_site
from liaison.channels.chat.models import Site, Visitor
from liaison.config.demo.drawing import photo
from liaison.files.actions import keep
from liaison.kit.actor import SYSTEM
from liaison.tickets.actions import reply
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Enclosed
from tests.browser.hosting import Meet, answer, deliver, faults
from tests.browser.running import Desk
from tests.cast import Cast

TEXT = "Is the blue one still there?"


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
    assert faults(guest.page) == []
    guest.panel.get_by_role("button", name="Emoji").click()
    expect(guest.panel.get_by_role("group", name="Emoji")).to_have_count(0)


def test_a_card_has_buttons_and_the_click_comes_back_as_words(desk: Desk, stage: Cast, meet: Meet) -> None:
    guest = meet().open().say(TEXT)
    answer(desk, stage, "# Blue jacket\nTwo are left.\n[[Keep one]] [[See it|https://shop.example/blue]]")
    card = guest.panel.locator(".card")
    expect(card.locator("strong")).to_have_text("Blue jacket")
    expect(card.get_by_role("link", name="See it")).to_have_attribute("href", "https://shop.example/blue")
    assert faults(guest.page) == []
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
    assert faults(guest.page) == []
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
