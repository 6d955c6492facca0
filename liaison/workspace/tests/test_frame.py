"""Inbox and ticket are drawn in a frame: it says what a page drawn as a whole would say, to each reader their own."""

import re

import pytest
from django.http import HttpRequest
from django.test import Client

from liaison.kit.pages import show
from liaison.team.actions import change_department, change_member
from liaison.tickets.actions import tag
from liaison.workspace import words
from liaison.workspace.views import finding, inbox
from tests.cast import JONAS, Cast, ticket

pytestmark = pytest.mark.django_db(transaction=True)  # Memory holds nothing within a transaction.
SEEN = [
    "/inbox/open/",
    "/inbox/closed/",
    "/inbox/spam/",
    "/inbox/open/?tag=vip",
    "/inbox/all/?after=",
    "/search/",
    "/search/?q=parcel",
    "/search/?q=mira",
    "/search/?q=%3Ci%3E%22+nothing",
]
OWN = {"title", "main", "side", "words", "people"}


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every page drawn as a whole."""

    def draw(
        request: HttpRequest, name: str, *, by: object, places: dict[str, str], **context: object
    ) -> object:
        own = {f"drawn_{place}": lambda made=made: made for place, made in places.items() if place in OWN}
        return show(request, f"workspace/{name}.html", **(words._known(request) | context | own))

    for pages in (inbox, finding):
        monkeypatch.setattr(pages, "draw_framed", draw)


def page(client: Client, path: str) -> str:
    """The page without what is another each time."""
    said = client.get(path).content.decode()
    return re.sub(r'(X-CSRFToken&#34;: &#34;|csrfmiddlewaretoken" value=")\w{64}', r"\1", said)


def without_keys(said: str) -> str:
    """Without what makes sending twice one answer."""
    return re.sub(r'(idempotency_key" value=")[^"]+', r"\1", said)


@pytest.mark.parametrize("path", SEEN)
@pytest.mark.parametrize("theme", ["", "dark"])
def test_it_says_what_the_whole_page_would_say(
    client: Client, cast: Cast, path: str, theme: str, request: pytest.FixtureRequest
) -> None:
    for _ in range(3):
        ticket(cast)
    tag(ticket(cast), ["vip"], by=cast.bo)
    client.force_login(cast.bo)
    client.cookies["liaison_theme"] = theme
    framed = [page(client, path) for _ in range(2)]
    request.getfixturevalue("whole")

    assert framed == [page(client, path)] * 2


def test_each_reader_has_a_token_of_their_own(cast: Cast) -> None:
    tokens = set()
    for member in (cast.bo, cast.ana, cast.bo):
        client = Client()
        client.force_login(member)
        said = client.get("/inbox/open/").content.decode()
        header = re.search(r"X-CSRFToken&#34;: &#34;(\w{64})", said)
        field = re.search(r'csrfmiddlewaretoken" value="(\w{64})', said)
        assert header
        assert field
        assert header[1] == field[1]
        tokens.add(header[1])
    assert len(tokens) == 3


def test_each_reader_sees_their_own_language_ways_and_counts(client: Client, cast: Cast) -> None:
    ticket(cast)
    client.force_login(cast.ada)
    assert 'href="/configuration/' in page(client, "/inbox/open/")
    change_member(cast.cleo, language="lt", by=cast.cleo)
    client.force_login(cast.cleo)

    said = page(client, "/inbox/open/")

    assert '<html lang="lt"' in said
    assert 'href="/configuration/' not in said
    assert "Mira Kask" not in said


def test_a_list_of_one_department_bears_its_new_name(client: Client, cast: Cast) -> None:
    client.force_login(cast.ada)
    there = f"/inbox/open/?department={cast.billing.pk}"
    assert "Open · Billing" in page(client, there)
    change_department(cast.billing, name="Invoices", by=cast.ada)

    assert "Open · Invoices" in page(client, there)


def test_what_is_told_once_is_told_once(client: Client, cast: Cast) -> None:
    one = ticket(cast)
    client.force_login(cast.bo)
    page(client, "/inbox/open/")
    client.post("/do/", {"tickets": one.pk, "command": "tickets.resolve", "next": "/inbox/open/"})

    told = [page(client, "/inbox/open/").count('class="toast ') for _ in range(3)]

    assert told[0] == told[1] + 1 == told[2] + 1


def test_each_ticket_stands_in_the_frame_with_its_own_words(
    client: Client, cast: Cast, request: pytest.FixtureRequest
) -> None:
    one, other = ticket(cast, subject="A <b>kettle</b>"), ticket(cast, sender=JONAS, subject="An invoice")
    client.force_login(cast.bo)
    there = [f"/tickets/{one.number}/", f"/tickets/{other.number}/"]
    framed = [page(client, path) for path in there]
    request.getfixturevalue("whole")

    assert [without_keys(one) for one in framed] == [without_keys(page(client, path)) for path in there]
    assert f"<title>#{one.number} A &lt;b&gt;kettle&lt;/b&gt; · Liaison</title>" in framed[0]
    assert "mira@example.com" in framed[0]
    assert "jonas@example.org" not in framed[0]
    assert "mira@example.com" not in framed[1]
