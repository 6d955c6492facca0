"""Was this written by a person to us, or sent by a machine?"""

from liaison.channels.email.reading.headers import Headers
from liaison.channels.email.reading.words import AutoKind


def kind_of(headers: Headers) -> AutoKind:
    """Return why this mail is automatic, NONE if a person wrote it to us."""
    submitted = headers.word("auto-submitted")
    if headers.text("content-type").lower().startswith("multipart/report"):
        return AutoKind.BOUNCE
    if submitted.startswith("auto-replied"):
        return AutoKind.AUTO_REPLY
    if headers.has("list-id"):
        return AutoKind.LIST
    if submitted and not submitted.startswith("no"):
        return AutoKind.NOTIFICATION
    return AutoKind.NONE
