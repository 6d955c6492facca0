"""Our SMTP door: what it takes, what it refuses, and that its 250 is true."""

import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from liaison.channels.actions import read_waiting
from liaison.channels.email import conversation, keeper
from liaison.channels.email.actions import change_mailbox
from liaison.channels.email.tests.world import letter, post
from liaison.channels.models import Parcel
from liaison.channels.queries import raw_of
from liaison.channels.words import Offered
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_address_that_is_not_ours_is_refused_at_once(cast: Cast, door: int) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        post(door, letter(), to="nobody@northwind.example")

    (answer,) = refused.value.recipients.values()
    assert answer == (550, b"5.1.1 Nobody here has this address: nobody@northwind.example")
    assert not Parcel.objects.exists()


def test_our_addresses_are_known_in_any_case_with_a_tag_and_by_alias(cast: Cast, door: int) -> None:
    change_mailbox(cast.mailbox, aliases=["hello@northwind.example"], by=cast.ada)
    for n, address in enumerate(
        ["HELP@Northwind.Example", "help+orders@northwind.example", "hello@northwind.example"]
    ):
        post(door, letter(text=str(n)), to=address)

    assert Parcel.objects.filter(door=cast.mailbox.door).count() == 3


def test_the_bytes_are_kept_as_they_came(cast: Cast, door: int) -> None:
    wild = (
        b"From: mira@example.com\r\nSubject: dots\r\n\r\n.\r\n..two\r\n"
        + b"x" * 200_000
        + b"\r\nlast\xff\xfe\r\n"
    )
    post(door, wild)

    assert raw_of(Parcel.objects.get()) == wild


def test_a_mail_too_large_is_refused_and_the_next_one_taken(
    cast: Cast, door: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "LIMIT", 100_000)
    with smtplib.SMTP("127.0.0.1", door, timeout=20) as smtp:
        smtp.ehlo()
        smtp.mail("mira@example.com")
        smtp.rcpt("help@northwind.example")
        assert smtp.data(b"Subject: large\r\n\r\n" + b"x" * 300_000)[0] == 552
        smtp.sendmail("mira@example.com", "help@northwind.example", letter())

    assert Parcel.objects.count() == 1


def test_a_size_announced_too_large_is_refused_before_it_is_sent(cast: Cast, door: int) -> None:
    with smtplib.SMTP("127.0.0.1", door, timeout=20) as smtp:
        smtp.ehlo()
        assert smtp.mail("mira@example.com", [f"SIZE={60 * 2**20}"])[0] == 552


def test_commands_and_mails_may_come_in_one_packet(cast: Cast, door: int) -> None:
    mail = letter().replace(b"\n", b"\r\n")
    with socket.create_connection(("127.0.0.1", door), 20) as line:
        file = line.makefile("rb")
        file.readline()
        line.sendall(b"HELO x\r\nMAIL FROM:<m@example.com>\r\nRCPT TO:<help@northwind.example>\r\nDATA\r\n")
        for _ in range(4):
            answer = file.readline()
        assert answer.startswith(b"354")
        line.sendall(mail + b".\r\nMAIL FROM:<m@example.com>\r\nQUIT\r\n")
        assert [file.readline()[:3] for _ in range(3)] == [b"250", b"250", b"221"]

    assert raw_of(Parcel.objects.get()) == mail


def test_a_bare_line_feed_does_not_end_a_mail(cast: Cast, door: int) -> None:
    """Else a second mail could be smuggled in behind the first, past the server which forwards to us."""
    smuggled = b"Subject: a\r\n\r\nb\n.\nMAIL FROM:<x@y.test>\r\n"
    with socket.create_connection(("127.0.0.1", door), 20) as line:
        file = line.makefile("rb")
        line.sendall(b"HELO x\r\nMAIL FROM:<m@example.com>\r\nRCPT TO:<help@northwind.example>\r\nDATA\r\n")
        for _ in range(5):
            file.readline()
        line.sendall(smuggled + b".\r\nQUIT\r\n")
        assert [file.readline()[:3] for _ in range(2)] == [b"250", b"221"]

    assert raw_of(Parcel.objects.get()) == smuggled


def test_the_same_bytes_offered_again_are_one_parcel(cast: Cast, door: int) -> None:
    mail = letter()
    post(door, mail)
    post(door, mail)
    while read_waiting():
        pass

    assert (Parcel.objects.count(), Ticket.objects.count()) == (1, 1)


def test_one_mail_to_two_of_our_mailboxes_is_one_message_with_two_deliveries(cast: Cast, door: int) -> None:
    mail = letter(to="bills@northwind.example, help@northwind.example")
    post(door, mail, to=["help@northwind.example", "bills@northwind.example"])
    while read_waiting():
        pass

    message = Message.objects.get()
    assert message.ticket.department == cast.billing
    assert message.ticket.door == cast.billing_mailbox.door
    doors = set(message.deliveries.values_list("door", flat=True))
    assert doors == {cast.mailbox.door, cast.billing_mailbox.door}


def test_what_cannot_be_kept_is_not_taken(cast: Cast, door: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(keeper, "keep_all", full)
    with pytest.raises(smtplib.SMTPDataError) as later:
        post(door, letter())
    assert later.value.smtp_code == 451

    monkeypatch.undo()
    assert not Parcel.objects.exists()


def test_one_mail_that_cannot_be_kept_leaves_the_others_alone(
    cast: Cast, door: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = keeper.keep_all

    def some(offered: list[Offered]) -> list[int | None]:
        if any(b"poison" in one.raw for one in offered):
            raise ValueError("poison")
        return well(offered)

    monkeypatch.setattr(keeper, "keep_all", some)
    good = [keeper.Given(letter(text=str(n)), cast.mailbox.door, "h@x", "m@x") for n in range(3)]
    bad = keeper.Given(letter(text="poison"), cast.mailbox.door, "h@x", "m@x")
    failures = keeper.keep_each([[good[0]], [bad], [good[1]], [good[2]]])

    assert [type(one) for one in failures] == [type(None), ValueError, type(None), type(None)]
    assert Parcel.objects.count() == 3


def test_many_at_once_are_all_kept(cast: Cast, door: int) -> None:
    mails = [letter(text=f"number {n}") for n in range(24)]
    with ThreadPoolExecutor(8) as callers:
        list(callers.map(lambda mail: post(door, mail), mails))

    assert {raw_of(p) for p in Parcel.objects.all()} == {mail + b"\r\n" for mail in mails}


def test_more_callers_than_there_is_room_for_are_asked_to_come_later(
    cast: Cast, door: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "CALLERS", 2)
    stalled = [socket.create_connection(("127.0.0.1", door), 20) for _ in range(2)]
    for one in stalled:
        assert one.recv(3) == b"220"
    with socket.create_connection(("127.0.0.1", door), 20) as late:
        assert late.recv(100).startswith(b"421")
    stalled.pop().close()
    stalled.pop().close()
    monkeypatch.setattr(conversation, "CALLERS", 200)
    post(door, letter())
    assert Parcel.objects.count() == 1


def test_nobody_can_sign_in_at_the_door(cast: Cast, door: int) -> None:
    with smtplib.SMTP("127.0.0.1", door, timeout=20) as smtp:
        smtp.ehlo()
        assert not smtp.has_extn("auth")
        assert smtp.has_extn("8bitmime")
        assert smtp.has_extn("smtputf8")
        assert int(smtp.esmtp_features["size"]) == conversation.LIMIT
    assert settings.LIAISON["SMTP_PORT"] == 0
