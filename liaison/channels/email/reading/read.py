"""The way from raw bytes to a Mail."""

import re

from liaison.channels.email.reading.addresses import read_addresses
from liaison.channels.email.reading.attachments import read_attachments
from liaison.channels.email.reading.automatic import kind_of, read_bounce, refuses_auto_answers
from liaison.channels.email.reading.automatic.reports import read_reports
from liaison.channels.email.reading.body import html_of, read_body, text_of
from liaison.channels.email.reading.charsets import decode
from liaison.channels.email.reading.dates import read_date
from liaison.channels.email.reading.headers import Headers, one_line
from liaison.channels.email.reading.language import detect_language
from liaison.channels.email.reading.limits import MAX_ENTRY, MAX_REFERENCES, MAX_SUBJECT, MAX_TEXT
from liaison.channels.email.reading.line_ends import mended
from liaison.channels.email.reading.partials import partial_of
from liaison.channels.email.reading.parts import read_parts
from liaison.channels.email.reading.replies import split_reply
from liaison.channels.email.reading.sealing import opened, security_of
from liaison.channels.email.reading.words import Address, AutoKind, Mail

_ID = re.compile(r"<([^<>]+)>")
_ENVELOPE = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "x-forwarded-to",
    "resent-to",
)


def read_mail(raw: bytes) -> Mail:
    """Understand a mail. Never raises: what cannot be understood comes back with `unreadable` set."""
    try:
        return _read(raw)
    except Exception as error:
        return Mail(text=decode(raw[:MAX_TEXT]), unreadable=f"{type(error).__name__}: {error}"[:500])


def _read(raw: bytes) -> Mail:
    root = read_parts(mended(raw))
    headers = root.headers
    inner = opened(root)
    body = read_body(root if inner is None else read_parts(inner))
    if inner is not None:
        body.attached.append(root)
    plain, html = text_of(body), html_of(body)
    subject = headers.text("subject")[:MAX_SUBJECT]
    reports = read_reports(root)
    kind = kind_of(root, text=plain.text, reports=reports)
    reported = kind in (AutoKind.BOUNCE, AutoKind.DELAY, AutoKind.DELIVERED)
    split = split_reply(plain, subject=subject, answers=_answers(headers))
    return Mail(
        from_=_sender(headers),
        sender=_first(headers, "sender"),
        reply_to=_addresses(headers, "reply-to"),
        to=_addresses(headers, "to"),
        cc=_addresses(headers, "cc"),
        bcc=_addresses(headers, "bcc"),
        recipients=_envelope(headers),
        subject=subject,
        message_id=_own_id(headers),
        in_reply_to=next(iter(message_ids(headers.text("in-reply-to"))), ""),
        references=_references(headers),
        date=read_date(headers),
        text=plain.text,
        html=html,
        reply=split.reply,
        quoted=split.quoted,
        signature=split.signature,
        auto_kind=kind,
        refuses_auto_answers=refuses_auto_answers(headers),
        bounce=read_bounce(root, kind=kind, text=plain.text, reports=reports) if reported else None,
        attachments=read_attachments(body, html=html),
        language=detect_language(split.reply),
        security=security_of(root, text=plain.text),
        partial=partial_of(root),
    )


def _answers(headers: Headers) -> bool:
    return bool(headers.raw("in-reply-to") or headers.raw("references"))


def _references(headers: Headers) -> tuple[str, ...]:
    written = " ".join(one_line(value) for value in headers.every("references"))
    return message_ids(written)[-MAX_REFERENCES:]


def _own_id(headers: Headers) -> str:
    written = headers.text("message-id")
    return next(iter(message_ids(written)), written.strip("<> "))[:MAX_ENTRY]


def message_ids(text: str) -> tuple[str, ...]:
    """Return the message ids in a field, without angle brackets; bare ones where there are no brackets."""
    bracketed = tuple(stripped for found in _ID.findall(text) if (stripped := found.strip()))
    return bracketed or tuple(word.strip("<>,;") for word in text.split() if "@" in word)


def _addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    return tuple(
        address for value in headers.every(name) for address in read_addresses(value, hint=headers.hint)
    )


def _first(headers: Headers, name: str) -> Address:
    found = _addresses(headers, name)
    usual = (address for address in found if "@" in address.address)
    named = (address for address in found if address.address)
    return next(usual, None) or next(named, None) or next(iter(found), Address("", ""))


def _sender(headers: Headers) -> Address:
    """Return who wrote it; where From says nothing, whoever else stands in as the sender."""
    candidates = [_first(headers, name) for name in ("from", "sender", "x-sender", "reply-to", "return-path")]
    written = candidates[0]
    found = next((address for address in candidates if address.address), written)
    return Address(name=written.name or found.name, address=found.address)


def _envelope(headers: Headers) -> tuple[str, ...]:
    found = (address.address for name in _ENVELOPE for address in _addresses(headers, name))
    return tuple(dict.fromkeys(address for address in found if address))
