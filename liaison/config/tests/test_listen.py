"""News is heard by whoever may see what it is about, and by nobody else."""

import pytest

from liaison.complaints.tests.stage import complain
from liaison.config.listeners import may_listen
from liaison.kit.live.words import Listener
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_complaint_is_heard_of_by_those_who_see_it_and_not_by_whom_it_is_about(cast: Cast) -> None:
    about_ana = complain(cast, concerns=[cast.ana.pk])

    for topic in (about_ana.ref, f"matter:{about_ana.ticket_id}"):
        assert may_listen(Listener(cast.bo.ref, ""), topic)
        assert not may_listen(Listener(cast.ana.ref, ""), topic)
        assert not may_listen(Listener(cast.cleo.ref, ""), topic)


@pytest.mark.parametrize(
    "topic", ["complaint:*", "complaint:x", "complaint:999999", "weather:1", "visitor:1"]
)
def test_what_is_not_there_and_what_no_room_knows_is_heard_by_nobody(cast: Cast, topic: str) -> None:
    complain(cast)

    assert not may_listen(Listener(cast.bo.ref, ""), topic)
