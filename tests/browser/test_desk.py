"""The desk at work: mail appears, colleagues see each other, nothing that was written is lost."""

from pathlib import Path

from playwright.sync_api import Page, expect

from liaison.tickets.actions import receive
from liaison.tickets.models import Message, Ticket
from tests.browser.running import Desk, settled
from tests.cast import JONAS, Cast, arrival, ticket


def _arrives(desk: Desk, cast: Cast, **changes: object) -> None:
    receive(arrival(cast, **changes))
    desk.tell()


def _write(page: Page, words: str) -> None:
    page.locator("#composer-text").fill(words)


def test_a_mail_appears_without_a_reload(desk: Desk, stage: Cast) -> None:
    with desk.open(stage.bo, "/inbox/open/") as page:
        expect(page.get_by_text("Everything is answered")).to_be_visible()

        _arrives(desk, stage)

        expect(page.locator(".row-who", has_text="Mira Kask")).to_be_visible()
        expect(page.locator("#count-open")).to_have_text("1")
        expect(page).to_have_title("(1) Open · Liaison")


def test_two_on_one_ticket_see_each_other_and_what_is_done(desk: Desk, stage: Cast) -> None:
    one = ticket(stage)
    here = f"/tickets/{one.number}/"
    with desk.open(stage.bo, here) as bo, desk.open(stage.ana, here) as ana:
        expect(bo.locator("#presence")).to_contain_text("Ana is looking")
        ana.locator("#composer-text").press_sequentially("I know this one")
        expect(bo.locator("#presence")).to_contain_text("Ana is writing")

        desk.do(stage.ana, "tickets.note", ticket=one.pk, text="The parcel is in Riga.")

        expect(bo.get_by_text("The parcel is in Riga.")).to_be_visible()


def test_what_was_written_meanwhile_is_shown_before_sending_and_the_words_stay(
    desk: Desk, stage: Cast
) -> None:
    one = ticket(stage)
    with desk.open(stage.bo, f"/tickets/{one.number}/") as page:
        _write(page, "It comes tomorrow.")
        _arrives(desk, stage, text="It is here!", token=(one.pk, None))

        page.keyboard.press("Control+Enter")

        expect(page.get_by_role("alert")).to_contain_text("It is here!")
        expect(page.locator("#composer-text")).to_have_value("It comes tomorrow.")
        assert not Message.objects.filter(direction="out").exists()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#toasts")).to_contain_text("Sent.")
    assert Message.objects.get(direction="out").text.startswith("It comes tomorrow.")


def test_what_happened_while_the_line_was_cut_is_there_afterwards(desk: Desk, stage: Cast) -> None:
    one = ticket(stage)
    with desk.open(stage.bo, f"/tickets/{one.number}/") as page:
        page.context.set_offline(True)
        expect(page.locator("html")).to_have_attribute("data-live", "waiting")
        desk.do(stage.ana, "tickets.note", ticket=one.pk, text="The parcel is in Riga.")
        page.context.set_offline(False)

        expect(page.get_by_text("The parcel is in Riga.")).to_be_visible()


def test_after_an_answer_the_next_waiting_ticket_opens_and_is_marked(desk: Desk, stage: Cast) -> None:
    one, other = ticket(stage), ticket(stage, sender=JONAS, subject="Invoice")
    with desk.open(stage.bo, f"/tickets/{one.number}/") as page:
        _write(page, "It comes tomorrow.")
        page.keyboard.press("Control+Enter")

        expect(page).to_have_url(f"{desk.address}/tickets/{other.number}/?in=open")
        expect(page.locator(".row-who[aria-current]")).to_have_text("Jonas Petraitis")
        expect(page.locator("#composer-text")).to_have_value("")
        page.keyboard.press("z") if not page.locator("#composer-text").evaluate(
            "e => e === document.activeElement"
        ) else page.get_by_role("button", name="Undo").first.click()
        expect(page.locator("#toasts")).to_contain_text("Taken back")
    assert Message.objects.get(direction="out").state == "undone"


def test_words_typed_just_before_another_ticket_is_opened_are_kept(desk: Desk, stage: Cast) -> None:
    one, other = ticket(stage), ticket(stage, sender=JONAS)
    with desk.open(stage.bo, f"/tickets/{one.number}/") as page:
        _write(page, "Half a thou")
        page.locator(".row-who", has_text="Jonas Petraitis").click()
        expect(page).to_have_url(f"{desk.address}/tickets/{other.number}/?in=open")
        page.locator(".row-who", has_text="Mira Kask").click()

        expect(page.locator("#composer-text")).to_have_value("Half a thou")


def test_a_file_that_is_not_taken_is_refused_with_the_reason(desk: Desk, stage: Cast, tmp_path: Path) -> None:
    one = ticket(stage)
    film, archive = tmp_path / "film.mp4", tmp_path / "archive.zip"
    for path, megabytes in ((film, 26), (archive, 65)):
        with path.open("wb") as file:
            file.truncate(megabytes * 2**20)
    with desk.open(stage.bo, f"/tickets/{one.number}/") as page:
        _write(page, "Here it is.")
        page.locator("#answer input[type=file]").set_input_files(film)
        expect(page.locator("#composer-saved")).to_contain_text("film.mp4")
        page.locator("#answer input[type=file]").set_input_files(archive)
        expect(page.locator("#composer-saved")).to_contain_text("larger than the 64 MB")
        expect(page.locator("#composer-text")).to_have_value("Here it is.")


def test_the_desk_is_worked_by_keys_alone(desk: Desk, stage: Cast) -> None:
    one = ticket(stage)
    ticket(stage, sender=JONAS)
    with desk.open(stage.bo, "/inbox/open/") as page:
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{desk.address}/tickets/{one.number}/?in=open")
        settled(page).keyboard.press("n")
        expect(page.locator("#composer-text")).to_be_focused()
        page.keyboard.type("Ask the warehouse")
        page.keyboard.press("Control+Enter")
        expect(page.locator("article.note")).to_contain_text("Ask the warehouse")
        page.locator("#main").focus()
        page.keyboard.press("e")
        expect(page.locator("#toasts")).to_contain_text("Resolved.")
    assert Ticket.objects.get(pk=one.pk).status == "resolved"


def test_a_trainees_answer_is_released_edited_or_returned(desk: Desk, stage: Cast) -> None:
    one = ticket(stage)
    here = f"/tickets/{one.number}/"
    with desk.open(stage.tess, here) as tess, desk.open(stage.ana, here) as ana:
        _write(tess, "It comes tomorow.")
        tess.keyboard.press("Control+Enter")
        expect(tess.locator("#toasts")).to_contain_text("It waits for a release.")
        desk.tell()
        ana.get_by_role("button", name="Edit and release").click()
        ana.get_by_role("dialog").get_by_label("Answer").fill("It comes tomorrow.")
        ana.get_by_role("dialog").get_by_role("button", name="Release").click()
        expect(ana.locator("#toasts")).to_contain_text("Released.")
        desk.tell()
        expect(tess.locator("article.out").last).to_contain_text("It comes tomorrow.")
