"""The pages: a complaint goes from its ticket to its final letter."""

import pytest

from liaison.complaints.models import Complaint
from liaison.complaints.tests.stage import by, complain, kind
from liaison.tickets.models import Message
from liaison.tickets.tests.asking import done
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


def test_a_complaint_goes_from_its_ticket_to_its_final_letter(cast: Cast) -> None:
    one, ana = ticket(cast), by(cast.ana)
    assert f"/complaints/new/?ticket={one.number}" in ana.get(f"/tickets/{one.number}/").content.decode()
    form = {
        "kind": kind().pk,
        "claim": "It came too late.",
        "received": "2026-01-02T10:00",
        "department": one.department_id,
    }

    there = ana.post(f"/complaints/new/?ticket={one.number}", form)["Location"]
    assert f'href="{there}"' in ana.get(f"/tickets/{one.number}/").content.decode()
    for verb, said in (
        ("take", {"to": cast.ana.pk}),
        ("decide", {"outcome": "upheld", "reasons": "It did.", "remedy": "We pay the postage."}),
    ):
        assert ana.post(f"{there}do/{verb}/", said).status_code == 302, verb
    draft = ana.get(f"{there}letter/").content.decode()
    assert "We uphold your complaint." in draft
    assert ana.post(f"{there}letter/", {"text": "Dear Mira, we uphold it."}).status_code == 302

    said = Message.objects.filter(ticket=one, direction="out").latest("pk")
    assert said.text == "Dear Mira, we uphold it."
    assert Complaint.objects.get().answered_at is not None
    assert "answered" in ana.get(there).content.decode()


def test_what_is_refused_comes_back_with_what_was_typed(cast: Cast) -> None:
    one, ana = complain(cast), by(cast.ana)
    answer = ana.post(f"/complaints/{one.number}/do/decide/", {"outcome": "upheld", "remedy": "A new one."})

    assert answer.status_code == 422
    assert "A new one." in answer.content.decode()
    assert Complaint.objects.get().outcome == ""


def test_it_is_said_when_whom_it_is_about_would_read_the_letter(cast: Cast) -> None:
    one = complain(cast, concerns=[cast.bo.pk])
    page = f"/complaints/{one.number}/"
    warned = "Bo may see the ticket"

    assert warned in by(cast.ana).get(page).content.decode()
    done("complaints.concern", cast.ana, complaint=one.pk, member=cast.bo.pk, sees=True)
    assert warned not in by(cast.ana).get(page).content.decode()
    done("complaints.concern", cast.ana, complaint=one.pk, member=cast.cleo.pk)
    assert "Cleo may see the ticket" not in by(cast.ana).get(page).content.decode()
