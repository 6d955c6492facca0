"""Clockwork ends between two batches when it is told to."""

from types import SimpleNamespace
from unittest.mock import Mock

from liaison.kit.clockwork import batches


def test_it_works_until_nothing_is_left() -> None:
    work = Mock(side_effect=[200, 200, 17, 0])

    batches(work, told=SimpleNamespace(should_abort=lambda: False))

    assert work.call_count == 4


def test_it_leaves_the_rest_when_it_is_told_to_stop() -> None:
    told = Mock(side_effect=[False, False, True])
    work = Mock(return_value=200)

    batches(work, told=SimpleNamespace(should_abort=told))

    assert work.call_count == 2
