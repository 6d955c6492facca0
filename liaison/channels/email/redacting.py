"""Taking a text out of a raw mail, however it is written in it."""

from base64 import encodebytes
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from liaison.channels.email.reading import read_mail
from liaison.tickets.rules import encodings_of

GONE = (
    b"From: unknown@invalid\r\nSubject: [removed]\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    b"The raw mail was removed: a text that had to be taken out could not be taken out of it alone.\r\n"
)


def redact(raw: bytes, text: str, mark: str) -> bytes:
    """Return the mail with a mark in place of the text; when it still can be read in it, nothing of the mail."""
    without = _replaced(raw, text)
    if _still_says(without, text):
        without = _in_parts(without, text)
    return GONE if _still_says(without, text) else without


def _replaced(raw: bytes, text: str) -> bytes:
    for form, mark in encodings_of(text):
        raw = raw.replace(form, mark)
    return raw


def _still_says(raw: bytes, text: str) -> bool:
    mail = read_mail(raw)
    wanted = "".join(text.split())
    said = (mail.text, mail.html, mail.subject, mail.from_.name)
    if any(wanted in "".join(one.split()) for one in said):
        return True
    return any(form in a.content for a in mail.attachments for form, _mark in encodings_of(text))


def _in_parts(raw: bytes, text: str) -> bytes:
    """Decode each part that has the text, take it out, and write the part anew."""
    root = message_from_bytes(raw, policy=compat32)
    for part in root.walk():
        if not part.is_multipart():
            _redact_part(part, text)
    return root.as_bytes()


def _redact_part(part: "Message[str, str]", text: str) -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    without = _replaced(content, text)
    if without != content:
        del part["Content-Transfer-Encoding"]
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(encodebytes(without).decode("ascii"))
