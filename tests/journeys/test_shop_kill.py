"""Money goes back once, however often we are killed and whatever the shop does; `./run bench shop_kill` is long."""

import tempfile
from pathlib import Path

import pytest

from liaison.kit.testing import in_memory
from tests.journeys.outside_crashing import crash_refunds

pytestmark = pytest.mark.process


def test_every_refund_is_done_once_or_visibly_open_however_often_we_are_killed() -> None:
    with tempfile.TemporaryDirectory(prefix="liaison-shop-", dir=in_memory()) as place:
        Path(place).chmod(0o711)
        story = crash_refunds(Path(place, "data"), kills=2, orders=12, per_second=6)
    assert story.states["done"] > 0
    assert story.checked > 0
