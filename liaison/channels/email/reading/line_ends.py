"""Line ends of mails that went through strange machines."""

import codecs
import re

_HEAD = 2_000


def mended(raw: bytes) -> bytes:
    """Return the mail with line ends that can be read: as it is, unless they are broken throughout."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    raw = raw[len(raw[:_HEAD]) - len(raw[:_HEAD].lstrip(b"\r\n")) :]
    head = raw[:_HEAD]
    if b"\r\r\n" in head:
        return re.sub(rb"\r+\n", b"\r\n", raw)
    if b"\n" not in head and b"\r" in head and raw.count(b"\r") > 4 * raw.count(b"\n"):
        return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw
