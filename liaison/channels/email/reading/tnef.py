"""winmail.dat: what Outlook hides in a format of its own."""

from liaison.channels.email.reading.charsets import decode, valid
from liaison.channels.email.reading.naming import type_for

_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def is_tnef(type_: str, *, name: str) -> bool:
    """Tell whether a part of this type and name is a winmail.dat."""
    return type_ in _TYPES or name.lower() == "winmail.dat"


def tnef_body(content: bytes) -> tuple[str, str]:
    """Return the text and the HTML in a winmail.dat, each '' if it has none."""
    from tnefparse import TNEF

    try:
        packed = TNEF(content, do_checksum=False)
        return _text(packed.body), _text(packed.htmlbody)
    except Exception:
        # The library raises whatever the bytes provoke; the file itself is kept.
        return "", ""


def _text(said: object) -> str:
    return decode(said) if isinstance(said, bytes) else valid(str(said or ""))


def unpack_tnef(content: bytes) -> list[tuple[str, str, bytes]]:
    """Return the files in a winmail.dat as (name, type, content); none if it cannot be read."""
    from tnefparse import TNEF

    try:
        files = TNEF(content, do_checksum=False).attachments
        named = [
            (valid(str(file.long_filename() or file.name or "file")), bytes(file.data or b""))
            for file in files
        ]
    except Exception:
        return []
    return [(name, type_for(name), content) for name, content in named if content]
