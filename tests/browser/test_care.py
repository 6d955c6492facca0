"""What is to be borne in mind with a customer, set on their file and read beside the ticket."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serious_faults
from tests.browser.running import Desk
from tests.cast import Cast, ticket


@pytest.mark.usefixtures("without_complaint")
def test_a_mark_set_on_the_file_stands_beside_the_open_ticket_until_it_is_lifted(
    desk: Desk, stage: Cast
) -> None:
    one = ticket(stage)

    with (
        desk.open(stage.bo, f"/tickets/{one.number}/?in=all") as beside,
        desk.open(stage.ana, f"/customers/{one.customer_id}/") as file,
    ):
        panel = file.locator("#file-care")
        panel.get_by_text("Set a mark").click()
        expect(panel.get_by_label("Language of the interpreter")).to_be_hidden()
        panel.get_by_label("What to bear in mind").select_option("interpreter")
        panel.get_by_label("Language of the interpreter").select_option("sgn")
        panel.get_by_label("Who said so, or how it is known").fill("Her son, by phone")
        panel.get_by_role("button", name="Set the mark").click()
        desk.tell()

        expect(panel.locator(".care-mark")).to_contain_text("Interpreter: sign language")
        expect(beside.locator("#person-care")).to_contain_text("Interpreter: sign language")
        expect(beside.locator("#person-care")).to_contain_text("Her son, by phone")
        assert serious_faults(file) == []
        assert serious_faults(beside) == []

        panel.get_by_role("button", name="Lift: Interpreter: sign language").click()
        expect(panel.locator(".care-mark")).to_have_count(0)
        desk.tell()
        expect(beside.locator("#person-care")).to_have_count(0)
