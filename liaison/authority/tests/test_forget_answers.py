"""The first answer is given again for thirty days, and then forgotten."""

from datetime import timedelta

import pytest

from liaison.authority import catalogue
from liaison.authority.actions import idempotency, perform
from liaison.authority.models import Answer
from liaison.kit import clock
from liaison.tickets.models import Message
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


def test_an_answer_is_given_again_for_thirty_days(cast: Cast) -> None:
    command = catalogue.make("tickets.note", {"ticket": ticket(cast).pk, "text": "Once."})
    first = perform(command, by=cast.bo, key="k")
    clock.travel(timedelta(days=29))
    assert idempotency.forget() == 0
    assert perform(command, by=cast.bo, key="k") == first
    clock.travel(timedelta(days=2))
    assert idempotency.forget() == 1
    assert not Answer.objects.exists()
    assert Message.objects.filter(direction="note").count() == 1
