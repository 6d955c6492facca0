"""What no page of ours would send: numbers without end, NUL, keys that are too long. It is refused, never a mistake."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.workspace.views import answering
from tests.cast import Cast, ticket

ENDLESS = "9" * 5_000
TOO_BIG = str(2**63)


@pytest.fixture
def browser(client: Client, cast: Cast) -> Client:
    client.force_login(cast.bo)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/inbox/open/?department=",
        "/inbox/open/?shown=",
        "/inbox/open/?after=",
        "/inbox/open/?tag=",
        "/search/?q=",
        "/find/?q=",
        "/record/?customer=",
        "/tickets/1/?again=",
        "/configuration/roles/create/?from=",
    ],
)
@pytest.mark.parametrize("words", [ENDLESS, TOO_BIG, "a%00b", "%ED%A0%80"])
def test_an_address_with_them_is_no_mistake_of_ours(
    browser: Client, cast: Cast, address: str, words: str
) -> None:
    one = ticket(cast)

    status = browser.get(address.replace("/1/", f"/{one.number}/") + words).status_code

    assert status < 500


@pytest.mark.parametrize("field", ["seen", "message", "idempotency_key", "text", "to", "in"])
@pytest.mark.parametrize("words", [ENDLESS, TOO_BIG, "a\0b"])
def test_an_answer_with_them_is_refused_in_words(browser: Client, cast: Cast, field: str, words: str) -> None:
    one = ticket(cast)
    form = {"kind": "forward", "text": "See", "to": "depot@example.com"} | {field: words}

    assert browser.post(f"/tickets/{one.number}/answer/", form).status_code < 500
    assert browser.post(f"/tickets/{one.number}/draft/", form).status_code < 500


@pytest.mark.parametrize(
    ("command", "field", "words"),
    [
        ("tickets.mark_seen", "message", TOO_BIG),
        ("tickets.note", "idempotency_key", ENDLESS),
        ("customers.edit", "person", "a\0b"),
        ("customers.add_identity", "identity", "x" * 21),
        ("tickets.promise", "due", "9999-12-31T23:59"),
        ("tickets.promise", "due", "0001-01-01T00:00"),
    ],
)
def test_a_command_with_them_changes_nothing(
    browser: Client, cast: Cast, command: str, field: str, words: str
) -> None:
    one = ticket(cast)
    base = {"ticket": one.pk, "text": "n", "what": "w", "customer": one.customer_id, "value": "v@example.com"}

    answer = browser.post(f"/do/{command}/", base | {field: words}, headers={"HX-Request": "true"})

    assert answer.status_code in {400, 404, 409}


def test_a_key_that_was_used_for_other_words_is_refused_in_words(browser: Client, cast: Cast) -> None:
    one = ticket(cast)
    form = {"ticket": one.pk, "text": "One.", "idempotency_key": "k"}
    browser.post("/do/tickets.note/", form)

    again = browser.post("/do/tickets.note/", form | {"text": "Two."}, headers={"HX-Request": "true"})

    assert again.status_code == 409
    assert "used before with other parameters" in again.content.decode()
    assert one.messages.filter(direction="note").count() == 1


@pytest.mark.parametrize(
    "next_", ["home", "a:b", "//evil.example", "https:/evil.example", "\\\\evil.example"]
)
def test_signing_in_leads_nowhere_else(browser: Client, next_: str) -> None:
    answer = browser.get("/sign-in/", {"next": next_})

    assert answer.status_code == 302
    assert "evil" not in answer["Location"]


def test_an_answer_whose_file_is_too_large_stays_and_says_so(
    browser: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "FILE_LIMIT", 3)
    one = ticket(cast)
    form = {"kind": "reply", "text": "Here is the map."}

    page = browser.post(
        f"/tickets/{one.number}/answer/", form | {"files": SimpleUploadedFile("map.txt", b"a map")}
    )
    added = browser.post(
        f"/tickets/{one.number}/draft/files/", {"files": SimpleUploadedFile("map.txt", b"a map")}
    )

    assert "map.txt is larger than" in page.content.decode()
    assert "Here is the map." in page.content.decode()
    assert (added.status_code, added.content[:17]) == (409, b"map.txt is larger")
    assert not one.messages.filter(direction="out").exists()


def test_no_page_is_kept_for_the_next_person_at_this_computer(browser: Client, cast: Cast) -> None:
    assert browser.get("/inbox/open/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("words", ["ab " * 100_000, "-" * 50_000, '"' * 50_001, "or " * 20_000])
def test_a_book_pasted_into_the_search_is_searched_for_by_its_first_words(
    browser: Client, cast: Cast, words: str
) -> None:
    ticket(cast)

    assert browser.get("/search/", {"q": words}).status_code == 200
    assert browser.get("/find/", {"q": words}).status_code == 200
