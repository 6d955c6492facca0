"""What every channel promises, as tests: a channel's own test class inherits them and brings its samples."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from liaison.channels.actions import keep, read_waiting
from liaison.channels.models import Parcel
from liaison.channels.queries import raw_of
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Kept, NotSent, Outgoing
from liaison.files.queries import read as read_bytes
from liaison.tickets.models import Message, Ticket
from liaison.tickets.words import Address, Arrival


class ChannelPromises:
    """Inherit it as `class TestEmail(ChannelPromises)`; say what kind it is and how its parcels look.

    kind: of the channel. broken: a raw thing that nothing can be made of. secret_raw: makes a raw thing that says a
    text, and `whole` says whether a raw thing can still be read after the text was taken out.
    """

    kind: str
    broken: bytes = b"\0\xff\xfe not anything at all"

    def door(self, cast: Any) -> str:
        """A door of this channel."""
        raise NotImplementedError

    def raw(self, text: str) -> bytes:
        """A raw thing in which a customer says this."""
        raise NotImplementedError

    @pytest.fixture
    def kept(self, cast: Any) -> Callable[[bytes], Parcel]:
        """Keep a raw thing as the door would."""

        def keep_it(raw: bytes) -> Parcel:
            number = Parcel.objects.count()
            key = f"promise {number}"
            keep(raw, channel=self.kind, door=self.door(cast), key=key, envelope={})
            return Parcel.objects.get(key=key)

        return keep_it

    def _as_kept(self, parcel: Parcel) -> Kept:
        raw = raw_of(parcel)
        return Kept(parcel.pk, parcel.door, raw, parcel.envelope, parcel.kept_at)

    @pytest.mark.django_db
    def test_the_same_parcel_gives_the_same_arrivals(self, kept: Callable[[bytes], Parcel]) -> None:
        parcel = self._as_kept(kept(self.raw("Where is my parcel?")))
        channel = CHANNELS[self.kind]

        assert channel.read(parcel) == channel.read(parcel)

    @pytest.mark.django_db
    def test_reading_writes_neither_ticket_nor_message(self, kept: Callable[[bytes], Parcel]) -> None:
        CHANNELS[self.kind].read(self._as_kept(kept(self.raw("Where is my parcel?"))))

        assert not Ticket.objects.exists()
        assert not Message.objects.exists()

    @pytest.mark.django_db
    def test_an_arrival_says_whose_it_is_and_can_be_recognised(self, kept: Callable[[bytes], Parcel]) -> None:
        (arrival,) = CHANNELS[self.kind].read(self._as_kept(kept(self.raw("Where is my parcel?"))))

        assert isinstance(arrival, Arrival)
        came_by = arrival.through or arrival.door
        assert (arrival.channel, came_by.partition(":")[0]) == (self.kind, self.kind)
        assert arrival.fingerprint
        assert arrival.text.strip() == "Where is my parcel?"

    @pytest.mark.django_db
    def test_what_comes_is_a_ticket_with_the_words(self, kept: Callable[[bytes], Parcel]) -> None:
        parcel = kept(self.raw("Where is my parcel?"))
        assert read_waiting() == 1

        parcel.refresh_from_db()
        message = Message.objects.get()
        assert (parcel.state, message.text.strip(), message.parcel) == (
            "read",
            "Where is my parcel?",
            parcel.pk,
        )

    @pytest.mark.django_db
    def test_whatever_comes_becomes_a_ticket_even_if_nobody_can_read_it(
        self, kept: Callable[[bytes], Parcel], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(parcel: Kept) -> list[Any]:
            raise ValueError("nothing can be made of this")

        monkeypatch.setattr(CHANNELS[self.kind], "read", fails)
        parcel = kept(self.broken)
        read_waiting()

        parcel.refresh_from_db()
        message = Message.objects.get()
        assert (parcel.state, parcel.message) == ("unreadable", message.pk)
        assert parcel.error == "ValueError: nothing can be made of this"
        assert message.ticket.unreadable
        (file,) = message.attachments.all()
        assert read_bytes(file.blob_id) == self.broken

    @pytest.mark.django_db
    def test_a_text_that_is_taken_out_of_a_parcel_is_gone(self) -> None:
        channel = CHANNELS[self.kind]
        raw = self.raw("My card is 4111 1111 1111 1111, thanks")

        without = channel.redact(raw, "4111 1111 1111 1111", "▇▇▇")
        assert b"4111" not in without
        assert channel.redact(self.raw("nothing"), "4111", "▇▇▇") == self.raw("nothing")

    @pytest.mark.django_db
    def test_a_failure_says_in_words_why(self, cast: Any) -> None:
        """Whatever goes wrong outside is a NotSent with a sentence, never another exception."""
        message = Outgoing(
            key="1.1", message=1, ticket=1, number=1, door=self.door(cast), to=(Address("nobody@nowhere.invalid"),),
            cc=(), bcc=(), subject="", text="Hello", author_name="", answers=(), enclosed=(),
        )  # fmt: skip
        self.break_the_way_out()
        for _ in range(2):
            with pytest.raises(NotSent) as no:
                CHANNELS[self.kind].send(replace(message, text="Hello again"))
            assert no.value.why

    def break_the_way_out(self) -> None:
        """Make sure that nothing can leave, if that is not so anyhow."""

    def test_it_has_a_name_and_says_what_it_can(self) -> None:
        channel = CHANNELS[self.kind]

        assert channel.kind == self.kind
        assert str(channel.label)
        assert channel.can.files >= 0
