"""Mails which were cut into pieces on their way (message/partial)."""

from collections.abc import Sequence

from liaison.channels.email.reading.parts import Part, read_parts
from liaison.channels.email.reading.words import Partial

_OUTER = ("content-", "subject", "message-id", "encrypted", "mime-version")


def partial_of(root: Part) -> Partial | None:
    """Return which piece this mail is, None if it is whole."""
    if root.type != "message/partial" or not (name := root.parameters.get("id", "")):
        return None
    return Partial(name, _number(root, "number"), _number(root, "total"))


def join_partials(raws: Sequence[bytes]) -> bytes:
    """Join the pieces of one mail, in any order, into the mail that was sent (RFC 2046, 5.2.2.1).

    The first piece holds the inner header; the outer one gives all other fields, such as who wrote it.
    """
    pieces = sorted((read_parts(raw) for raw in raws), key=lambda root: _number(root, "number"))
    first = pieces[0]
    kept = [
        name.encode("ascii") + b": " + value
        for name, value in first.headers.fields
        if not name.startswith(_OUTER)
    ]
    return b"\r\n".join([*kept, b"".join(_body(piece) for piece in pieces)])


def _body(piece: Part) -> bytes:
    return piece.content if piece.content.endswith(b"\n") else piece.content + b"\r\n"


def _number(root: Part, name: str) -> int:
    digits = root.parameters.get(name, "")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0
