"""Reading parcels: a bad one never stops the others, and an ill database is no parcel's fault."""

import pytest
from django.db import OperationalError

from liaison.channels.actions import keep, read_waiting, reading
from liaison.channels.email.channel import EMAIL
from liaison.channels.models import Parcel
from liaison.channels.words import Kept
from liaison.tickets.models import Message
from liaison.tickets.words import Arrival
from tests.cast import Cast, arrival

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reads_what_the_bytes_say(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(parcel: Kept) -> list[Arrival]:
        words = parcel.raw.decode()
        if words == "no reader":
            raise LookupError("nothing understands this")
        text = "a\0b" if words == "no database" else words
        return [arrival(cast, text=text, parcel=parcel.id, external_id="", fingerprint=f"p{parcel.id}")]

    monkeypatch.setattr(EMAIL, "read", read)


def comes(cast: Cast, *texts: str) -> None:
    for text in texts:
        keep(text.encode(), channel="email", door=cast.mailbox.door, key=text, envelope={})


@pytest.mark.parametrize("bad", ["no reader", "no database"])
def test_a_bad_parcel_leaves_the_others_alone(cast: Cast, bad: str) -> None:
    comes(cast, "one", bad, "two")
    assert read_waiting() == 3
    assert read_waiting() == 0

    states = dict(Parcel.objects.values_list("key", "state"))
    assert states == {"one": "read", bad: "unreadable", "two": "read"}
    assert Message.objects.filter(text__in=["one", "two"]).count() == 2
    assert Message.objects.filter(ticket__unreadable=True).count() == 1


def test_they_are_read_in_the_order_in_which_they_were_kept(cast: Cast) -> None:
    texts = [f"number {n}" for n in range(55)]
    comes(cast, *texts)
    taken = [read_waiting() for _ in range(4)]

    assert taken == [50, 5, 0, 0]
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == texts


def test_an_answer_finds_what_it_answers_in_the_same_batch(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(parcel: Kept) -> list[Arrival]:
        name, *answers = parcel.raw.decode().split()
        ids = tuple(f"{one}@example.com" for one in answers)
        given = {
            "external_id": f"{name}@example.com",
            "fingerprint": name,
            "parcel": parcel.id,
            "answers": ids,
        }
        return [arrival(cast, subject=f"Of {name}", **given)]

    monkeypatch.setattr(EMAIL, "read", read)
    comes(cast, "a", "b", "c a", "d c", "e")
    assert read_waiting() == 5

    tickets = dict(Message.objects.values_list("fingerprint", "ticket"))
    assert tickets["a"] == tickets["c"] == tickets["d"]
    assert len(set(tickets.values())) == 3


def test_an_ill_database_marks_nothing_unreadable(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def ill(_: Arrival) -> None:
        raise OperationalError("the server closed the connection")

    comes(cast, "one")
    with monkeypatch.context() as broken:
        broken.setattr(reading.tickets, "receive_all", ill)
        with pytest.raises(OperationalError):
            read_waiting()
    assert Parcel.objects.get().state == "kept"
    assert read_waiting() == 1
