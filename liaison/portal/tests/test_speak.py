"""What customers see and say on their pages, and what a stranger does not."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.authority.actions import perform
from liaison.channels.actions import read_waiting, send_due
from liaison.channels.words import Outgoing
from liaison.customers.actions import join
from liaison.customers.models import Customer
from liaison.files.actions import keep
from liaison.kit import clock
from liaison.portal.tests.conftest import let_in, shown
from liaison.tickets.actions import receive
from liaison.tickets.commands import Forward, Note, Reply, Resolve
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Address, Enclosed
from tests.cast import JONAS, Cast, arrival, ticket

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef"
MINUTE = timedelta(minutes=1)


def _say(client: Client, one: Ticket, text: str, *, key: str = KEY, **more: Any) -> Any:
    answer = client.post(f"/my/tickets/{one.number}/answer/", {"text": text, "key": key, **more})
    read_waiting()
    return answer


def test_what_is_said_lies_on_the_ticket_and_opens_it_again(mira: Client, miras: Ticket, cast: Cast) -> None:
    perform(Resolve(ticket=miras.pk, reason="solved"), by=cast.bo)
    assert _say(mira, miras, "It broke again.").status_code == 302

    miras.refresh_from_db()
    message = Message.objects.latest("pk")
    assert (message.ticket, message.text, message.channel, message.placed) == (
        miras,
        "It broke again.",
        "portal",
        "token",
    )
    assert (miras.status, miras.unread, miras.waiting_since is not None) == ("open", True, True)
    assert "It broke again." in shown(mira, f"/my/tickets/{miras.number}/")


def test_an_answer_to_it_goes_by_mail_and_stands_on_the_page(mira: Client, miras: Ticket, cast: Cast) -> None:
    _say(mira, miras, "And the red one?")
    perform(Reply(ticket=miras.pk, text="That one as well."), by=cast.bo)
    page = f"/my/tickets/{miras.number}/"
    assert "That one as well." not in shown(mira, page)
    clock.travel(MINUTE)
    send_due("email")

    message = Message.objects.latest("pk")
    assert (message.channel, message.to) == ("email", [["mira@example.com", "Mira Kask"]])
    assert "That one as well." in shown(mira, page)


def test_sent_twice_it_is_said_once(mira: Client, miras: Ticket) -> None:
    for _ in range(2):
        assert _say(mira, miras, "Hello?").status_code == 302

    assert Message.objects.filter(text="Hello?").count() == 1


def test_a_file_comes_along_and_goes_back_as_it_was(mira: Client, miras: Ticket) -> None:
    html = b"<script>alert(1)</script>"
    _say(mira, miras, "", files=[SimpleUploadedFile("x.html", html, "text/html")])

    file = Attachment.objects.get()
    answer = mira.get(f"/my/tickets/{miras.number}/files/{file.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "application/octet-stream",
        "private, no-store",
    )


@pytest.mark.parametrize("text", ["", " \n", "a" * 20_001, "\0"])
def test_nothing_and_a_novel_are_refused_and_the_words_are_kept(
    mira: Client, miras: Ticket, text: str
) -> None:
    answer = _say(mira, miras, text)

    assert (answer.status_code, Message.objects.count()) == (422, 1)
    assert text.strip("\0 \n")[:50] in answer.content.decode()


def test_html_is_words(mira: Client, miras: Ticket) -> None:
    _say(mira, miras, "<img src=x onerror=alert(1)>")

    page = shown(mira, f"/my/tickets/{miras.number}/")
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_neither_notes_nor_third_parties_nor_other_people_are_seen(
    mira: Client, miras: Ticket, cast: Cast
) -> None:
    perform(Note(ticket=miras.pk, text="She calls every week."), by=cast.bo)
    perform(Forward(ticket=miras.pk, text="Dear carrier,", to=["carrier@example.net"]), by=cast.bo)
    perform(Reply(ticket=miras.pk, text="Only for Jonas.", to=["jonas@example.org"]), by=cast.bo)
    clock.travel(MINUTE)
    send_due("email")
    receive(
        arrival(
            cast, sender=JONAS, text="My secret.", token=(miras.pk, None), cc=(Address("mira@example.com"),)
        )
    )
    assert Message.objects.filter(ticket=miras, text="My secret.").exists()

    page = shown(mira, f"/my/tickets/{miras.number}/")
    assert "My parcel has not come." in page
    for hidden in ("every week", "carrier", "Only for Jonas", "My secret"):
        assert hidden not in page


def test_a_stranger_finds_nothing_of_anybody_elses(mira: Client, cast: Cast, letters: list[Outgoing]) -> None:
    enclosed = (Enclosed(keep(b"bill"), "bill.pdf", "application/pdf", 4),)
    other = ticket(cast, sender=JONAS, subject="Jonas alone", enclosed=enclosed)
    file = Attachment.objects.get()
    paths = (
        f"/my/tickets/{other.number}/",
        f"/my/tickets/{other.number}/files/{file.pk}/",
        "/my/tickets/99999999/",
    )

    assert [mira.get(path).status_code for path in paths] == [404] * 3
    assert [
        mira.post(f"/my/tickets/{other.number}/{do}/", {"text": "x", "key": KEY}).status_code
        for do in ("answer", "close", "reopen")
    ] == [404] * 3
    assert "Jonas alone" not in shown(mira, "/my/")
    own = Ticket.objects.exclude(pk=other.pk).get()
    assert mira.get(f"/my/tickets/{own.number}/files/{file.pk}/").status_code == 404
    assert mira.get(f"/my/tickets/{10**30}/").status_code == 404


def test_whoever_is_not_in_is_led_to_the_sign_in(miras: Ticket) -> None:
    at = f"/my/tickets/{miras.number}/"
    for path in ("/my/", at, f"{at}files/1/", "/my/data/", "/my/data/copy/"):
        assert Client().get(path)["Location"] == "/my/sign-in/"
    for path in (f"{at}answer/", f"{at}close/", f"{at}reopen/"):
        assert Client().post(path)["Location"] == "/my/sign-in/"


def test_a_member_of_the_team_is_nobody_here_and_a_customer_nobody_there(
    mira: Client, miras: Ticket, cast: Cast
) -> None:
    bo = Client()
    bo.force_login(cast.bo)

    assert bo.get("/my/")["Location"] == "/my/sign-in/"
    assert mira.get("/inbox/open/")["Location"].startswith("/sign-in/")
    assert 'href="/"' not in shown(mira, "/my/")
    assert 'href="/"' not in mira.get("/my/nowhere/").content.decode()


def test_all_tickets_of_whoever_was_found_to_be_the_same_person_are_theirs(
    mira: Client, miras: Ticket, cast: Cast
) -> None:
    other = ticket(cast, sender=Address("mira@work.example", "Mira"), subject="From my work")
    join(Customer.objects.get(pk=miras.customer_id), other=other.customer, by=cast.ada)

    assert "From my work" in shown(mira, "/my/")
    assert "My parcel has not come." in shown(mira, f"/my/tickets/{other.number}/")


def test_a_customer_settles_and_takes_up_again(mira: Client, miras: Ticket) -> None:
    for do, status in (("close", "resolved"), ("reopen", "open")):
        assert mira.post(f"/my/tickets/{miras.number}/{do}/").status_code == 302
        miras.refresh_from_db()
        assert miras.status == status
    assert mira.post(f"/my/tickets/{miras.number}/reopen/").status_code == 409


def test_a_form_of_another_site_changes_nothing(mira: Client, miras: Ticket) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["liaison_my"] = mira.cookies["liaison_my"].value

    assert strict.post(f"/my/tickets/{miras.number}/close/").status_code == 403
    miras.refresh_from_db()
    assert miras.status == "open"


def test_nothing_is_kept_by_anybody_on_the_way(mira: Client, miras: Ticket) -> None:
    for path in ("/my/", f"/my/tickets/{miras.number}/", "/my/data/", "/my/data/copy/", "/my/sign-in/"):
        answer = mira.get(path)
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "same-origin")


def test_a_customer_sets_name_and_language_and_takes_a_copy(mira: Client, miras: Ticket) -> None:
    assert mira.post("/my/data/", {"name": "Mira K.", "language": "et"}).status_code == 302
    customer = Customer.objects.get(pk=miras.customer_id)
    assert (customer.name, customer.language) == ("Mira K.", "et")
    assert '<html lang="et"' in shown(mira, "/my/")

    archive = zipfile.ZipFile(io.BytesIO(mira.get("/my/data/copy/").content))
    words = json.loads(archive.read("my-data.json"))
    assert words == json.loads(mira.get("/my/data/copy/?json").content)
    assert (words["name"], [one["number"] for one in words["tickets"]]) == ("Mira K.", [miras.number])
    assert [one["text"] for one in words["tickets"][0]["messages"]] == ["My parcel has not come."]


def test_two_customers_are_kept_apart(mira: Client, cast: Cast, letters: list[Outgoing]) -> None:
    ticket(cast, sender=JONAS, subject="Jonas alone")
    jonas = let_in(letters, "jonas@example.org")

    assert "Jonas alone" in shown(jonas, "/my/")
    assert "Where is my parcel?" not in shown(jonas, "/my/")
