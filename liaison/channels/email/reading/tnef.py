"""winmail.dat: what Outlook hides in a format of its own."""

import mimetypes


def unpack_tnef(content: bytes) -> list[tuple[str, str, bytes]]:
    """Return the files in a winmail.dat as (name, type, content); none if it cannot be read."""
    from tnefparse import TNEF

    try:
        files = TNEF(content, do_checksum=False).attachments
    except Exception:
        return []
    return [
        (file.long_filename() or file.name or "file", _type(file.name), bytes(file.data))
        for file in files
        if file.data
    ]


def _type(name: str) -> str:
    return mimetypes.guess_type(str(name))[0] or "application/octet-stream"
