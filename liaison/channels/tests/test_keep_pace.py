"""Mail is not taken faster than it is read, and read together when it comes densely."""

from datetime import timedelta

import pytest

from liaison.channels.actions import AT_ONCE
from liaison.channels.parts import GATHER, GATHER_MOST, rest_after


@pytest.mark.parametrize(
    ("taken", "rest"), [(1, GATHER), (3, 3 * GATHER), (AT_ONCE - 1, GATHER_MOST), (AT_ONCE, timedelta())]
)
def test_the_reader_rests_longer_the_denser_it_comes_and_not_at_all_while_others_wait(
    taken: int, rest: timedelta
) -> None:
    assert rest_after(taken) == rest
