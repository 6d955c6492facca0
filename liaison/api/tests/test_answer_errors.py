"""Every error is problem details, and none tells about our inside."""

import pytest
from django.test import Client

from liaison.api.rest import team
from liaison.api.tests.asking import PROBLEM, Program
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist_is_404(db: None) -> None:
    for path in ("/api/v1/nothing", "/api/v2/tickets", "/api/"):
        answer = Client().get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


def test_a_method_that_does_not_fit_is_405_and_names_those_that_do(cast: Cast) -> None:
    answer = Program(cast.bo).post("/me")
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, PROBLEM, "GET")


@pytest.mark.parametrize("body", ["{", '"text"', "[1]", '{"a": NaN}', "[" * 100_000])
def test_a_body_that_is_no_json_object_is_told_why(cast: Cast, body: str) -> None:
    answer = Program(cast.bo).post("/commands/tickets.note", data=body)
    assert (answer.status_code, answer["Content-Type"]) == (
        422 if body in ('"text"', "[1]") else 400,
        PROBLEM,
    )


def test_a_body_of_another_type_is_415(cast: Cast) -> None:
    answer = Program(cast.bo).post("/commands/tickets.note", data="a=1", content_type="text/plain")
    assert (answer.status_code, answer.json()["name"]) == (415, "NotJson")


def test_a_body_that_is_too_large_is_413(cast: Cast) -> None:
    answer = Program(cast.bo).post("/commands/tickets.note", data=b'{"a":"' + b"x" * 6 * 2**20 + b'"}')
    assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)


def test_a_failure_of_ours_tells_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("the secret lies in /etc/liaison")

    monkeypatch.setattr(team, "departments", fail)
    answer = Program(cast.bo).get("/departments")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert "secret" not in answer.content.decode()


def test_the_reason_is_told_in_the_reader_s_language(cast: Cast) -> None:
    answer = Client().get("/api/v1/me", headers={"Accept-Language": "fr"})
    assert answer.json()["detail"].startswith("Un jeton est nécessaire")
