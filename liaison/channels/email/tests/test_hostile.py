"""Mails made to break us become tickets like all others, in bounded time."""

import pytest

from liaison.channels.actions import keep, read_waiting
from liaison.channels.models import Parcel
from liaison.tickets.models import Message
from tests.cast import Cast

pytestmark = pytest.mark.django_db

HEAD = b"From: mira@example.com\r\nTo: help@northwind.example\r\nSubject: x\r\n"
MANY = b", ".join(b"a%d@b%d.example" % (n, n) for n in range(10_000))
MAILS = {
    "nothing at all": b"",
    "only NUL": b"\0" * 5000,
    "NUL everywhere": b"From: m\0ira@example.com\r\nSubject: a\0b\r\nMessage-ID: <a\0b@c>\r\n\r\nx\0y\r\n",
    "an address without end": b"From: " + b"a" * 50_000 + b"@example.com\r\n\r\nHello",
    "a name without end": b"From: " + b"n" * 50_000 + b" <mira@example.com>\r\n\r\nHello",
    "a subject without end": b"Subject: " + b"s" * 200_000 + b"\r\n\r\nHello",
    "an id without end": HEAD + b"Message-ID: <" + b"i" * 50_000 + b"@x>\r\n\r\nHello",
    "references without end": HEAD + b"References: " + b" ".join(b"<%d@x>" % n for n in range(20_000)) + b"\r\n\r\nHi",
    "ten thousand receivers": b"From: mira@example.com\r\nTo: " + MANY + b"\r\nCc: " + MANY + b"\r\n\r\nHello",
    "one word of a megabyte": HEAD + b"\r\n" + b"w" * 1_000_000,
    "words without end": HEAD + b"\r\n" + b"\r\n".join(b"word%d" % n for n in range(100_000)),
    "a date before time": HEAD + b"Date: Mon, 01 Jan 0001 00:00:00 +9999\r\n\r\nHello",
    "surrogates": HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xed\xa0\x80 \xf4\x90\x80\x80",
    "our own address": b"From: help@northwind.example\r\nTo: help@northwind.example\r\nSubject: me\r\n\r\nHello",
}  # fmt: skip


@pytest.mark.parametrize("raw", MAILS.values(), ids=MAILS.keys())
def test_it_becomes_a_message(cast: Cast, raw: bytes) -> None:
    keep(raw, channel="email", door=cast.mailbox.door, key="hostile", envelope={"from": "x@y.test"})
    read_waiting()

    assert Parcel.objects.get().error == ""
    assert Message.objects.count() == 1


def test_the_same_id_twice_with_other_words_is_two_messages(cast: Cast) -> None:
    for words in (b"first", b"second"):
        raw = (
            HEAD + b"Message-ID: <same@example.com>\r\nDate: Mon, 02 Nov 2026 10:15:00 +0200\r\n\r\n" + words
        )
        keep(raw, channel="email", door=cast.mailbox.door, key=words.decode(), envelope={})
    read_waiting()

    assert Message.objects.count() == 2
