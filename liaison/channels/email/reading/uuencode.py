"""Files which old mailers wrote into the text itself."""

import binascii
import re

_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*\r?\n", re.MULTILINE)
_MOST_FILES = 100
_END = re.compile(rb"^end[ \t]*(?:\r?\n|\r|$)", re.MULTILINE)


def split_uuencoded(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Take uuencoded files out of a text: returns the remaining text and each file's name and content."""
    rest: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    position = 0
    for _ in range(_MOST_FILES):
        begin = _BEGIN.search(content, position)
        end = _END.search(content, begin.end()) if begin else None
        if begin is None or end is None:
            break
        decoded = _decode_lines(content[begin.end() : end.start()])
        if decoded is None:
            rest.append(content[position : begin.end()])
            position = begin.end()
            continue
        rest.append(content[position : begin.start()])
        files.append((begin.group(1), decoded))
        position = end.end()
    rest.append(content[position:])
    return b"".join(rest), files


def decode_uuencoded(content: bytes) -> bytes:
    """Decode a part whose transfer encoding is uuencode; the text itself if it holds no such file."""
    _, files = split_uuencoded(content)
    return files[0][1] if files else content


def _decode_lines(content: bytes) -> bytes | None:
    """Return the file in these lines, or None if they are not uuencoded: then they are somebody's words."""
    first = content.partition(b"\n")[0].rstrip(b"\r")
    if first.strip(b" `") and _decode_line(first) is None:
        return None
    decoded: list[bytes] = []
    for line in content.splitlines():
        if not line.strip(b" `"):
            continue
        piece = _decode_line(line)
        if piece is None:
            return None
        decoded.append(piece)
    return b"".join(decoded)


def _decode_line(line: bytes) -> bytes | None:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders add a checksum or lose trailing blanks; the first byte says how much is meant.
        meant = ((line[0] - 32) & 63) * 4 // 3 + 3
        try:
            return binascii.a2b_uu(line[: meant // 4 * 4 + 1])
        except binascii.Error:
            return None
