"""What senders pack in formats of their own: winmail.dat, S/MIME, mails in pieces, reports."""

import base64
import struct

from liaison.channels.email.reading import AutoKind, Security, read_mail
from liaison.channels.email.reading.partials import join_partials
from liaison.channels.email.reading.tests.building import mail, multipart


def tnef(*files: tuple[bytes, bytes]) -> bytes:
    def attribute(kind: int, content: bytes) -> bytes:
        return (
            b"\x02"
            + struct.pack("<II", kind, len(content))
            + content
            + struct.pack("<H", sum(content) & 0xFFFF)
        )

    packed = struct.pack("<IH", 0x223E9F78, 1)
    for name, content in files:
        packed += attribute(0x00069002, b"\x01\x00" + b"\xff" * 4 + b"\0" * 8)
        packed += attribute(0x00018010, name + b"\0") + attribute(0x0006800F, content)
    return packed


def der(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    length = bytes((len(body),)) if len(body) < 128 else b"\x82" + struct.pack(">H", len(body))
    return bytes((tag,)) + length + body


def signed(content: bytes) -> bytes:
    data, signed_data = bytes.fromhex("2a864886f70d010701"), bytes.fromhex("2a864886f70d010702")
    inside = der(0x30, der(0x06, data), der(0xA0, der(0x04, content)))
    return der(0x30, der(0x06, signed_data), der(0xA0, der(0x30, der(0x02, b"\x01"), der(0x31), inside)))


def encoded(content: bytes, content_type: bytes) -> bytes:
    return (
        b"Content-Type: "
        + content_type
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(content)
    )


def test_the_files_in_winmail_dat_come_out_of_it():
    packed = tnef((b"offer.pdf", b"%PDF-1"), (b"note.txt", b"hello"))
    raw = multipart(b"\r\nsee below", encoded(packed, b"application/ms-tnef; name=winmail.dat"))
    found = [(file.name, file.type, file.content) for file in read_mail(raw).attachments]
    assert found == [("offer.pdf", "application/pdf", b"%PDF-1"), ("note.txt", "text/plain", b"hello")]


def test_a_broken_winmail_dat_is_kept_as_it_is():
    raw = multipart(b"\r\nx", encoded(b"\x78\x9f\x3e\x22broken", b"application/ms-tnef; name=winmail.dat"))
    assert [(file.name, file.content) for file in read_mail(raw).attachments] == [
        ("winmail.dat", b"\x78\x9f\x3e\x22broken")
    ]


def test_a_signed_mail_is_read_through_its_seal_and_the_seal_is_kept():
    seal = signed(b"Content-Type: text/plain; charset=utf-8\r\n\r\nI hereby cancel.\r\n")
    fields = b'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"'
    raw = mail(base64.encodebytes(seal), fields, b"Content-Transfer-Encoding: base64")
    understood = read_mail(raw)
    assert understood.text == "I hereby cancel."
    assert understood.security is Security.SIGNED
    assert [(file.name, file.content) for file in understood.attachments] == [("smime.p7m", seal)]


def test_an_encrypted_mail_says_that_it_is():
    raw = mail(b"AAAA", b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m")
    understood = read_mail(raw)
    assert understood.security is Security.ENCRYPTED
    assert understood.text == ""
    assert len(understood.attachments) == 1


def test_pgp_in_the_text_itself_is_noticed():
    assert read_mail(mail(b"-----BEGIN PGP MESSAGE-----\r\n\r\nx\r\n")).security is Security.ENCRYPTED
    assert read_mail(mail(b"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nx\r\n")).security is Security.SIGNED
    assert read_mail(mail(b"x")).security is Security.NONE


def test_a_mail_in_pieces_is_whole_again_when_they_are_joined():
    whole = b"Subject: the inner subject\r\nContent-Type: text/plain\r\n\r\nfirst line\r\nsecond line\r\n"
    cut = whole.index(b"second")
    first, second = whole[:cut], whole[cut:]
    kind = b"Content-Type: message/partial; id=p1; total=2; number="
    pieces = [mail(second, kind + b"2"), mail(first, kind + b"1")]
    assert [read_mail(piece).partial.number for piece in pieces] == [2, 1]
    joined = read_mail(join_partials(pieces))
    assert joined.subject == "the inner subject"
    assert joined.from_.address == "mira@example.org"
    assert "first line" in joined.text
    assert "second line" in joined.text


def test_a_bounce_names_the_recipient_the_reason_and_our_mail():
    status = b"Reporting-MTA: dns; mx\r\n\r\nOriginal-Recipient: rfc822; jonas@example.com\r\n"
    status += b"Final-Recipient: rfc822; j@internal\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    status += b"Diagnostic-Code: smtp; 550 5.1.1 no such user"
    raw = multipart(
        b"\r\nIt failed.",
        b"Content-Type: message/delivery-status\r\n\r\n" + status,
        b"Content-Type: message/rfc822\r\n\r\nMessage-ID: <ours@shop.example>\r\nSubject: Your order\r\n\r\nhi",
        kind=b"report; report-type=delivery-status",
    )
    understood = read_mail(raw)
    assert understood.auto_kind is AutoKind.BOUNCE
    assert understood.bounce.recipients == ("jonas@example.com",)
    assert understood.bounce.status == "5.1.1"
    assert understood.bounce.diagnostic == "550 5.1.1 no such user"
    assert understood.bounce.message_id == "ours@shop.example"
    assert understood.bounce.for_good


def test_a_bounce_in_plain_words_names_them_too():
    words = b"This is the qmail-send program at mx.\r\nI wasn't able to deliver your message to the following"
    words += b" addresses.\r\n\r\n<jonas@example.com>:\r\nRemote host said: 550 5.2.2 Mailbox full\r\n\r\n"
    words += b"--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <ours@shop.example>\r\n"
    raw = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n" + words
    bounce = read_mail(raw).bounce
    assert bounce.recipients == ("jonas@example.com",)
    assert bounce.status == "5.2.2"
    assert bounce.message_id == "ours@shop.example"


def test_the_envelope_tells_to_which_mailbox_it_came():
    raw = b"Delivered-To: sales@shop.example\r\nX-Original-To: offers@shop.example\r\n" + mail(b"x")
    assert read_mail(raw).recipients == ("sales@shop.example", "offers@shop.example")


def test_an_image_the_html_shows_is_inline_and_others_are_not():
    image = b"Content-Type: image/png; name=%s.png\r\nContent-ID: <%s@x>\r\n\r\nx"
    html = b'Content-Type: text/html\r\n\r\n<img src="cid:one@x">'
    understood = read_mail(
        multipart(html, image % (b"one", b"one"), image % (b"two", b"two"), kind=b"related")
    )
    assert [(file.name, file.inline) for file in understood.attachments] == [
        ("one.png", True),
        ("two.png", False),
    ]
