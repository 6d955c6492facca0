"""Customers come in by link or code, and nobody else does."""

from datetime import timedelta

import pytest
from django.test import Client

from liaison.channels.words import Outgoing
from liaison.customers.models import Identity
from liaison.kit import clock
from liaison.portal import following, rules
from liaison.portal.actions import follow, sweep
from liaison.portal.errors import LinkOver
from liaison.portal.models import Asking, Visit
from liaison.portal.tests.conftest import CODE, LINK, ask, shown
from liaison.tickets.actions import attach_to
from liaison.tickets.models import Message, Ticket
from tests.cast import JONAS, Cast, ticket

pytestmark = pytest.mark.django_db


def _link(letters: list[Outgoing]) -> str:
    found = LINK.search(letters[-1].text)
    assert found
    return found[1]


def _code(letters: list[Outgoing]) -> str:
    found = CODE.search(letters[-1].text)
    assert found
    return found[1]


def test_the_link_of_the_letter_lets_in_once(miras: Ticket, letters: list[Outgoing]) -> None:
    ask(Client(), "Mira@Example.com")
    assert [one.address for one in letters[0].to] == ["mira@example.com"]
    client = Client()

    assert client.post(_link(letters)).status_code == 302
    assert miras.subject in shown(client, "/my/")
    assert Client().post(_link(letters)).status_code == 410


def test_opening_the_link_does_not_use_it_up(miras: Ticket, letters: list[Outgoing]) -> None:
    """Programs that look into mails open every link before its reader does."""
    ask(Client(), "mira@example.com")
    scanner = Client()

    assert scanner.get(_link(letters)).status_code == 200
    assert scanner.get("/my/").status_code == 302
    assert Client().post(_link(letters)).status_code == 302


def test_the_code_lets_in_the_browser_that_asked_and_no_other(miras: Ticket, letters: list[Outgoing]) -> None:
    client, other = Client(), Client()
    ask(client, "mira@example.com")

    assert other.post("/my/code/", {"code": _code(letters)}).status_code == 422
    answer = client.post("/my/code/", {"code": f" {_code(letters)[:3]} {_code(letters)[3:]}"})
    assert answer["Location"] == "/my/"
    assert client.get("/my/").status_code == 200


def test_a_code_cannot_be_guessed(miras: Ticket, letters: list[Outgoing]) -> None:
    client = Client()
    ask(client, "mira@example.com")
    wrong = f"{(int(_code(letters)) + 1) % 10**6:06}"

    assert [client.post("/my/code/", {"code": wrong}).status_code for _ in range(rules.TRIES)] == [422] * 4
    assert client.post("/my/code/", {"code": _code(letters)}).status_code == 422
    assert not Visit.objects.exists()


@pytest.mark.parametrize("code", ["", "      ", "000000", "<script>", "１２３４５６", "9" * 21])
def test_a_code_is_not_what_nobody_was_sent(db: None, cast: Cast, code: str) -> None:
    client = Client()
    ask(client, "nobody@example.com")

    assert client.post("/my/code/", {"code": code}).status_code == 422
    assert not Visit.objects.exists()


def test_whether_an_address_is_known_is_not_told(miras: Ticket, letters: list[Outgoing]) -> None:
    known, unknown = Client(), Client()
    first, second = ask(known, "mira@example.com"), ask(unknown, "nobody@example.com")

    assert len(letters) == 1
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert known.cookies.keys() == unknown.cookies.keys()
    pages = [
        shown(client, "/my/code/").replace(name, "").partition("csrfmiddlewaretoken")[0]
        for client, name in ((known, "mira"), (unknown, "nobody"))
    ]
    assert pages[0] == pages[1]


def test_link_and_code_run_out(miras: Ticket, letters: list[Outgoing]) -> None:
    client = Client()
    ask(client, "mira@example.com")
    clock.travel(rules.LETTER + timedelta(seconds=1))

    assert client.post(_link(letters)).status_code == 410
    assert client.post("/my/code/", {"code": _code(letters)}).status_code == 422


def test_letters_are_not_sent_without_end(miras: Ticket, letters: list[Outgoing]) -> None:
    assert [ask(Client(), "mira@example.com").status_code for _ in range(7)] == [302] * 6 + [429]
    assert len(letters) == 6


def test_an_address_of_several_people_lets_nobody_in(
    cast: Cast, miras: Ticket, letters: list[Outgoing]
) -> None:
    Identity.objects.update(shared=True)
    ask(Client(), "mira@example.com")

    assert letters == []


def test_a_visit_ends_when_the_address_is_no_longer_theirs(mira: Client) -> None:
    Identity.objects.update(removed_at=clock.now())

    assert mira.get("/my/").status_code == 302


def test_nothing_that_opens_a_door_is_kept_as_it_is(mira: Client, letters: list[Outgoing]) -> None:
    kept = [
        *Asking.objects.values_list("browser", "link", "code")[0],
        *Visit.objects.values_list("token", flat=True),
    ]
    secrets = [_link(letters).split("/")[3], _code(letters), mira.cookies["liaison_my"].value]

    assert not [one for one in secrets if any(one in row for row in kept)]


def test_a_token_that_a_browser_brought_along_never_means_more(
    miras: Ticket, letters: list[Outgoing]
) -> None:
    """Whoever plants a cookie in somebody's browser is not let in with them."""
    client = Client()
    client.cookies["liaison_my"] = planted = "planted-by-somebody-else"
    ask(client, "mira@example.com")
    client.post(_link(letters))

    assert client.cookies["liaison_my"].value != planted
    stranger = Client()
    stranger.cookies["liaison_my"] = planted
    assert stranger.get("/my/").status_code == 302


def test_the_cookie_goes_nowhere_else_and_no_script_reads_it(mira: Client) -> None:
    cookie = mira.cookies["liaison_my"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/my/", True, "Lax")


def test_who_signs_out_is_out_everywhere_the_token_went(mira: Client) -> None:
    copied = Client()
    copied.cookies["liaison_my"] = mira.cookies["liaison_my"].value
    assert mira.post("/my/sign-out/").status_code == 302

    assert copied.get("/my/").status_code == 302


def test_a_visit_runs_out_and_is_swept(mira: Client) -> None:
    clock.travel(rules.VISIT + timedelta(days=1))

    assert mira.get("/my/").status_code == 302
    sweep()
    assert not Visit.objects.exists()
    assert not Asking.objects.exists()


def test_a_guest_follows_one_ticket_and_sees_no_other(cast: Cast, miras: Ticket) -> None:
    other = ticket(cast, subject="Something private")
    guest = Client()
    answer = guest.get(following.link_for(miras).partition("8080")[2])
    assert answer["Location"] == f"/my/tickets/{miras.number}/"

    assert miras.subject in shown(guest, answer["Location"])
    assert guest.get(f"/my/tickets/{other.number}/").status_code == 404
    assert [guest.get(path).status_code for path in ("/my/data/", "/my/data/copy/")] == [302, 302]
    assert guest.get("/my/")["Location"] == f"/my/tickets/{miras.number}/"


def test_a_forged_or_old_link_of_a_ticket_opens_nothing(cast: Cast, miras: Ticket) -> None:
    good = following.token_for(miras.pk, customer=miras.customer_id or 0)
    other = ticket(cast, sender=JONAS)
    body, _dot, seal = good.rpartition(".")
    forged = (
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        f"{other.pk}.{body.split('.', 1)[1]}.{seal}",
        body,
        f"{body}.",
        "1.1.1.1",
        "x",
    )

    assert [Client().get(f"/my/follow/{one}/").status_code for one in forged] == [410] * len(forged)
    clock.travel(rules.FOLLOW + timedelta(days=1))
    with pytest.raises(LinkOver):
        follow(good)
    assert not Visit.objects.exists()


def test_a_guests_link_ends_with_the_ticket_that_is_merged(cast: Cast, miras: Ticket) -> None:
    """The other one may hold far more than whoever has the link was ever shown."""
    link, guest = following.token_for(miras.pk, customer=miras.customer_id or 0), Client()
    page = guest.get(f"/my/follow/{link}/")["Location"]
    attach_to(Message.objects.get(ticket=miras), ticket(cast, subject="All of it"), by=cast.ana)

    assert guest.get(page).status_code == 404
    assert guest.get("/my/").status_code == 404
    assert guest.get("/my/sign-in/").status_code == 200
    assert Client().get(f"/my/follow/{link}/").status_code == 410


def test_a_guests_link_does_not_sign_its_customer_out(mira: Client, miras: Ticket) -> None:
    before = mira.cookies["liaison_my"].value
    mira.get(f"/my/follow/{following.token_for(miras.pk, customer=miras.customer_id or 0)}/")

    assert mira.cookies["liaison_my"].value == before
    assert mira.get("/my/data/").status_code == 200
