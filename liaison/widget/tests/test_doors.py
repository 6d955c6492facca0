"""What a page with our line may ask, and what it may not."""

import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.test import Client

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import change_site, close_site, new_secret, open_site
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.pace import PACES
from liaison.tickets.models import Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(autouse=True)
def nobody_was_here_lately() -> None:
    PACES.forget()


@pytest.fixture
def site(cast: Cast) -> Site:
    return open_site("northwind.example", department=cast.service, by=SYSTEM)


def ask(site: Site, what: str, said: dict[str, Any] | None = None, **headers: str) -> Any:
    """Ask as a page of a site does: without cookies."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"/chat/{site.key}/{what}"
    client = Client(raise_request_exception=False)
    if said is None:
        return client.get(address, headers=given)
    return client.post(address, json.dumps(said), content_type="application/json", headers=given)


def begun(site: Site, text: str = "Is the blue one still there?", **said: Any) -> dict[str, Any]:
    answer = ask(site, "begin/", {"key": "first-words", "text": text, **said})
    assert answer.status_code == 200, answer.content
    made: dict[str, Any] = answer.json()
    return made


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_who_has_the_token_reads_what_was_said(site: Site) -> None:
    token = begun(site)["token"]
    read_waiting()

    seen = ask(site, "look/", **bearer(token)).json()
    assert [line["text"] for line in seen["lines"]] == ["Is the blue one still there?"]


def test_nobody_else_does(site: Site, cast: Cast) -> None:
    begun(site)
    other = begun(site, text="Another matter")["token"]
    elsewhere = open_site("another.example", department=cast.billing, by=SYSTEM)
    read_waiting()

    seen = ask(site, "look/", **bearer(other)).json()
    assert [line["text"] for line in seen["lines"]] == ["Another matter"]
    for where, token in ((site, ""), (site, "guessed"), (elsewhere, other)):
        assert ask(where, "look/", **bearer(token)).status_code == 404
        assert ask(where, "say/", {"key": "some-key-1", "text": "Hello"}, **bearer(token)).status_code == 404


def test_a_page_that_is_not_named_is_refused(site: Site) -> None:
    change_site(site, origins=["https://shop.example"], by=SYSTEM)

    assert ask(site, "", Origin="https://shop.example").status_code == 200
    refused = ask(site, "begin/", {"key": "first-words", "text": "Hello"}, Origin="https://evil.example")
    assert (refused.status_code, refused.json()["refused"]) == (403, "NotThisSite")
    assert not Chat.objects.exists()


def _signed(secret: str, **claims: Any) -> str:
    moment = int(now().timestamp())
    said = {"sub": "c-17", "email": "mira@example.com", "iat": moment, "exp": moment + 600, **claims}
    return jwt.encode(said, secret, algorithm="HS256")


def test_a_signed_identity_is_proved(site: Site) -> None:
    begun(site, identity=_signed(new_secret(site, by=SYSTEM)))

    visitor = Visitor.objects.get()
    assert (visitor.proved, visitor.subject, visitor.address) == (True, "c-17", "mira@example.com")


def test_a_forged_identity_is_refused(site: Site) -> None:
    secret = new_secret(site, by=SYSTEM)
    past = int((now() - timedelta(hours=2)).timestamp())
    forged = (
        _signed("another secret, also long enough to be one"),
        jwt.encode({"sub": "c-17", "iat": past, "exp": past + 9e9}, "", algorithm="none"),
        _signed(secret, exp=past),
        _signed(secret, exp=int(now().timestamp()) + 90 * 24 * 3600),
        "not a token",
    )
    for identity in forged:
        answer = ask(site, "begin/", {"key": "first-words", "text": "Hello", "identity": identity})
        assert (answer.status_code, answer.json()["refused"]) == (403, "NotProved")
    assert not Visitor.objects.exists()


def test_script_in_every_field_is_text(site: Site) -> None:
    token = begun(site, text=SCRIPT, name=SCRIPT, address=SCRIPT, page=SCRIPT, agreed=True)["token"]
    read_waiting()

    answer = ask(site, "look/", **bearer(token))
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["lines"][0]["text"] == SCRIPT
    assert Ticket.objects.get().customer_id


def test_thousands_of_messages_a_minute_are_too_many(site: Site) -> None:
    token = begun(site)["token"]
    said = [ask(site, "say/", {"key": f"message-{n}", "text": "!"}, **bearer(token)) for n in range(60)]

    codes = {answer.status_code for answer in said}
    assert codes == {200, 429}
    assert sum(answer.status_code == 200 for answer in said) < 40


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"key": "x", "text": "Hello"},
        {"key": "first-words", "text": ["Hello"]},
        {"key": "first-words", "text": " "},
    ],
    ids=["nothing", "short key", "a list", "blank"],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_begun(site: Site, said: dict[str, Any]) -> None:
    answer = ask(site, "begin/", said)

    assert answer.status_code in {409, 422}
    assert answer.json()["says"]
    assert not Chat.objects.exists()


def test_a_closed_site_knows_nobody(site: Site) -> None:
    token = begun(site)["token"]
    close_site(site, by=SYSTEM)

    for what in ("look/", ""):
        assert ask(site, what, **bearer(token)).status_code == 404
    assert Client().get(f"/chat/{site.key}.js").status_code == 404
