"""A customer whom the site has signed in goes on with their chat on another device; nobody else does."""

from typing import Any

import jwt
import pytest

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import end, new_secret, open_site
from liaison.channels.chat.models import Chat, Device, Site, Visitor
from liaison.config.listeners import may_listen, who
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.live.door import TOKEN
from liaison.kit.pace import PACES
from liaison.widget.tests.test_doors import ask, begun
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONE = "f" * 64


@pytest.fixture(autouse=True)
def nobody_was_here_lately() -> None:
    PACES.forget()


@pytest.fixture
def site(cast: Cast) -> Site:
    return open_site("northwind.example", department=cast.service, by=SYSTEM)


@pytest.fixture
def secret(site: Site) -> str:
    return new_secret(site, by=SYSTEM)


def signed(secret: str, subject: str = "customer-7") -> str:
    at = int(now().timestamp())
    said = {"sub": subject, "email": f"{subject}@example.com", "iat": at, "exp": at + 600}
    return jwt.encode(said, secret, algorithm="HS256")


def found(site: Site, **said: Any) -> dict[str, Any]:
    answer = ask(site, "found/", {"token": PHONE, **said})
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def looked(site: Site, token: str) -> list[str]:
    return [line["text"] for line in ask(site, "look/", {"token": token}).json()["lines"]]


def test_the_chat_goes_on_on_the_other_device_both_ways(site: Site, secret: str) -> None:
    first = begun(site, "Hello from the desk", identity=signed(secret))
    read_waiting()

    assert found(site, identity=signed(secret)) == {"chat": first["chat"]}
    assert (
        ask(site, "say/", {"token": PHONE, "key": "from-phone", "text": "And from the phone"}).status_code
        == 200
    )
    read_waiting()

    both = ["Hello from the desk", "And from the phone"]
    assert looked(site, PHONE) == looked(site, first["token"]) == both
    assert (Visitor.objects.count(), Chat.objects.count(), Device.objects.count()) == (1, 1, 1)
    listener = who(TOKEN + PHONE)
    assert listener
    assert may_listen(listener, first["chat"])


def test_the_page_is_told_that_there_is_a_chat_to_go_on_with(site: Site, secret: str) -> None:
    assert "chat" not in ask(site, "here/", {"identity": signed(secret)}).json()
    begun(site, identity=signed(secret))

    assert ask(site, "here/", {"identity": signed(secret)}).json()["chat"] is True
    assert "chat" not in ask(site, "here/", {"identity": signed(secret, "customer-8")}).json()


def test_another_customer_and_whoever_only_says_so_find_nothing(site: Site, secret: str, cast: Cast) -> None:
    begun(site, identity=signed(secret))
    other = open_site("south.example", department=cast.service, by=SYSTEM)
    elsewhere = new_secret(other, by=SYSTEM)

    assert found(site) == found(site, identity=signed(secret, "customer-8")) == {}
    assert found(other, identity=signed(elsewhere)) == {}
    for forged in (signed("x" * 32), signed(elsewhere)):
        assert ask(site, "found/", {"token": PHONE, "identity": forged}).status_code == 403
    assert ask(site, "found/", {"token": "short", "identity": signed(secret)}).status_code == 422
    assert ask(site, "look/", {"token": PHONE}).status_code == 404
    assert not Device.objects.exists()


def test_a_visitor_without_a_proved_name_is_found_by_nobody(site: Site, secret: str) -> None:
    begun(site)

    assert found(site, identity=signed(secret, "")) == {}


def test_a_chat_that_has_ended_is_not_taken_up_but_the_next_is_the_same_visitors(
    site: Site, secret: str
) -> None:
    first = begun(site, identity=signed(secret))
    read_waiting()
    end(Chat.objects.get(), by=SYSTEM)
    assert found(site, identity=signed(secret)) == {}

    again = begun(site, "Once more", key="other-words", token=PHONE, identity=signed(secret))

    assert again["token"] == PHONE
    assert Visitor.objects.count() == 1
    assert ask(site, "look/", {"token": first["token"]}).json()["chat"] == again["chat"]
