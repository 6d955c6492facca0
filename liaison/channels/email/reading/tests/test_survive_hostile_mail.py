"""Mail that is built to hurt is read within bounds, and what lies beyond them is kept, not lost."""

import json

import pytest

from liaison.channels.email.reading import limits, read_mail
from liaison.channels.email.reading.clean import clean_html
from liaison.channels.email.reading.cli import as_json
from liaison.channels.email.reading.html_text import html_to_text
from liaison.channels.email.reading.parts import read_parts
from liaison.channels.email.reading.tests.building import FROM, mail, multipart, nested


def test_of_ten_thousand_parts_the_first_are_read_and_the_rest_is_one_attachment():
    understood = read_mail(multipart(*(b"\r\npart %d" % i for i in range(10_000))))
    assert not understood.unreadable
    assert understood.text.startswith("part 0\n\npart 1\n")
    (rest,) = understood.attachments
    assert rest.name == "rest.eml"
    assert rest.content.endswith(b"part 9999")
    assert b"part %d\r\n" % limits.MAX_PARTS in rest.content


def test_ten_thousand_attachments_are_all_kept():
    part = b"Content-Type: application/pdf; name=a.pdf\r\n\r\nx"
    understood = read_mail(multipart(*([part] * 10_000)))
    assert len(understood.attachments) == limits.MAX_PARTS + 1


def test_parts_nested_deeper_than_the_limit_become_one_attachment():
    understood = read_mail(nested(500))
    assert not understood.unreadable
    assert len(understood.attachments) == 1
    assert b"at the bottom" in understood.attachments[0].content


@pytest.mark.parametrize("kind", [b"mixed", b"alternative", b"related", b"signed", b"report"])
def test_no_kind_of_nesting_is_walked_below_the_limit(kind: bytes):
    depth, part = 0, read_parts(nested(5_000, kind=kind))
    while part.children:
        depth, part = depth + 1, part.children[0]
    assert depth <= limits.MAX_DEPTH + 1


def test_five_hundred_parts_with_the_same_boundary_are_read():
    raw = FROM + b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n" * 500 + b"\r\nx"
    assert not read_mail(raw).unreadable


def test_five_hundred_mails_inside_mails_are_one_attachment():
    raw = mail() + (b"Content-Type: message/rfc822\r\n\r\n" + FROM) * 500
    assert not read_mail(b"Content-Type: message/rfc822\r\n" + raw).unreadable


def test_ten_thousand_addresses_are_read():
    addresses = b",\r\n ".join(b'"Name, %d" <a%d@example.org>' % (i, i) for i in range(10_000))
    understood = read_mail(b"Cc: " + addresses + b"\r\n" + mail(b"hi"))
    assert understood.subject == "x"
    assert understood.cc[0].name == "Name, 0"
    assert len(understood.cc) > 7_000


def test_a_hundred_thousand_fields_are_cut_off_but_the_body_is_found():
    understood = read_mail(FROM + b"".join(b"X-%d: y\r\n" % i for i in range(100_000)) + b"\r\nthe body")
    assert understood.from_.address == "mira@example.org"
    assert understood.text == "the body"


def test_a_field_of_fifty_megabytes_does_not_hide_the_sender():
    raw = b"X-Bomb: " + b"a" * 50_000_000 + b"\r\n" + mail(b"hi")
    understood = read_mail(raw)
    assert not understood.unreadable


def test_a_text_of_a_hundred_megabytes_is_cut_at_the_limit():
    understood = read_mail(mail(b"hello \r\n" * 13_000_000))
    assert not understood.unreadable
    assert len(understood.text) <= limits.MAX_TEXT


@pytest.mark.parametrize(
    "field",
    [
        b"From: " + b"(" * 100_000,
        b"From: " + b'"' * 100_001,
        b"From: " + b"<" * 100_000,
        b"From: " + b"\\" * 100_000,
        b"To: " + b":;" * 50_000,
        b"To: " + b"a," * 100_000,
        b"Subject: " + b"=?utf-8?q?a" * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
        b"Subject: =?utf-8?q?" + b"?=20" * 30_000,
        b"Content-Type: text/plain; " + b" " * 100_000 + b"=",
        b"Content-Type: text/plain" + b"; a=b" * 20_000,
        b"References: " + b"<a@b> " * 30_000,
        b"In-Reply-To: " + b"<" * 100_000,
        b"Date: " + b"1 " * 50_000,
        b"Received: " + b";" * 100_000,
        b"Subject: x" + b"\r\n y" * 100_000,
    ],
    ids=lambda field: field[:24].decode(),
)
def test_a_field_built_to_keep_a_parser_busy_is_read(field: bytes):
    assert read_mail(field + b"\r\nFrom: mira@example.org\r\n\r\nhi").text == "hi"


@pytest.mark.parametrize(
    "body",
    [
        b"begin 644 x\r\n" * 20_000 + b"end\r\n",
        b"> x\r\ny\r\n" * 20_000,
        b"From: a@b.c\r\n" * 10_000,
        b"words\r\n" + b"-- \r\n" * 20_000,
        b"words\r\n" + b"Sent from my iPhone\r\n" * 10_000,
        b"words\r\n\r\n" + b"wrote said " * 20_000 + b":\r\n",
        b"words\r\n" + b"_" * 200_000,
        b"words\r\n" + b"a@" * 100_000 + b" wrote:\r\n",
        b"\r\n" * 500_000 + b"x",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_body_built_to_keep_a_parser_busy_is_read(body: bytes):
    understood = read_mail(mail(body))
    assert not understood.unreadable
    assert understood.reply


def test_a_bounce_of_one_endless_word_is_read():
    raw = b"From: MAILER-DAEMON\r\nReturn-Path: <>\r\nSubject: failure notice\r\n\r\n" + b"a." * 100_000
    assert read_mail(raw).auto


def test_html_of_a_million_elements_is_read_up_to_the_limit():
    text = html_to_text("<p>word</p>" * 1_000_000).text
    assert 0 < text.count("word") <= limits.MAX_TAGS


def test_html_nested_without_end_is_read():
    assert html_to_text("<div>" * 50_000 + "words").text == "words"


def test_html_that_would_keep_the_cleaner_busy_is_shown_as_text():
    cleaned = clean_html("<div>" * 50_000 + "<b>words</b>", cid_urls={})
    assert cleaned == "<pre>words</pre>"


@pytest.mark.parametrize(
    "raw", [b"", b"\0", b"\0" * 1_000, b"\r\n", b"\n\n\n", b"\xff" * 1_000, b":", b"From:", b" "]
)
def test_a_mail_of_next_to_nothing_is_read(raw: bytes):
    understood = read_mail(raw)
    assert not understood.unreadable
    json.dumps(as_json(understood))


def test_whatever_goes_wrong_the_words_are_still_there(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a bug in the reader")

    monkeypatch.setattr("liaison.channels.email.reading.read.read_body", broken)
    understood = read_mail(mail(b"my important words"))
    assert understood.unreadable == "RuntimeError: a bug in the reader"
    assert "my important words" in understood.text
