"""Encoded words (RFC 2047) as they are found in the wild: split letters, raw bytes, missing blanks."""

import re
from dataclasses import dataclass

from liaison.channels.email.reading.charsets import decode, valid
from liaison.channels.email.reading.transfer import decode_base64

_START = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_BLANK = re.compile(rb"\s*\Z")


@dataclass(slots=True)
class _Run:
    """Bytes in one charset, gathered from neighbouring words before they are decoded."""

    charset: str
    content: bytes
    encoded: bool
    base64: bytes = b""


def decode_words(value: bytes, *, hint: str = "") -> str:
    """Decode a field's value: encoded words, and bare 8-bit letters in whatever charset they seem to be.

    Neighbouring words of one charset are joined before decoding, for many mailers cut a letter in two.
    `hint` is the charset which the mail's text names: bare letters that are not UTF-8 are likely in it.
    """
    if b"=?" not in value:
        return decode_bare(value, hint=hint)
    decoded = (
        _decode_run(run) if run.encoded else decode_bare(run.content, hint=hint) for run in _runs(value)
    )
    return valid("".join(decoded))


def decode_bare(value: bytes, *, hint: str) -> str:
    """Decode letters of a field that are not encoded, as UTF-8 if they are, else in the charset of the mail."""
    if value.isascii() and b"\x1b" not in value:
        return valid(value.decode("ascii"))
    try:
        return valid(value.decode("utf-8")) if not value.isascii() else decode(value)
    except UnicodeDecodeError:
        return decode(value, charset=hint)


def _decode_run(run: _Run) -> str:
    """Decode joined words; mailers that cut their base64 anywhere are read as the one text it was."""
    if run.base64 and run.charset.startswith("utf") and not _is_utf8(run.content):
        whole = decode_base64(run.base64)
        if _is_utf8(whole):
            return decode(whole, charset=run.charset)
    return decode(run.content, charset=run.charset)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _runs(value: bytes) -> list[_Run]:
    runs: list[_Run] = []
    position = 0
    while begin := _START.search(value, position):
        end = _end_of_word(value, begin.end())
        if end < 0:
            break
        between = value[position : begin.start()]
        # White space between two encoded words is only their fold.
        if between and not (runs and runs[-1].encoded and _BLANK.match(between)):
            runs.append(_Run("", between, encoded=False))
        _add_word(runs, charset=begin.group(1), letter=begin.group(2), text=value[begin.end() : end])
        position = end + 2
    if position < len(value):
        runs.append(_Run("", value[position:], encoded=False))
    return runs


def _end_of_word(value: bytes, start: int) -> int:
    """Return where the word's `?=` is. An unescaped `?` before an escape (`?=20`) is not yet the end."""
    end = value.find(b"?=", start)
    while end >= 0 and _HEX.match(value, end + 1) and b"?=" in value[end + 2 : end + 400]:
        following = value.find(b"?=", end + 2)
        if value.find(b"=?", end + 2, following) >= 0:
            break
        end = following
    return end


def _add_word(runs: list[_Run], *, charset: bytes, letter: bytes, text: bytes) -> None:
    name = charset.decode("ascii", "replace").split("*")[0].lower()
    base64 = text if letter in b"bB" else b""
    content = decode_base64(text) if base64 else _decode_q(text)
    if runs and runs[-1].encoded and runs[-1].charset == name and not name.startswith("iso-2022"):
        runs[-1].content += content
        runs[-1].base64 += base64
    else:
        runs.append(_Run(name, content, encoded=True, base64=base64))


def _decode_q(text: bytes) -> bytes:
    return _HEX.sub(lambda escape: bytes((int(escape.group(1), 16),)), text.replace(b"_", b" "))
