"""A form on another site, and programs that hand in."""

import json
from typing import Any

import pytest
from django.test import Client

from liaison.channels.actions import read_waiting
from liaison.channels.form.actions import change_form
from liaison.channels.form.models import Form
from liaison.channels.form.tests.conftest import MIRAS
from liaison.channels.models import Parcel
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.tickets.models import Ticket

pytestmark = pytest.mark.django_db

SHOP = "https://shop.example"


def _post(form: Form, said: Any, **headers: str) -> Any:
    body = said if isinstance(said, str) else json.dumps(said)
    return Client().post(f"/forms/{form.key}/", body, content_type="application/json", headers=headers)


def test_only_the_sites_that_were_named_show_it_in_a_frame(form: Form) -> None:
    alone = Client().get(f"/forms/{form.key}/?framed")
    assert "frame-ancestors 'none'" in alone["Content-Security-Policy"]
    assert alone["X-Frame-Options"] == "DENY"

    change_form(form, by=SYSTEM, origins=[SHOP])
    framed = Client().get(f"/forms/{form.key}/?framed")
    assert f"frame-ancestors 'self' {SHOP}" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed


def test_a_program_gets_the_questions_and_hands_in_with_the_stamp(form: Form) -> None:
    asked = Client().get(f"/forms/{form.key}/", headers={"Accept": "application/json"}).json()
    assert [one["name"] for one in asked["fields"]] == ["name", "email", "message", "files"]
    clock.travel(clock.SECOND * 5)

    answer = _post(form, MIRAS | {"stamp": asked["stamp"]})
    assert (answer.status_code, answer.json()["says"]) == (201, form.thanks["en"])
    read_waiting()
    assert Ticket.objects.get().subject == "The blue one came broken."


def test_without_a_stamp_a_program_is_let_in_only_where_a_manager_says_so(form: Form) -> None:
    said = MIRAS | {"key": "order-4711"}
    assert (_post(form, said).status_code, Parcel.objects.count()) == (403, 0)

    change_form(form, by=SYSTEM, programs=True)
    assert [_post(form, said).status_code for _ in range(2)] == [201, 201]
    assert Parcel.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"email": 7, "key": "order-4711"}, "email"),
        ({"email": "mira@example.com", "message": ["a"], "key": "order-4711"}, "message"),
        ({"email": "mira@example.com", "message": "\ud800\0", "key": "order-4711"}, "message"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(form: Form, said: dict[str, Any], field: str) -> None:
    change_form(form, by=SYSTEM, programs=True)
    answer = _post(form, said)

    assert (answer.status_code, field in answer.json()["fields"]) == (422, True)


@pytest.mark.parametrize("body", ["[]", "{", "[" * 5000, '"x"', ""])
def test_what_is_no_json_object_is_refused(form: Form, body: str) -> None:
    change_form(form, by=SYSTEM, programs=True)

    assert _post(form, body).status_code == 422


def test_a_page_of_another_site_hands_in_only_if_it_was_named(form: Form) -> None:
    change_form(form, by=SYSTEM, programs=True, origins=[SHOP])
    said = MIRAS | {"key": "order-4711"}

    refused = _post(form, said, Origin="https://else.example")
    assert (refused.status_code, "Access-Control-Allow-Origin" in refused) == (403, False)
    answer = _post(form, said, Origin=SHOP)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (201, SHOP)
