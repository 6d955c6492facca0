"""Undoing transfer encodings, as leniently as mailers are careless."""

import binascii
import quopri
import re

from liaison.channels.email.reading.uuencode import decode_uuencoded

_FOREIGN = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
# A blank line or padding, and then a line that has blanks between words or begins with a drawn rule.
_FOOTER = re.compile(rb"(?<=[A-Za-z0-9+/=])\r?\n(?:[ \t]*\r?\n)*(?=[^\s=]+[ \t]+[^\s]|[-_*]{2})")
# Mailers write "base-64" and "quoted printable" too.
_UNMEANT = re.compile(r"[^a-z0-9]")
_BLANKS_AFTER_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)")
# Three words on the first line, one of them with a sign that base64 does not have.
_PROSE = re.compile(rb"(?=[^\r\n]{0,300}[.,:;!?'\"()<>\-])[^\s=]+[ \t]+[^\s=]+[ \t]+\S")
_HEAD = 1_000
_LONGEST_FOOTER = 20_000
_PADDING_INSIDE = re.compile(rb"=+(?=[^=])")


def undo(content: bytes, *, encoding: str) -> bytes:
    """Return the bytes as they were before transport; unknown encodings change nothing."""
    match _UNMEANT.sub("", encoding):
        case "base64":
            return decode_base64(content)
        case "quotedprintable":
            return decode_quoted_printable(content)
        case "uuencode" | "xuuencode" | "uue" | "xuue":
            return decode_uuencoded(content)
    return content


def decode_base64(content: bytes) -> bytes:
    """Decode base64, ignoring foreign characters, and going on after padding in the middle.

    Prose that only calls itself base64 stays as it is. Text which a mailing list or a virus scanner wrote
    under it is no base64, though some of its letters are.
    """
    if _PROSE.match(content[:_HEAD].lstrip()):
        return content
    clean = _without_footer(content).translate(None, _FOREIGN)
    if b"=" not in clean.rstrip(b"="):
        return _decode_run(clean.rstrip(b"="))
    return b"".join(_decode_run(run) for run in _PADDING_INSIDE.sub(b"=", clean).split(b"="))


def _without_footer(content: bytes) -> bytes:
    found = _FOOTER.search(content, max(len(content) - _LONGEST_FOOTER, 0))
    return content[: found.start()] if found else content


def _decode_run(run: bytes) -> bytes:
    if len(run) % 4 == 1:
        run = run[:-1]
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))


def decode_quoted_printable(content: bytes) -> bytes:
    """Decode quoted-printable; what is not an escape stays as it is, blanks after a soft break go."""
    if b"= " in content or b"=\t" in content:
        content = _BLANKS_AFTER_BREAK.sub(b"=", content)
    return quopri.decodestring(content)
