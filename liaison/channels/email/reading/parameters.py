"""A field's value and its parameters, as in Content-Type (RFC 2231, and what mailers do instead)."""

import re
from urllib.parse import unquote_to_bytes

from liaison.channels.email.reading.charsets import decode
from liaison.channels.email.reading.encoded_words import decode_words
from liaison.channels.email.reading.limits import MAX_PARAMETERS

_PARAMETER = re.compile(
    rb"""[;\s]\s*([A-Za-z0-9_\-]+)(\*[0-9]{0,3}\*?)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))""", re.DOTALL
)
_BACKSLASH = re.compile(rb'\\(["\\])')
_SPACE = re.compile(rb"\s+")
_MAX = 100


def read_parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return the main value in lower case and its parameters with decoded values, names in lower case."""
    value = _SPACE.sub(b" ", value[:MAX_PARAMETERS])
    main = re.split(rb"[;\s]", value.strip(), maxsplit=1)[0]
    if b"=" in main:
        # Some mailers write parameters without the value they belong to.
        main, value = b"", b";" + value
    pieces: dict[str, list[tuple[int, bool, bytes]]] = {}
    for count, found in enumerate(_PARAMETER.finditer(value)):
        if count >= _MAX:
            break
        name, star, quoted, bare = found.groups()
        content = _BACKSLASH.sub(rb"\1", quoted) if quoted is not None else bare.strip().strip(b"\"'")
        number, extended = _star(star or b"")
        pieces.setdefault(name.decode("ascii").lower(), []).append((number, extended, content))
    return main.decode("ascii", "replace").lower().strip('"'), {
        name: _joined(found) for name, found in pieces.items()
    }


def _star(star: bytes) -> tuple[int, bool]:
    digits = star.strip(b"*")
    return (int(digits) if digits else -1), star.endswith(b"*")


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    extended = [piece for piece in pieces if piece[0] >= 0 or piece[1]]
    if not any(number <= 0 for number, _, _ in extended):
        return decode_words(pieces[0][2]).strip()
    # The extended form is the better one where a mailer writes both.
    if any(number == -1 for number, _, _ in extended):
        extended = [piece for piece in extended if piece[0] == -1][:1]
    extended.sort(key=lambda piece: piece[0])
    charset, content = "", b""
    for place, (_, percent, piece) in enumerate(extended):
        if percent and place == 0 and piece.count(b"'") >= 2:
            label, _, piece = piece.split(b"'", 2)
            charset = label.decode("ascii", "replace")
        content += unquote_to_bytes(piece) if percent else piece
    if b"=?" in content and not charset:
        return decode_words(content).strip()
    return decode(content, charset=charset).strip()
