"""ISO-2022-JP as Japanese mailers write it: with vendor characters the standard does not have."""

import re

_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BJI]|\$\(D)")
_DOUBLE = (b"\x1b$@", b"\x1b$B")
_KATAKANA = b"\x1b(I"
_SUPPLEMENT = b"\x1b$(D"


def decode_iso_2022_jp(content: bytes) -> str:
    """Decode ISO-2022-JP. Python's own codec refuses NEC and IBM characters (circled numbers, 髙), which
    many mails hold; through Shift_JIS of Windows they are read.
    """
    pieces: list[str] = []
    mode, start = b"", 0
    for escape in _ESCAPE.finditer(content):
        pieces.append(_piece(content[start : escape.start()], mode=mode))
        mode, start = escape.group(), escape.end()
    pieces.append(_piece(content[start:], mode=mode))
    return "".join(pieces)


def _piece(content: bytes, *, mode: bytes) -> str:
    if mode in _DOUBLE:
        return _double(content)
    if mode == _KATAKANA:
        return bytes(byte | 0x80 for byte in content).decode("cp932", "replace")
    if mode == _SUPPLEMENT:
        return (_SUPPLEMENT + content).decode("iso2022_jp_ext", "replace")
    if content.isascii():
        return content.decode("ascii")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp932", "replace")


def _double(content: bytes) -> str:
    shifted = bytearray()
    i = 0
    while i + 1 < len(content):
        high, low = content[i], content[i + 1]
        if high in b"\r\n":
            # A line that forgot to switch back to ASCII before its end.
            shifted.append(high)
            i += 1
            continue
        shifted += _to_shift_jis(high, low)
        i += 2
    shifted += content[i:]
    return shifted.decode("cp932", "replace")


def _to_shift_jis(high: int, low: int) -> bytes:
    if not (0x21 <= high <= 0x7E and 0x21 <= low <= 0x7E):
        return b"?"
    lead = (high - 0x21 >> 1) + (0x81 if high < 0x5F else 0xC1)
    trail = low + (0x1F if low < 0x60 else 0x20) if high % 2 else low + 0x7E
    return bytes((lead, trail))
