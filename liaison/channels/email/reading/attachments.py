"""From parts that are no words to attachments with a name, a size and a digest."""

import hashlib
import re

from liaison.channels.email.reading.body import Body
from liaison.channels.email.reading.headers import split_header
from liaison.channels.email.reading.naming import name_for, type_for
from liaison.channels.email.reading.parts import Part, file_name
from liaison.channels.email.reading.tnef import is_tnef, unpack_tnef
from liaison.channels.email.reading.words import Attachment


def read_attachments(body: Body, *, html: str) -> tuple[Attachment, ...]:
    """Return what came with the mail. `html` tells which of it is shown inline."""
    found: list[Attachment] = []
    for part in body.attached:
        found += _unpacked(part) or [_attachment(part, number=len(found) + 1, html=html)]
    for name, content in body.unpacked:
        found.append(make_attachment(name, content=content, type_=type_for(name)))
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
    if part.type == "message/rfc822":
        content = part.content
        headers, _ = split_header(content, start=0, end=len(content))
        subject = re.sub(r"[\\/:*?\"<>|\s]+", " ", headers.text("subject")).strip()[:120]
        return f"{subject or f'message-{number}'}.eml"
    return name_for(part.type, number=number)


def _unpacked(part: Part) -> list[Attachment]:
    if not is_tnef(part.type, name=part.name):
        return []
    files = unpack_tnef(part.content)
    return [make_attachment(name, content=content, type_=type_) for name, type_, content in files]
