"""Where the mails of two hundred conversations of the kinds found in the wild come to lie."""

import pytest

from liaison.channels.email.tests.conversations import Play, conversations
from liaison.kit import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_of_two_hundred_conversations_nearly_all_lie_right_and_no_two_customers_are_glued(cast: Cast) -> None:
    everything = list(conversations())
    wrong: list[str] = []
    failed = 0
    for number, conversation in enumerate(everything, start=1):
        found = Play(cast, number).play(conversation)
        failed += bool(found)
        wrong += found
        clock.come_back()

    assert len(everything) >= 200
    assert failed <= len(everything) * 0.02, "\n".join(wrong)
    assert not [one for one in wrong if "glued" in one or "stranger" in one or "provider of mail" in one], (
        wrong
    )
