"""The pages of the configuration: what can be done on them, and that nobody else gets there."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from liaison.authority.actions import grant
from liaison.authority.models import Grant, Role
from liaison.kit.actor import SYSTEM
from liaison.team.models import Brand, Department, Member
from tests.cast import Cast

PAGES = ("agents/", "agents/create/", "departments/", "departments/create/", "brands/", "brands/create/",
         "roles/", "roles/create/")  # fmt: skip


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def pages_of(cast: Cast) -> list[str]:
    one = [f"agents/{cast.bo.pk}/", f"departments/{cast.service.pk}/", f"brands/{cast.brand.pk}/",
           *(f"roles/{role.pk}/" for role in Role.objects.all())]  # fmt: skip
    return [f"/configuration/{page}" for page in (*PAGES, *one)]


def newcomer(**more: Any) -> dict[str, Any]:
    role = Role.objects.get(key="representative").pk
    given = {
        "title": "Nele",
        "email": "nele@northwind.example",
        "role": role,
        "extent": "all",
        "way": "password",
    }
    return given | more


def test_an_administrator_opens_every_page(cast: Cast, ada: Client) -> None:
    for page in pages_of(cast):
        assert ada.get(page).status_code == 200, page


def test_who_does_not_configure_finds_nothing_there(cast: Cast, client: Client) -> None:
    grant(Role.objects.get(key="reader"), to=cast.cleo.ref, department=None, by=SYSTEM)
    for who in (cast.bo, cast.ana, cast.tess, cast.cleo):
        client.force_login(who)
        for page in pages_of(cast):
            assert client.get(page).status_code == 404, (who.name, page)


def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client) -> None:
    for page in pages_of(cast):
        assert client.get(page).headers["Location"].startswith("/sign-in/"), page


def test_a_virtual_representative_is_created_and_has_no_password(cast: Cast, ada: Client) -> None:
    answered = ada.post("/configuration/agents/create/", newcomer(title="Otto", way="token"), follow=True)

    otto = Member.objects.get(email="nele@northwind.example")
    assert (otto.kind, otto.has_usable_password()) == ("virtual", False)
    assert "Make a token for it under API tokens" in answered.content.decode()


def test_an_agent_is_created_with_a_password_shown_once(cast: Cast, ada: Client) -> None:
    data = newcomer(extent="some", departments=[cast.service.pk])
    page = ada.post("/configuration/agents/create/", data).content.decode()
    nele = Member.objects.get(email="nele@northwind.example")
    shown = page.split('name="password"')[1].split('value="')[1].split('"')[0]
    assert nele.check_password(shown)
    assert Grant.objects.get(actor=nele.ref).department == cast.service.pk
    assert shown not in ada.get(f"/configuration/agents/{nele.pk}/").content.decode()


def test_an_agent_is_invited_by_mail(cast: Cast, ada: Client, settings: Any) -> None:
    settings.LIAISON = settings.LIAISON | {"OUTGOING_SMTP": "smtp://127.0.0.1:9"}
    answer = ada.post("/configuration/agents/create/", newcomer(way="mail"))
    nele = Member.objects.get(email="nele@northwind.example")
    assert answer.headers["Location"] == f"/configuration/agents/{nele.pk}/"
    assert mail.outbox[0].to == ["nele@northwind.example"]
    assert "/password/" in mail.outbox[0].body
    assert nele.invited_at is not None


def test_an_invitation_that_could_not_leave_says_why_and_shows_its_link(
    cast: Cast, ada: Client, settings: Any, monkeypatch: Any
) -> None:
    def refuse(letter: Any) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    settings.LIAISON = settings.LIAISON | {"OUTGOING_SMTP": "smtp://127.0.0.1:9"}
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    page = ada.post("/configuration/agents/create/", newcomer(way="mail")).content.decode()
    assert "Connection refused" in page
    assert "/password/" in page


def test_a_wrong_form_keeps_what_was_typed_and_says_what_is_wrong_where(cast: Cast, ada: Client) -> None:
    answer = ada.post("/configuration/agents/create/", newcomer(email="bo@northwind.example"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Nele"' in page
    assert "f-email-error" in page.replace("id_email", "f-email")
    nowhere = ada.post("/configuration/agents/create/", newcomer(extent="some"))
    assert "Choose at least one department." in nowhere.content.decode()
    assert not Member.objects.filter(name="Nele").exists()


def test_a_link_is_made_for_nobody_above_oneself(cast: Cast, client: Client) -> None:
    grant(Role.objects.get(key="manager"), to=cast.bo.ref, department=cast.service.pk, by=SYSTEM)
    client.force_login(cast.bo)
    for way in ("link", "password", "mail"):
        answer = client.post(f"/configuration/agents/{cast.ada.pk}/let-in/", {"way": way})
        assert answer.status_code == 302, way
    cast.ada.refresh_from_db()
    assert cast.ada.check_password("a quiet desk by the window")
    roles = [
        r.name
        for r in Role.objects.all()
        if f'value="{r.pk}"'
        in client.get("/configuration/agents/create/")
        .content.decode()
        .split('name="role"')[1]
        .split("</select>")[0]
    ]
    assert "Administrator" not in roles
    assert "Representative" in roles


def test_an_agent_gets_a_role_loses_it_leaves_and_comes_back(cast: Cast, ada: Client) -> None:
    at = f"/configuration/agents/{cast.cleo.pk}/"
    seller = Role.objects.get(key="seller")
    ada.post(at + "give-role/", {"role": seller.pk, "department": cast.service.pk})
    assert Grant.objects.filter(actor=cast.cleo.ref, role=seller, department=cast.service.pk).exists()
    ada.post(at + "take-role/", {"role": seller.pk, "department": cast.service.pk})
    assert not Grant.objects.filter(actor=cast.cleo.ref, role=seller).exists()
    ada.post(at + "deactivate/")
    assert not Member.objects.get(pk=cast.cleo.pk).is_active
    assert "Deactivated" in ada.get(at).content.decode()
    ada.post(at + "reactivate/")
    assert Member.objects.get(pk=cast.cleo.pk).is_active


def test_departments_and_brands_are_made_and_changed(cast: Cast, ada: Client) -> None:
    more = {"brand": cast.brand.pk, "acknowledges": "on", "answers_within": "1440"}
    assert ada.post("/configuration/departments/create/", {"title": "Repairs"} | more).status_code == 302
    repairs = Department.objects.get(name="Repairs")
    changed = {"title": "Workshop", "answers_within": "0"}
    assert ada.post(f"/configuration/departments/{repairs.pk}/", changed).status_code == 302
    repairs.refresh_from_db()
    assert (repairs.name, repairs.acknowledges, repairs.answers_within) == ("Workshop", False, None)
    ada.post(f"/configuration/departments/{repairs.pk}/close/")
    repairs.refresh_from_db()
    assert repairs.closed_at
    made = {"title": "South", "language": "et", "colour": "#aa0000"}
    assert ada.post("/configuration/brands/create/", made).status_code == 302
    south = Brand.objects.get(name="South")
    taken = ada.post(f"/configuration/brands/{south.pk}/", made | {"title": "northwind"})
    assert taken.status_code == 422
    assert "already taken" in taken.content.decode()


def test_a_role_of_ones_own_is_made_on_the_permission_screen(cast: Cast, ada: Client) -> None:
    data = {
        "title": "Helper",
        "may-tickets.see": "allow",
        "may-tickets.reply": "approve",
        "may-tickets.note": "",
    }
    assert ada.post("/configuration/roles/create/", data).status_code == 302
    helper = Role.objects.get(name="Helper")
    allowed = dict(helper.permissions.values_list("command", "effect"))
    assert allowed == {"tickets.see": "allow", "tickets.reply": "approve"}
    taken = ada.post("/configuration/roles/create/", data)
    assert taken.status_code == 422
    assert "Another role already has this name." in taken.content.decode()
    assert ada.post(f"/configuration/roles/{helper.pk}/remove/").status_code == 302
    assert not Role.objects.filter(name="Helper").exists()


def test_a_copy_begins_with_what_the_other_role_may(cast: Cast, ada: Client) -> None:
    trainee = Role.objects.get(key="trainee")
    page = ada.get(f"/configuration/roles/create/?from={trainee.pk}").content.decode()
    box = page.split('name="may-tickets.reply" value="approve"')[1].split(">")[0]
    assert "checked" in box


def test_the_other_pages_of_the_configuration_open_for_an_administrator_alone(
    cast: Cast, client: Client
) -> None:
    pages = ["/configuration/", "/configuration/health/", "/configuration/jobs/", "/configuration/mailboxes/",
             "/configuration/mailboxes/open/", f"/configuration/mailboxes/{cast.mailbox.pk}/", "/start/",
             "/configuration/tokens/", "/configuration/demo/"]  # fmt: skip
    for page in pages:
        assert Client().get(page).status_code == 302, page
    client.force_login(cast.bo)
    for page in pages:
        assert client.get(page).status_code == 404, page
    client.force_login(cast.ada)
    for page in pages:
        assert client.get(page).status_code == 200, page
