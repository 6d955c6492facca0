"""What cannot be read: seen, kept, and read again after the reader was mended."""

import pytest

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.actions import keep, read_waiting
from liaison.channels.commands import ReadAgain
from liaison.channels.email import arriving
from liaison.channels.email.tests.world import letter
from liaison.channels.models import Parcel
from liaison.channels.queries import tray
from liaison.kit.errors import NotFound
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Parcel:
    """A mail that came while the reader had a fault, beside one that could be read."""
    with monkeypatch.context() as broken:
        well = arriving.read_mail

        def faulty(raw: bytes) -> object:
            if b"hard" in raw:
                raise LookupError("unknown charset")
            return well(raw)

        broken.setattr(arriving, "read_mail", faulty)
        for text in ("hard to read", "easy"):
            keep(letter(text=text), channel="email", door=cast.mailbox.door, key=text, envelope={})
        assert read_waiting() == 2
    return Parcel.objects.get(key="hard to read")


def test_a_bad_parcel_leaves_the_others_alone_and_lies_in_the_tray(cast: Cast, parcel: Parcel) -> None:
    assert Parcel.objects.get(key="easy").state == "read"
    (unread,) = tray(for_=cast.bo)
    assert (unread.parcel, unread.why) == (parcel.pk, "LookupError: unknown charset")
    stand_in = Ticket.objects.get(pk=unread.ticket)
    assert stand_in.unreadable
    assert stand_in.messages.get().from_address == "mira@example.com"


def test_another_department_does_not_see_it(cast: Cast, parcel: Parcel) -> None:
    assert tray(for_=cast.cleo) == []
    with pytest.raises(NotFound):
        perform(ReadAgain(parcel=parcel.pk), by=cast.cleo)


def test_read_again_the_words_come_onto_the_ticket_that_stood_in(cast: Cast, parcel: Parcel) -> None:
    (unread,) = tray(for_=cast.bo)
    outcome = perform(ReadAgain(parcel=parcel.pk), by=cast.bo)

    assert outcome.result == {"ticket": unread.ticket}
    ticket = Ticket.objects.get(pk=unread.ticket)
    assert ticket.messages.order_by("-id").first().text.strip() == "hard to read"
    assert not ticket.unreadable
    assert tray(for_=cast.bo) == []
    assert isinstance(perform(ReadAgain(parcel=parcel.pk), by=cast.bo), Refused)


def test_what_still_cannot_be_read_stays(cast: Cast, parcel: Parcel, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(raw: bytes) -> object:
        raise LookupError("unknown charset")

    monkeypatch.setattr(arriving, "read_mail", faulty)
    outcome = perform(ReadAgain(parcel=parcel.pk), by=cast.bo)

    assert isinstance(outcome, Refused)
    assert outcome.reason == "This still cannot be read: LookupError: unknown charset"
    assert len(tray(for_=cast.bo)) == 1
    assert Message.objects.count() == 2


def test_a_mail_too_large_on_the_server_is_told(cast: Cast) -> None:
    envelope = {"too_large": 73_400_320, "uid": 5}
    keep(letter(), channel="email", door=cast.mailbox.door, key="large", envelope=envelope)
    read_waiting()

    (unread,) = tray(for_=cast.bo)
    assert unread.why == "The mail is too large (70 MB); the whole of it still lies on the server."
    assert isinstance(perform(ReadAgain(parcel=unread.parcel), by=cast.bo), Refused | Done)
