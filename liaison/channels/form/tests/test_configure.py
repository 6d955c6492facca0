"""A manager builds a form."""

from typing import Any

import pytest
from django.test import Client

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.form.models import Form
from liaison.channels.form.queries import questions
from liaison.kit.errors import Invalid
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ada)
    return client


SETTINGS = {
    "title": "Returns",
    "heading": "Send it back",
    "thanks": "Thank you.",
    "acknowledges": "on",
    "origins": "",
}


def _question(**said: str) -> dict[str, str]:
    return {"label": "Order", "kind": "text", "hint": "", "options": "", "use": "", "when": ""} | said


def test_a_form_is_opened_asked_otherwise_and_closed_on_its_pages(ada: Client, cast: Cast) -> None:
    ada.post("/configuration/forms/open/", SETTINGS | {"department": cast.service.pk})
    form = Form.objects.get()
    assert (form.department, form.heading["en"], len(form.heading)) == (cast.service, "Send it back", 1)
    at = f"/configuration/forms/{form.pk}"

    ada.post(
        f"{at}/add-question/", _question(label="What is it about?", kind="choice", options="A return\nOther")
    )
    ada.post(
        f"{at}/add-question/",
        _question(label="Order number", when="what-is-it-about=a-return", required="on"),
    )
    form.refresh_from_db()
    choice, number = questions(form)[-2:]
    assert [one.value for one in choice.options] == ["a-return", "other"]
    assert (number.name, number.required, number.when and number.when.field) == (
        "order-number",
        True,
        choice.name,
    )

    ada.post(f"{at}/questions/order-number/", _question(label="Number of the order"))
    ada.post(f"{at}/questions/order-number/move/", {"up": ""})
    form.refresh_from_db()
    assert [one.name for one in questions(form)][-2:] == ["order-number", "what-is-it-about"]
    assert questions(form)[-2].label["en"] == "Number of the order"

    ada.post(f"{at}/questions/files/remove/")
    ada.post(f"{at}/close/")
    form.refresh_from_db()
    assert "files" not in [one.name for one in questions(form)]
    assert form.closed_at


def test_a_condition_cannot_be_moved_above_what_it_speaks_of(ada: Client, cast: Cast) -> None:
    ada.post("/configuration/forms/open/", SETTINGS | {"department": cast.service.pk})
    at = f"/configuration/forms/{Form.objects.get().pk}"
    ada.post(f"{at}/add-question/", _question(label="Topic", kind="choice", options="A\nB"))
    ada.post(f"{at}/add-question/", _question(label="Number", when="topic=a"))
    before = Form.objects.get().fields

    ada.post(f"{at}/questions/number/move/", {"up": ""})
    ada.post(f"{at}/questions/topic/remove/")
    assert Form.objects.get().fields == before


def test_the_words_of_other_languages_stay(ada: Client, cast: Cast) -> None:
    perform(catalogue.make("form.open", {"title": "Contact", "department": cast.service.pk}), by=cast.ada)
    form = Form.objects.get()
    ada.post(f"/configuration/forms/{form.pk}/", SETTINGS | {"department": cast.service.pk})

    form.refresh_from_db()
    assert (form.heading["en"], form.heading["et"]) == ("Send it back", "Kirjutage meile")


@pytest.mark.parametrize("who", ["bo", "ana", "cleo"])
def test_nobody_else_configures_forms(cast: Cast, who: str) -> None:
    perform(catalogue.make("form.open", {"title": "Contact", "department": cast.service.pk}), by=cast.ada)
    form, client = Form.objects.get(), Client()
    client.force_login(getattr(cast, who))
    at = f"/configuration/forms/{form.pk}"

    pages = ("/configuration/forms/", "/configuration/forms/open/", f"{at}/", f"{at}/questions/email/")
    assert [client.get(path).status_code for path in pages] == [404] * 4
    assert client.post(f"{at}/questions/email/remove/").status_code == 404
    client.post(f"{at}/close/")
    form.refresh_from_db()
    assert form.closed_at is None


EMAIL: dict[str, Any] = {"name": "email", "kind": "email", "label": {"en": "Address"}}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ([], "fields"),
        ([{"name": "E mail", "kind": "email", "label": {"en": "x"}}], "fields.E mail"),
        ([EMAIL | {"kind": "colour"}], "fields.email"),
        ([EMAIL | {"label": {}}], "fields.email"),
        ([EMAIL | {"label": {"en": 7}}], "fields.email"),
        ([EMAIL | {"surprise": 1}], "fields.email"),
        ([EMAIL | {"name": "stamp"}], "fields.stamp"),
        ([EMAIL, EMAIL], "fields.email"),
        ([EMAIL | {"kind": "choice"}], "fields.email"),
        ([EMAIL | {"when": {"field": "later", "is": ["a"]}}], "fields.email"),
        ([EMAIL | {"when": "always"}], "fields.email"),
        ([EMAIL] * 41, "fields"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused_by_their_name(
    cast: Cast, fields: list[Any], field: str
) -> None:
    given = {"title": "Contact", "department": cast.service.pk, "fields": fields}
    try:
        outcome: Any = perform(catalogue.make("form.open", given), by=cast.ada)
    except Invalid as no:
        outcome = Refused(reason=no.sentence)

    assert isinstance(outcome, Refused)
    assert outcome.reason.startswith(f"{field}:")
    assert not Form.objects.exists()


@pytest.mark.parametrize(
    "origin",
    ["shop.example", "https://shop.example/page", "https://shop.example;script-src *", "javascript:x", "*"],
)
def test_what_is_no_origin_never_comes_into_a_header(cast: Cast, origin: str) -> None:
    given = {"title": "Contact", "department": cast.service.pk, "origins": [origin]}

    assert isinstance(perform(catalogue.make("form.open", given), by=cast.ada), Refused)


def test_an_origin_with_a_port_is_one(cast: Cast) -> None:
    given = {"title": "Contact", "department": cast.service.pk, "origins": ["http://localhost:8000"]}

    assert isinstance(perform(catalogue.make("form.open", given), by=cast.ada), Done)
