"""What came in is looked into before anybody may open it."""

from typing import Any

import pytest
from django.test import Client

from liaison.authority.actions import perform
from liaison.channels import scanning
from liaison.channels.actions import send_due
from liaison.channels.queries import warnings
from liaison.files.actions import bring, judge, keep
from liaison.files.models import Blob
from liaison.files.scanner import Away, Looked, scanner
from liaison.files.standin import EICAR, running
from liaison.files.words import Verdict
from liaison.kit.health import HEALTH
from liaison.tickets.commands import Reply
from liaison.tickets.history import timeline
from liaison.tickets.models import Attachment, Dispatch, Ticket
from liaison.tickets.words import Enclosed
from tests.cast import PASSWORD, Cast, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.LIAISON = settings.LIAISON | {"SCANNER": "clamd://127.0.0.1:1"}
    HEALTH.forget(scanning.PART)


def with_file(cast: Cast, content: bytes) -> Ticket:
    file = Enclosed(keep(content), "order.txt", "text/plain", len(content))
    return ticket(cast, enclosed=(file,))


def look(settings: Any) -> int:
    with running() as clamd:
        settings.LIAISON = settings.LIAISON | {"SCANNER": clamd.address}
        asked = scanner()
        assert asked
        return scanning.look(asked)


def opened(cast: Cast) -> int:
    client = Client()
    client.post("/sign-in/", {"email": cast.bo.email, "password": PASSWORD})
    return client.get(f"/attachments/{Attachment.objects.get().pk}/").status_code


def standing(one: Ticket) -> str:
    (said,) = (item for item in timeline(one).items if getattr(item, "files", ()))
    return said.files[0].standing  # type: ignore[union-attr]


def test_a_file_is_held_until_it_was_looked_into(cast: Cast, settings: Any) -> None:
    one = with_file(cast, b"An order")
    assert (standing(one), opened(cast)) == ("held", 409)

    assert look(settings) == Blob.objects.count()
    assert (standing(one), opened(cast)) == ("", 200)


def test_an_infected_file_is_kept_and_says_so(cast: Cast, settings: Any) -> None:
    one = with_file(cast, EICAR)
    look(settings)

    assert (standing(one), opened(cast)) == ("infected", 409)
    assert Blob.objects.get(verdict=Verdict.INFECTED).found == "Eicar-Signature"


def test_when_the_scanner_is_away_files_stay_held_and_health_says_so(cast: Cast) -> None:
    one = with_file(cast, b"An order")
    asked = scanner()
    assert asked
    with pytest.raises(Away):
        scanning.look(asked)

    assert standing(one) == "held"
    assert not HEALTH.conditions()[scanning.PART].well


def test_files_that_wait_for_long_are_told_to_everybody(cast: Cast) -> None:
    with_file(cast, b"An order")
    assert [one.kind for one in warnings()] == []

    Blob.objects.update(kept_at=Blob.objects.latest("kept_at").kept_at - 2 * scanning.LATE)
    assert [one.kind for one in warnings()] == ["scanner"]


def test_an_answer_with_an_infected_file_does_not_leave(cast: Cast) -> None:
    content = bring(EICAR, by=cast.bo.ref)
    judge(content, Looked(Verdict.INFECTED, "Eicar"))
    one = ticket(cast)
    file = Enclosed(content, "order.txt", "text/plain", len(EICAR))
    perform(Reply(ticket=one.pk, text="Here", attachments=[file]), by=cast.bo)
    Dispatch.objects.update(due_at=one.created_at)
    send_due("email")

    assert Dispatch.objects.get().message.state == "failed"
