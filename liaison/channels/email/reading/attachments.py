"""From parts that are no words to attachments with a name, a size and a digest."""

import hashlib
import re

from liaison.channels.email.reading.body import Body
from liaison.channels.email.reading.headers import split_header
from liaison.channels.email.reading.parts import Part, file_name
from liaison.channels.email.reading.tnef import unpack_tnef
from liaison.channels.email.reading.words import Attachment

_ENDINGS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/x-vcard": ".vcf",
    "text/vcard": ".vcf",
    "text/rfc822-headers": ".txt",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "application/pdf": ".pdf",
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
    "application/zip": ".zip",
    "application/json": ".json",
    "application/xml": ".xml",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/svg+xml": ".svg",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "video/mp4": ".mp4",
}
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def read_attachments(body: Body, *, html: str) -> tuple[Attachment, ...]:
    """Return what came with the mail. `html` tells which of it is shown inline."""
    found: list[Attachment] = []
    for part in body.attached:
        found += _unpacked(part) or [_attachment(part, number=len(found) + 1, html=html)]
    for name, content in body.unpacked:
        found.append(make_attachment(name, content=content, type_="application/octet-stream"))
    return tuple(found)


def make_attachment(
    name: str, *, content: bytes, type_: str, content_id: str = "", inline: bool = False
) -> Attachment:
    """Make an attachment of these bytes, with their size and SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(name, type_, content, len(content), digest, content_id, inline)


def _attachment(part: Part, *, number: int, html: str) -> Attachment:
    shown = bool(part.content_id) and f"cid:{part.content_id}".lower() in html.lower()
    name = part.name or _located_name(part) or _name(part, number=number)
    return make_attachment(
        name, content=part.content, type_=part.type, content_id=part.content_id, inline=shown
    )


def _located_name(part: Part) -> str:
    """Take the name from Content-Location where a mailer gives no other; a web address is none."""
    location = part.headers.text("content-location")
    return "" if "://" in location else file_name(location)


def _name(part: Part, *, number: int) -> str:
    ending = _ENDINGS.get(part.type, "")
    if part.type == "message/rfc822":
        headers, _ = split_header(part.source, start=part.start, end=part.end)
        subject = re.sub(r"[\\/:*?\"<>|\x00-\x1f]+", " ", headers.text("subject")).strip()[:120]
        return (subject or f"message-{number}") + ending
    return f"attachment-{number}{ending}"


def _unpacked(part: Part) -> list[Attachment]:
    if part.type not in _TNEF and part.name.lower() != "winmail.dat":
        return []
    files = unpack_tnef(part.content)
    return [make_attachment(name, content=content, type_=type_) for name, type_, content in files]
