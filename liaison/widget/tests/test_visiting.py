"""What a page tells while it is open, and what it is told."""

from typing import Any

import jwt
import pytest

from liaison.authority.actions import perform
from liaison.channels.chat.actions import block, change_site, new_secret, open_site, passes
from liaison.channels.chat.commands import InviteVisitor
from liaison.channels.chat.models import Chat, Site, Visit, Visitor
from liaison.config.listeners import may_listen, who
from liaison.customers.actions import meet
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.live.door import TOKEN
from liaison.kit.live.words import Listener
from liaison.kit.pace import PACES
from liaison.widget.tests.test_doors import ask, begun
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = {"page": "https://shop.example/cart", "campaign": "utm_source=mail"}


@pytest.fixture(autouse=True)
def nobody_was_here_lately() -> None:
    PACES.forget()


@pytest.fixture
def site(cast: Cast) -> Site:
    return open_site("northwind.example", department=cast.service, by=SYSTEM)


def here(site: Site, **said: Any) -> dict[str, Any]:
    answer = ask(site, "here/", said)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def invited(site: Site, cast: Cast) -> dict[str, Any]:
    told, visit = here(site), Visit.objects.get()
    passes({visit.pk}, set(), process="one")
    perform(InviteVisitor(visit=visit.pk, words="May I help?"), by=cast.bo)
    return told


def test_a_page_that_is_open_has_a_line_of_its_own_and_hears_nothing_else(site: Site, cast: Cast) -> None:
    told = here(site, **PAGE)
    visit = Visit.objects.get()

    listener = who(TOKEN + told["visit"])
    assert listener == Listener(visit.ref, "")
    assert told == {"visit": told["visit"], "topic": visit.ref}
    assert may_listen(listener, visit.ref)
    for topic in ("visit:0", f"visits:{cast.service.pk}", "chat:1", "ticket:*", "chat:*"):
        assert not may_listen(listener, topic)
    assert who(TOKEN + "visit." + "x" * 43) is None


def test_the_team_hears_of_the_visitors_of_its_own_departments(cast: Cast) -> None:
    topic = f"visits:{cast.service.pk}"
    assert may_listen(Listener(cast.bo.ref, ""), topic)
    assert not may_listen(Listener(cast.cleo.ref, ""), topic)


def test_the_page_is_kept_from_those_alone_who_agreed(site: Site) -> None:
    told = here(site, **PAGE)
    assert Visit.objects.get().page == ""
    here(site, visit=told["visit"], agreed=True, **PAGE)
    assert (Visit.objects.get().page, Visit.objects.get().campaign) == (PAGE["page"], PAGE["campaign"])
    here(site, visit=told["visit"], agreed="yes", **PAGE)
    assert Visit.objects.get().page == ""


def test_an_invitation_is_told_to_its_page_alone_until_they_say_no(site: Site, cast: Cast) -> None:
    told = invited(site, cast)

    again = here(site, visit=told["visit"])
    assert again["invitation"] == {"name": "Bo", "text": "May I help?"}
    assert "invitation" not in here(site)
    assert "invitation" not in here(site, visit=told["visit"], no=True)
    assert "invitation" not in here(site, visit=told["visit"])


def test_a_chat_begun_at_an_invitation_goes_to_who_sent_it(site: Site, cast: Cast) -> None:
    told = invited(site, cast)

    token = begun(site, visit=told["visit"])["token"]

    assert Chat.objects.get().invited_by == cast.bo
    assert Visit.objects.get().visitor == Visitor.objects.get()
    assert "invitation" not in here(site, visit=told["visit"], token=token)


def test_somebody_elses_token_and_a_blocked_visitor_are_nobody(site: Site, cast: Cast) -> None:
    other = open_site("south.example", department=cast.service, by=SYSTEM)
    elsewhere = begun(other)["token"]
    assert here(site, token=elsewhere)
    assert Visit.objects.get().visitor is None

    token = begun(site, key="other-words")["token"]
    block(Chat.objects.latest("pk"), by=cast.bo)
    here(site, token=token)
    assert Visit.objects.latest("pk").visitor is None


def test_whom_the_site_signed_in_is_known_and_the_visitor_before_them_is_not(site: Site) -> None:
    secret = new_secret(site, by=SYSTEM)
    mira = meet("email", "mira@example.com", name="Mira Kask")
    at = int(now().timestamp())
    said = {"sub": "7", "email": "mira@example.com", "name": "Mira", "iat": at, "exp": at + 600}
    identity = jwt.encode(said, secret, algorithm="HS256")
    before = begun(site)["token"]

    here(site, identity=identity, token=before)

    visit = Visit.objects.get()
    assert (visit.customer, visit.visitor, visit.name) == (mira, None, "Mira")
    forged = jwt.encode(said, "x" * 32, algorithm="HS256")
    assert ask(site, "here/", {"identity": forged}).status_code == 403


def test_a_site_that_is_not_watched_keeps_nobody(site: Site) -> None:
    change_site(site, watched=False, by=SYSTEM)
    assert ask(site, "here/", {}).status_code == 404
    assert not Visit.objects.exists()


@pytest.mark.parametrize("said", [{"page": 7}, {"visit": ["x"]}, {"token": {}}])
def test_what_is_no_text_is_refused(site: Site, said: dict[str, Any]) -> None:
    assert ask(site, "here/", {**said}).status_code == 422
