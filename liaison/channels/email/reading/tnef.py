"""winmail.dat: what Outlook hides in a format of its own."""

from liaison.channels.email.reading.naming import type_for


def unpack_tnef(content: bytes) -> list[tuple[str, str, bytes]]:
    """Return the files in a winmail.dat as (name, type, content); none if it cannot be read."""
    from tnefparse import TNEF

    try:
        files = TNEF(content, do_checksum=False).attachments
    except Exception:
        return []
    named = ((str(file.long_filename() or file.name or "file"), bytes(file.data or b"")) for file in files)
    return [(name, type_for(name), content) for name, content in named if content]
