"""Importing on its pages, in a real browser: files in, columns mapped, tried, imported."""

from pathlib import Path

from playwright.sync_api import expect

from liaison.api.actions.working import work_off
from liaison.api.models import Intake
from liaison.customers.models import Customer
from tests.browser.conftest import serious_faults
from tests.browser.running import Desk, settled
from tests.cast import Cast


def test_a_file_is_handed_in_mapped_tried_and_imported(desk: Desk, stage: Cast, tmp_path: Path) -> None:
    file = tmp_path / "kunden.csv"
    file.write_bytes("Kundennr;Anzeige;E-Mail\nk1;Jürgen Tamm;j@example.org\n;Eve;\n".encode("cp1252"))
    with desk.page(stage.ada) as page:
        page.goto(f"{desk.address}/configuration/import/")
        page.get_by_label("Files", exact=True).set_input_files(file)
        page.get_by_label("System they come from").fill("oldshop")
        page.get_by_role("button", name="Look into the files").click()
        page.get_by_role("link", name="Map the columns of Customers").click()
        preview = page.locator("#preview")
        expect(preview).to_contain_text("j@example.org")
        expect(preview).not_to_contain_text("Jürgen Tamm")
        page.get_by_label("Name", exact=True).select_option("Anzeige")
        expect(page.locator("#preview")).to_contain_text("Jürgen Tamm")
        expect(page.locator("#beside-name")).to_contain_text("Jürgen Tamm")
        assert serious_faults(settled(page)) == []
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name="Dry run").click()
        expect(page.locator("#import-state")).to_contain_text("nothing is changed")
        intake = Intake.objects.get()
        desk.visit(page, f"/configuration/import/{intake.pk}/")
        work_off(intake.pk)
        desk.tell()
        expect(page.locator("#import-state")).to_contain_text("This is needed and is empty.")
        assert Customer.objects.count() == 0
        page.get_by_role("button", name="Import", exact=True).click()
        expect(page.locator("#import-state")).to_contain_text("Begins in a moment")
        desk.visit(page, f"/configuration/import/{intake.pk}/")
        work_off(intake.pk)
        desk.tell()
        expect(page.locator("#import-state")).to_contain_text("What came in")
        assert serious_faults(settled(page)) == []
    assert [one.name for one in Customer.objects.all()] == ["Jürgen Tamm"]
    assert desk.complaints == []
