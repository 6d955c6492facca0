"""Asking for commands: one door, one gate."""

from unittest.mock import ANY

import pytest

from liaison.api.tests.asking import PROBLEM, Program
from liaison.authority.models import Approval, Decision
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


def notes() -> int:
    return Message.objects.filter(direction="note").count()


def test_what_is_done_answers_with_its_result(cast: Cast) -> None:
    one = ticket(cast)
    answer = Program(cast.bo).post("/commands/tickets.note", {"ticket": one.pk, "text": "Called back."})
    assert answer.status_code == 200
    assert answer.json() == {"outcome": "done", "result": {"message": ANY}}
    assert Message.objects.get(pk=answer.json()["result"]["message"]).text == "Called back."


def test_the_decision_tells_which_token_asked(cast: Cast) -> None:
    bo = Program(cast.bo)
    bo.post("/commands/tickets.note", {"ticket": ticket(cast).pk, "text": "Called back."})
    decision = Decision.objects.get()
    assert (decision.by, decision.because_of) == (cast.bo.ref, f"token:{bo.token.pk}")


def test_what_needs_a_release_answers_202_with_the_approval(cast: Cast) -> None:
    one = ticket(cast)
    tess = Program(cast.tess)
    answer = tess.post("/commands/tickets.reply", {"ticket": one.pk, "text": "It is on its way."})
    approval = Approval.objects.get()
    assert answer.status_code == 202
    unsaid = {"rule": "", "reason": "", "say": ""}
    assert answer.json() == {"outcome": "waiting", "approval": approval.pk, "asked": ANY} | unsaid
    assert tess.get(f"/approvals/{approval.pk}").json()["state"] == "waiting"
    assert not Message.objects.filter(direction="out").exists()


def test_a_refusal_answers_409_with_the_reason(cast: Cast) -> None:
    one = ticket(cast)
    bo = Program(cast.bo)
    bo.post("/commands/tickets.resolve", {"ticket": one.pk})
    answer = bo.post("/commands/tickets.resolve", {"ticket": one.pk})
    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
    assert (said["outcome"], said["name"]) == ("refused", "NotOpen")
    assert said["reason"] == "This matter is already settled."


def test_the_same_key_is_carried_out_once(cast: Cast) -> None:
    bo, body = Program(cast.bo), {"ticket": ticket(cast).pk, "text": "Once."}
    first = bo.post("/commands/tickets.note", body, key="k-1")
    again = bo.post("/commands/tickets.note", body, key="k-1")
    assert first.json() == again.json()
    assert notes() == 1


def test_the_same_key_with_other_words_is_422(cast: Cast) -> None:
    bo, one = Program(cast.bo), ticket(cast)
    bo.post("/commands/tickets.note", {"ticket": one.pk, "text": "Once."}, key="k-1")
    answer = bo.post("/commands/tickets.note", {"ticket": one.pk, "text": "Twice."}, key="k-1")
    assert (answer.status_code, answer.json()["name"]) == (422, "OtherParameters")
    assert notes() == 1


def test_two_tokens_of_one_colleague_do_not_share_keys(cast: Cast) -> None:
    body = {"ticket": ticket(cast).pk, "text": "Each."}
    for program in (Program(cast.bo), Program(cast.bo)):
        assert program.post("/commands/tickets.note", body, key="k-1").status_code == 200
    assert notes() == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "No ticket."}, "ticket"),
        ({"ticket": "soon", "text": "A word."}, "ticket"),
        ({"ticket": 1, "text": "Yes", "colour": "red"}, "colour"),
        ({"ticket": 1, "text": "a\0b"}, "text"),
        ({"ticket": 1, "text": "\ud800"}, "text"),
    ],
)
def test_a_wrong_parameter_is_named(cast: Cast, body: dict[str, object], field: str) -> None:
    answer = Program(cast.bo).post("/commands/tickets.note", body)
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert [wrong["field"] for wrong in answer.json()["errors"]] == [field]


def test_a_ticket_of_another_department_does_not_exist(cast: Cast) -> None:
    one = ticket(cast)
    answer = Program(cast.cleo).post("/commands/tickets.resolve", {"ticket": one.pk})
    assert answer.status_code == 404
    assert Ticket.objects.get().status == "open"


def test_a_command_that_does_not_exist_is_404(cast: Cast) -> None:
    assert Program(cast.ada).post("/commands/tickets.sell").status_code == 404


def test_foreseeing_does_nothing(cast: Cast) -> None:
    one = ticket(cast)
    body = {"ticket": one.pk, "text": "Soon."}
    answer = Program(cast.tess).post("/commands/tickets.reply/preview", body)
    assert answer.json() == {"outcome": "waiting", "asked": [cast.ada.ref, cast.ana.ref]}
    assert not Approval.objects.exists()


def test_the_catalogue_describes_the_parameters(cast: Cast) -> None:
    answer = Program(cast.bo).get("/commands/tickets.reply")
    assert answer.json()["parameters"]["required"] == ["ticket", "text"]
    names = [c["name"] for c in Program(cast.bo).get("/commands").json()["items"]]
    assert "tickets.reply" in names


def test_a_ticket_is_opened_under_its_noun(cast: Cast) -> None:
    body = {
        "department": cast.service.pk,
        "subject": "Where is my parcel?",
        "text": "It was to come on Friday.",
        "address": "mira@example.com",
        "person": "Mira Kask",
    }
    answer = Program(cast.bo).post("/tickets", body, key="k-1")
    made = Ticket.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"outcome": "done", "result": {"ticket": made.pk, "number": made.number}}
    assert made.waiting_since is not None
    assert Program(cast.cleo).post("/tickets", body).status_code == 404
    assert Program(cast.bo, "read").post("/tickets", body).status_code == 403
    assert Ticket.objects.count() == 1
