"""Configuration → Import: files are handed in, mapped, tried, imported; what is rejected comes back as a file."""

import csv
import io
import json
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.api.actions.working import work_off
from liaison.api.importing.mapping import parse
from liaison.api.models import Intake, KeptMapping
from liaison.customers.models import Customer, Identity
from liaison.journal.models import Entry
from liaison.orders.models import Order
from liaison.team.models import Member
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PEOPLE = (
    "Kundennr;Vorname;Nachname;E-Mail\nk1;Mira;Kask;mira@example.com\nk2;Jürgen;Tamm;j@example.org\n;Eve;X;\n"
)
ORDERS = {
    "orders": [
        {"order_id": "#1", "user_id": "k1", "status": "Pending", "currency": "EUR"},
        {"order_id": "#2", "user_id": "nobody", "status": "lost", "currency": "EUR"},
    ]
}


def browser(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def handed(name: str, text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def ada(cast: Cast) -> Client:
    return browser(cast.ada)


def begun(client: Client) -> Intake:
    files = [handed("kunden.csv", PEOPLE.encode("cp1252")), handed("orders.json", json.dumps(ORDERS))]
    answer = client.post("/configuration/import/", {"source": "oldshop", "files": files})
    assert answer.status_code == 302, answer.content.decode()
    return Intake.objects.get()


def worked(client: Client, intake: Intake, verb: str) -> Intake:
    assert client.post(f"/configuration/import/{intake.pk}/{verb}/").status_code == 302
    intake.refresh_from_db()
    assert intake.stage == "waiting"
    work_off(intake.pk)
    intake.refresh_from_db()
    return intake


def test_what_the_files_tell_of_is_proposed(ada: Client) -> None:
    intake = begun(ada)

    takes = {one["entity"]: one for one in intake.mapping["take"]}
    assert set(takes) == {"customers", "orders"}
    assert takes["customers"]["fields"] == {
        "external_id": "Kundennr",
        "name": {"join": ["Vorname", "Nachname"]},
        "email": "E-Mail",
    }
    assert takes["orders"]["each"] == "orders[]"
    page = ada.get(f"/configuration/import/{intake.pk}/").content.decode()
    assert "kunden.csv" in page
    assert "orders[]" in page


def test_a_dry_run_tells_and_changes_nothing_and_the_import_does_it(ada: Client, cast: Cast) -> None:
    intake = worked(ada, begun(ada), "try")

    assert (Customer.objects.count(), Order.objects.count()) == (0, 0)
    assert intake.tried["customers"] == {"new": 2, "changed": 0, "same": 0, "rejected": 1}
    assert (intake.stage, intake.rejected) == ("open", 2)

    intake = worked(ada, intake, "run")

    assert intake.stage == "done"
    assert intake.counts["customers"]["new"] == 2
    assert set(Identity.objects.values_list("value", flat=True)) == {"mira@example.com", "j@example.org"}
    assert Customer.objects.filter(name="Jürgen Tamm").exists()
    assert list(Order.objects.values_list("number", "status")) == [("#1", "pending")]
    entry = Entry.objects.get(kind="customers.imported")
    assert entry.by == cast.ada.ref
    page = ada.get("/configuration/import/").content.decode()
    assert cast.ada.name in page


def test_rejected_rows_come_as_a_file_with_the_reason(ada: Client) -> None:
    intake = worked(ada, begun(ada), "try")

    answer = ada.get(f"/configuration/import/{intake.pk}/rejected/")

    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:5] == ["kunden.csv", "3", "Customers", "Kundennr", "This is needed and is empty."]
    assert rows[2][:4] == ["orders.json", "2", "Orders", "status"]
    assert json.loads(rows[2][5])["user_id"] == "nobody"


def test_nothing_is_imported_that_was_not_tried(ada: Client) -> None:
    intake = begun(ada)

    answer = ada.post(f"/configuration/import/{intake.pk}/run/", follow=True)

    assert "Try it first" in answer.content.decode()
    intake.refresh_from_db()
    assert intake.stage == "open"


def form_of(client: Client, intake: Intake, number: int) -> dict[str, str]:
    """What a browser would send of the form as it is."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.given: dict[str, str] = {}
            self.select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            about = dict(attrs)
            if tag == "input" and about.get("name"):
                self.given[str(about["name"])] = about.get("value") or ""
            if tag == "select":
                self.select = str(about["name"])
            if tag == "option" and ("selected" in about or self.select not in self.given):
                self.given[self.select] = about.get("value") or ""

    reader = Reader()
    reader.feed(client.get(f"/configuration/import/{intake.pk}/parts/{number}/").content.decode())
    return reader.given


def test_a_form_that_is_saved_unchanged_changes_nothing_of_its_fields(ada: Client) -> None:
    intake = begun(ada)
    before = intake.mapping["take"]
    for number in range(len(before)):
        form = form_of(ada, intake, number)
        assert ada.post(f"/configuration/import/{intake.pk}/parts/{number}/", form).status_code == 302

    intake.refresh_from_db()
    assert [one["fields"] for one in intake.mapping["take"]] == [one["fields"] for one in before]
    assert intake.mapping["take"][0]["charset"] == "cp1252"


def test_columns_and_words_are_mapped_by_the_form(ada: Client) -> None:
    intake = begun(ada)
    number = next(at for at, one in enumerate(intake.mapping["take"]) if one["entity"] == "orders")
    form = form_of(ada, intake, number)
    at = next(name for name, value in form.items() if name.startswith("from-status-") and value == "lost")
    form |= {at.replace("from-", "word-"): "cancelled", "how-currency": "=", "value-currency": "USD"}

    seen = ada.post(f"/configuration/import/{intake.pk}/parts/{number}/", form | {"preview": "1"})
    assert "cancelled" in seen.content.decode()
    assert "USD" in seen.content.decode()
    ada.post(f"/configuration/import/{intake.pk}/parts/{number}/", form)

    intake.refresh_from_db()
    fields = intake.mapping["take"][number]["fields"]
    assert fields["status"] == {"column": "status", "words": {"Pending": "pending", "lost": "cancelled"}}
    assert fields["currency"] == {"value": "USD"}


def test_a_preview_says_what_is_wrong_with_a_row(ada: Client) -> None:
    intake = begun(ada)

    page = ada.get(f"/configuration/import/{intake.pk}/parts/0/").content.decode()

    assert "Jürgen Tamm" in page
    assert "This is needed and is empty." in page


def test_a_mapping_is_kept_and_comes_as_a_file_which_the_command_line_reads(ada: Client) -> None:
    intake = begun(ada)
    ada.post(f"/configuration/import/{intake.pk}/mapping/", {"title": "Old shop"})
    text = ada.get(f"/configuration/import/{intake.pk}/mapping/").content.decode()

    assert tomllib.loads(text) == intake.mapping
    assert parse(tomllib.loads(text)).source == "oldshop"
    kept = KeptMapping.objects.get()
    assert (kept.name, kept.mapping) == ("Old shop", intake.mapping)

    files = [handed("kunden.csv", PEOPLE), handed("orders.json", json.dumps(ORDERS))]
    ada.post("/configuration/import/", {"source": "oldshop", "files": files, "kept": str(kept.pk)})
    assert Intake.objects.latest("pk").mapping == intake.mapping
    ada.post(f"/configuration/import/mappings/{kept.pk}/forget/")
    assert not KeptMapping.objects.exists()


def test_an_import_that_is_stopped_keeps_what_is_in(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from liaison.api.importing import running

    monkeypatch.setattr(running, "BATCH", 1)
    intake = worked(ada, begun(ada), "try")
    ada.post(f"/configuration/import/{intake.pk}/run/")
    true = running.remember

    def stops(*given: object) -> None:
        true(*given)  # type: ignore[arg-type]
        Intake.objects.update(stopping=True)

    monkeypatch.setattr(running, "remember", stops)
    work_off(intake.pk)

    intake.refresh_from_db()
    assert (intake.stage, Customer.objects.count()) == ("stopped", 1)
    assert intake.counts["customers"]["new"] == 1


def test_a_mapping_that_does_not_fit_is_told_on_the_page(ada: Client) -> None:
    intake = begun(ada)
    Intake.objects.update(mapping={"source": "oldshop", "take": []})

    answer = ada.post(f"/configuration/import/{intake.pk}/try/", follow=True)

    assert "The mapping cannot be read" in answer.content.decode()


def test_what_came_in_stays_when_the_import_is_discarded(ada: Client) -> None:
    intake = worked(ada, worked(ada, begun(ada), "try"), "run")

    ada.post(f"/configuration/import/{intake.pk}/discard/")

    assert (Intake.objects.count(), Customer.objects.count()) == (0, 2)


WAYS = ("", "mapping/", "parts/0/", "rejected/")
VERBS = ("try/", "run/", "stop/", "discard/", "parts/", "parts/0/remove/", "mapping/", "parts/0/")


def test_to_whoever_may_not_import_there_is_nothing(ada: Client, cast: Cast) -> None:
    intake = worked(ada, begun(ada), "try")
    for stranger in (cast.bo, cast.ana, cast.tess):
        client = browser(stranger)
        at = f"/configuration/import/{intake.pk}/"
        assert [client.get(at + way).status_code for way in WAYS] == [404] * len(WAYS)
        assert [client.post(at + verb).status_code for verb in VERBS] == [404] * len(VERBS)
        assert client.get("/configuration/import/").status_code == 404
        files = [handed("kunden.csv", PEOPLE)]
        assert client.post("/configuration/import/", {"source": "x", "files": files}).status_code == 404
        assert client.post("/configuration/import/mappings/1/forget/").status_code == 404
    assert Intake.objects.count() == 1
    intake.refresh_from_db()
    assert intake.stage == "open"


def test_a_file_that_somebody_else_handed_in_is_not_taken(cast: Cast) -> None:
    from liaison.api.commands import BeginImport, Handed
    from liaison.authority.actions import perform
    from liaison.authority.words import Refused
    from liaison.files.actions import bring

    sha256 = bring(b"a,b\n1,2\n", by=cast.bo.ref)

    outcome = perform(BeginImport(source="x", files=[Handed(sha256=sha256, name="a.csv")]), by=cast.ada)

    assert isinstance(outcome, Refused)
    assert outcome.name == "NotYours"
    assert not Intake.objects.exists()
