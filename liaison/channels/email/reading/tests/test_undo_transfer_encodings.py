"""Transfer encodings are undone as leniently as mailers are careless."""

import base64

import pytest

from liaison.channels.email.reading.transfer import decode_base64, decode_quoted_printable, undo
from liaison.channels.email.reading.uuencode import split_uuencoded

CONTENT = bytes(range(256)) * 3
PACKED = base64.encodebytes(CONTENT)


@pytest.mark.parametrize(
    "packed",
    [
        PACKED,
        base64.b64encode(CONTENT),
        PACKED.replace(b"\n", b"\r\n"),
        PACKED.replace(b"\n", b"\r\n\r\n"),
        PACKED.replace(b"\n", b" \n  "),
        PACKED.rstrip(b"=\n"),
        b"\n\n" + PACKED,
        PACKED + b"\n_______________\nusers mailing list\n",
        PACKED + b"--\nThis mail is free of viruses\n",
    ],
)
def test_base64_is_read_however_it_is_laid_out(packed: bytes):
    assert decode_base64(packed) == CONTENT


def test_base64_goes_on_after_padding_in_the_middle():
    assert decode_base64(b"b25l\nb25lMg==\nb25l") == b"oneone2one"


@pytest.mark.parametrize(
    ("packed", "content"), [(b"", b""), (b"====", b""), (b"!", b""), (b"A", b""), (b"YQ", b"a")]
)
def test_base64_of_next_to_nothing_is_read(packed: bytes, content: bytes):
    assert decode_base64(packed) == content


def test_quoted_printable_keeps_what_is_no_escape():
    assert decode_quoted_printable(b"=C3=A4 100=% =\r\nx =") == "ä 100=% x ".encode()


def test_an_unknown_encoding_changes_nothing():
    assert undo(b"=C3", encoding="8bits") == b"=C3"


def test_prose_that_begins_with_begin_is_no_file():
    prose = b"begin 644 years ago.txt\nthis is my story\nend\n"
    assert split_uuencoded(prose) == (prose, [])
