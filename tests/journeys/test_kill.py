"""Nothing is lost when everything is killed at once; `./run bench kill` is the long form."""

import tempfile
from pathlib import Path

import pytest

from liaison.kit.testing import in_memory
from tests.journeys.crashing import crash

pytestmark = pytest.mark.process


def test_every_mail_is_a_ticket_once_and_every_reply_leaves_however_often_we_are_killed() -> None:
    with tempfile.TemporaryDirectory(prefix="liaison-killed-", dir=in_memory()) as place:
        Path(place).chmod(0o711)
        story = crash(Path(place, "data"), kills=3, mails=10, replies=3, longest=2.0)
    assert story.mails
    assert story.replies
