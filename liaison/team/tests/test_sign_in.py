"""Coming in and going out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from liaison.journal.models import Entry
from liaison.kit import clock
from liaison.team import letters, tasks
from liaison.team.actions.passwords import key_of
from liaison.team.models import Member, Session
from tests.cast import PASSWORD, Cast


def sign_in(
    client: Client, email: str = "bo@northwind.example", password: str = PASSWORD, **more: Any
) -> Any:
    return client.post("/sign-in/", {"email": email, "password": password} | more)


def test_a_colleague_comes_in_and_lands_where_they_wanted_to_go(cast: Cast, client: Client) -> None:
    assert client.get("/settings/").headers["Location"] == "/sign-in/?next=/settings/"
    answer = sign_in(client, next="/settings/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/")
    assert client.get("/settings/").status_code == 200
    assert Entry.objects.latest("id").kind == "team.signed_in"


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_by_a_link(cast: Cast, client: Client, where: str) -> None:
    assert sign_in(client, next=where).headers["Location"] == "/"


def test_a_wrong_address_and_a_wrong_password_look_the_same(cast: Cast, client: Client) -> None:
    wrong = [sign_in(client, password="nonsense"), sign_in(client, email="nobody@northwind.example")]
    assert [answer.status_code for answer in wrong] == [422, 422]
    pages = [re.sub(r'(value|content)="[^"]*"', "", answer.content.decode()) for answer in wrong]
    assert pages[0] == pages[1]
    assert "The address or the password is not right." in pages[0]


def test_the_address_is_kept_and_the_password_is_not(cast: Cast, client: Client) -> None:
    page = sign_in(client, password="some-wrong-thing").content.decode()
    assert "bo@northwind.example" in page
    assert "some-wrong-thing" not in page


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(cast: Cast, client: Client) -> None:
    for _time in range(5):
        assert sign_in(client, password="nonsense").status_code == 422
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "Try again in 15 minutes" in answer.content.decode()
    clock.travel(timedelta(minutes=11))
    assert "Try again in 4 minutes" in sign_in(client).content.decode()
    clock.travel(timedelta(minutes=5))
    assert sign_in(client).status_code == 302


def test_a_stranger_does_not_lock_a_colleague_out(cast: Cast, client: Client) -> None:
    for _time in range(6):
        sign_in(client, password="nonsense")
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere).status_code == 302


def test_one_place_tries_not_more_than_thirty_addresses(cast: Cast, client: Client) -> None:
    statuses = [sign_in(client, email=f"a{n}@northwind.example").status_code for n in range(31)]
    assert statuses == [422] * 30 + [429]


def test_signing_in_rightly_clears_the_count(cast: Cast, client: Client) -> None:
    for _time in range(4):
        sign_in(client, password="nonsense")
    assert sign_in(client).status_code == 302
    other = Client()
    assert sign_in(other, password="nonsense").status_code == 422


def test_a_session_gets_a_new_key_and_knows_whose_it_is(cast: Cast, client: Client) -> None:
    client.get("/sign-in/")
    before = client.session.session_key
    sign_in(client)
    session = Session.objects.get(pk=client.session.session_key)
    assert session.pk != before
    assert (session.member, session.place) == (cast.bo, "127.0.0.1")


def test_a_deactivated_colleague_does_not_come_in(cast: Cast, client: Client) -> None:
    Member.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert sign_in(client).status_code == 422


def test_going_out_needs_a_button_not_a_link(cast: Cast, client: Client) -> None:
    sign_in(client)
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/settings/").status_code == 200
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert client.get("/settings/").status_code == 302
    assert not Session.objects.filter(member=cast.bo).exists()


def test_a_fragment_of_a_stranger_answers_401_and_not_a_page(cast: Cast, client: Client) -> None:
    answer = client.get("/settings/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert b"<html" not in answer.content


def test_a_page_speaks_the_language_of_its_reader(cast: Cast, client: Client) -> None:
    Member.objects.filter(pk=cast.bo.pk).update(language="lt")
    sign_in(client)
    page = client.get("/settings/", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="lt"' in page


def test_a_forgotten_password_is_asked_for_alike_by_everybody(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.LIAISON = settings.LIAISON | {"OUTGOING_SMTP": "smtp://127.0.0.1:9"}
    known = client.post("/password/forgotten/", {"email": "bo@northwind.example"})
    unknown = client.post("/password/forgotten/", {"email": "no@northwind.example"})
    assert known.status_code == unknown.status_code == 200
    assert known.content.replace(b"bo@", b"") == unknown.content.replace(b"no@", b"")
    jobs = ProcrastinateJob.objects.filter(task_name="team.send_password_link")
    assert [job.args["email"] for job in jobs.order_by("id")] == [
        "bo@northwind.example",
        "no@northwind.example",
    ]


def test_the_link_for_a_new_password_works_once_and_ends_sessions(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.LIAISON = settings.LIAISON | {
        "OUTGOING_SMTP": "smtp://127.0.0.1:9",
        "URL": "https://desk.example",
    }
    sign_in(client)
    tasks.send_password_link(email="bo@northwind.example", base="https://desk.example")
    link = re.search(r"https://desk\.example(/password/\S+)", mail.outbox[0].body)
    assert link
    other = Client()
    new = {"new": "another quiet desk", "again": "another quiet desk"}
    assert other.get(link[1]).status_code == 200
    assert other.post(link[1], new).status_code == 302
    assert other.get("/settings/").status_code == 200
    assert client.get("/settings/").status_code == 302
    assert Client().get(link[1]).status_code == 410
    cast.bo.refresh_from_db()
    assert cast.bo.check_password("another quiet desk")


def test_no_letter_goes_to_an_address_nobody_has(cast: Cast, settings: Any) -> None:
    settings.LIAISON = settings.LIAISON | {"OUTGOING_SMTP": "smtp://127.0.0.1:9"}
    tasks.send_password_link(email="no@northwind.example", base="")
    assert mail.outbox == []


def test_a_desk_that_cannot_send_mail_says_so(cast: Cast, client: Client) -> None:
    page = client.get("/password/forgotten/").content.decode()
    assert "LIAISON_OUTGOING_SMTP" in page
    client.post("/password/forgotten/", {"email": "bo@northwind.example"})
    assert not ProcrastinateJob.objects.exists()


def test_a_link_of_a_deactivated_colleague_is_over(cast: Cast, client: Client) -> None:
    link = letters.link_for(cast.bo, base="")
    Member.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert client.get(link).status_code == 410
    who, token = key_of(cast.ana)
    assert client.get(f"/password/{who}/{token}x/").status_code == 410
    assert client.get("/password/%FF/x/").status_code == 410


def test_one_changes_ones_password_knowing_the_old_one(cast: Cast, client: Client) -> None:
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    new = {"new": "another quiet desk", "again": "another quiet desk"}
    assert client.post("/settings/password/", {"old": "nonsense"} | new).status_code == 422
    assert client.post("/settings/password/", {"old": PASSWORD} | new).status_code == 302
    assert client.get("/settings/password/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302


def test_one_ends_one_session_or_all_others(cast: Cast, client: Client) -> None:
    browsers = [client, Client(), Client(), Client()]
    for browser in browsers:
        sign_in(browser)
    key = browsers[1].session.session_key
    assert key
    client.post("/settings/sessions/end/", {"session": key[:8]})
    assert [b.get("/settings/").status_code for b in browsers] == [200, 302, 200, 200]
    client.post("/settings/sessions/end/")
    assert [b.get("/settings/").status_code for b in browsers] == [200, 302, 302, 302]


def test_nobody_ends_a_colleagues_session(cast: Cast, client: Client) -> None:
    other = Client()
    sign_in(other, email="ana@northwind.example")
    sign_in(client)
    key = other.session.session_key
    assert key
    client.post("/settings/sessions/end/", {"session": key[:8]})
    assert other.get("/settings/").status_code == 200
