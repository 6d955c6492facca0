"""Mail is not taken faster than it is read, and read together when it comes densely."""

from datetime import timedelta

import pytest

from liaison.channels import actions
from liaison.channels.actions import AT_ONCE
from liaison.channels.models import Parcel
from liaison.channels.parts import GATHER, GATHER_MOST, rest_after
from liaison.channels.queries import raw_of


@pytest.mark.parametrize(
    ("taken", "rest"), [(1, GATHER), (3, 3 * GATHER), (AT_ONCE - 1, GATHER_MOST), (AT_ONCE, timedelta())]
)
def test_the_reader_rests_longer_the_denser_it_comes_and_not_at_all_while_others_wait(
    taken: int, rest: timedelta
) -> None:
    assert rest_after(taken) == rest


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("channel", "hurries"), [("chat", True), ("email", False)])
def test_somebody_who_waits_in_a_chat_cuts_the_rest_short(channel: str, hurries: bool) -> None:
    actions.arrived.clear()
    actions.urged.clear()

    actions.keep(b"{}", channel=channel, door="1", key=f"one {channel}", envelope={})

    assert (actions.arrived.wait(0), actions.urged.wait(0)) == (True, hurries)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("raw", "in_row"), [(b"few", True), (b"x" * 4096, True), (b"x" * 5000, False)])
def test_few_bytes_lie_in_the_row_and_more_in_a_file(raw: bytes, in_row: bool) -> None:
    kept = actions.keep(raw, channel="email", door="1", key="one", envelope={})

    parcel = Parcel.objects.get(pk=kept)
    assert (parcel.blob_id is None, raw_of(parcel)) == (in_row, raw)
