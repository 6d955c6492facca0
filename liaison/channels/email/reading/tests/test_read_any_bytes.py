"""No bytes whatever stop the reader, and what it says is always valid UTF-8."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.channels.email.reading import read_mail
from liaison.channels.email.reading.charsets import decode
from liaison.channels.email.reading.clean import clean_html
from liaison.channels.email.reading.cli import as_json
from liaison.channels.email.reading.encoded_words import decode_words
from liaison.channels.email.reading.html_text import html_to_text

FRAGMENTS = st.sampled_from(
    [
        *(
            b"From: ",
            b"To: ",
            b"Subject: ",
            b"Content-Type: ",
            b"multipart/mixed; boundary=B",
            b"--B",
            b"--B--",
        ),
        *(b"multipart/alternative; boundary=B", b"multipart/report; report-type=delivery-status; boundary=B"),
        *(
            b"message/rfc822",
            b"message/delivery-status",
            b"application/ms-tnef; name=winmail.dat",
            b"text/html",
        ),
        *(
            b"application/pkcs7-mime; smime-type=signed-data",
            b"text/plain; charset=",
            b"iso-2022-jp",
            b"utf-7",
        ),
        *(
            b"Content-Transfer-Encoding: base64",
            b"Content-Transfer-Encoding: quoted-printable",
            b"; format=flowed",
        ),
        *(
            b"=?utf-8?q?",
            b"=?iso-2022-jp?b?",
            b"?=",
            b"<a@b.c>",
            b'"',
            b"(",
            b"=ED=A0=80",
            b"\x1b$B",
            b"\r\n",
            b"\r\n\r\n",
        ),
        *(
            b"begin 644 x\r\n",
            b"end\r\n",
            b"> ",
            b"On 1 Jan 2020 10:10, a@b.c wrote:\r\n",
            b"-- \r\n",
            b"<blockquote>",
        ),
        *(
            b"<p>",
            b"</div>",
            b"\0",
            b"\xed\xa0\x80",
            b"\xff\xfe",
            b"\xe4",
            b"Content-Disposition: attachment; filename*0*=",
        ),
    ]
)
MAILS = st.lists(st.one_of(FRAGMENTS, st.binary(max_size=12)), max_size=40).map(b"".join)


@given(MAILS)
@settings(max_examples=300, deadline=None)
def test_any_mail_is_understood_and_said_in_valid_utf8(raw: bytes):
    understood = read_mail(raw)
    assert not understood.unreadable
    said = json.dumps(as_json(understood), ensure_ascii=False)
    said.encode("utf-8")
    assert "\\u0000" not in said


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "utf-8", "utf-16", "iso-2022-jp", "gb2312", "utf-7", "hz", "x", "hex"]),
)
@settings(deadline=None)
def test_any_bytes_in_any_charset_become_valid_text(content: bytes, charset: str):
    text = decode(content, charset=charset)
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_field_becomes_valid_text(value: bytes):
    decode_words(value).encode("utf-8")


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_html_is_cleaned_and_read(html: str):
    assert "<script" not in clean_html(html, cid_urls={})
    html_to_text(html).text.encode("utf-8")
