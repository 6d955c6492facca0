"""The people who ask, through the API."""

import pytest

from liaison.api.tests.asking import Program
from liaison.authority.actions import grant
from liaison.authority.models import Role
from liaison.customers.models import Customer
from liaison.kit.actor import SYSTEM
from liaison.team.actions import create_member
from liaison.team.models import Member
from liaison.tickets.tests.asking import done
from tests.cast import JONAS, MIRA, Cast, ticket

pytestmark = pytest.mark.django_db


def test_people_are_listed_and_found(cast: Cast) -> None:
    for sender in (MIRA, JONAS):
        ticket(cast, sender=sender)
    bo = Program(cast.bo)
    assert [c["name"] for c in bo.get("/customers").json()["items"]] == [MIRA.name, JONAS.name]
    assert [c["name"] for c in bo.get("/customers", q="jonas@example.org").json()["items"]] == [JONAS.name]
    first = bo.get("/customers", limit=1).json()
    rest = bo.get("/customers", limit=1, cursor=first["next"]).json()
    assert (rest["items"][0]["name"], rest["next"]) == (JONAS.name, None)


def test_a_person_is_told_with_addresses_and_tickets(cast: Cast) -> None:
    one = ticket(cast)
    bo = Program(cast.bo)
    said = bo.get(f"/customers/{one.customer_id}").json()
    assert [i["value"] for i in said["identities"]] == [MIRA.address]
    assert [t["id"] for t in bo.get(f"/customers/{one.customer_id}/tickets").json()["items"]] == [one.pk]
    assert Program(cast.cleo).get(f"/customers/{one.customer_id}/tickets").json()["items"] == []


def test_a_person_is_told_with_the_care_marks_which_one_sees(cast: Cast) -> None:
    one = ticket(cast)
    for kind in ("minor", "no_phone"):
        done("customers.mark", cast.bo, customer=one.customer_id, kind=kind, source="Told us.")
    reader = create_member("reader@northwind.example", name="Rea", password="x" * 12, by=SYSTEM)
    grant(Role.objects.get(key="reader"), to=reader.ref, department=cast.service.pk, by=SYSTEM)

    seen = {
        by.name: [mark["kind"] for mark in Program(by).get(f"/customers/{one.customer_id}").json()["marks"]]
        for by in (cast.bo, reader)
    }

    assert seen == {"Bo": ["minor", "no_phone"], "Rea": ["no_phone"]}
    assert "marks" not in Program(cast.bo).get("/customers").json()["items"][0]
    assert Program(stranger()).get(f"/customers/{one.customer_id}").status_code == 404


def stranger() -> Member:
    return create_member("nobody@northwind.example", name="Nobody", password="x" * 12, by=SYSTEM)


def test_a_file_is_opened_and_corrected_under_its_noun(cast: Cast) -> None:
    bo = Program(cast.bo)
    made = bo.post("/customers", {"person": "Mira", "address": "mira@example.com"})
    assert made.status_code == 201
    person = Customer.objects.get()
    answer = bo.post(f"/customers/{person.pk}", {"person": "Mira Kask"}, method="patch")
    person.refresh_from_db()
    assert (answer.status_code, person.name) == (200, "Mira Kask")


def test_without_the_scope_nothing_is_told_or_changed(cast: Cast) -> None:
    one = ticket(cast)
    program = Program(cast.bo, "tickets")
    for answer in (
        program.get("/customers"),
        program.get(f"/customers/{one.customer_id}"),
        program.get(f"/customers/{one.customer_id}/tickets"),
        program.post("/customers", {"person": "Eve"}),
        program.post(f"/customers/{one.customer_id}", {"person": "Eve"}, method="patch"),
    ):
        assert answer.status_code == 403
    assert Customer.objects.get().name == MIRA.name


def test_words_find_tickets(cast: Cast) -> None:
    one = ticket(cast, text="The blue teapot is broken.")
    ticket(cast, text="When do you open?")
    assert [t["id"] for t in Program(cast.bo).get("/tickets", q="teapot").json()["items"]] == [one.pk]
    assert Program(cast.cleo).get("/tickets", q="teapot").json()["items"] == []
