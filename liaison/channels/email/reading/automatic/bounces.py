"""What a bounce says: who could not be reached, why, and with which of our mails."""

import re

from liaison.channels.email.reading.automatic.reports import Reported
from liaison.channels.email.reading.headers import Headers, split_header
from liaison.channels.email.reading.parts import Part
from liaison.channels.email.reading.words import AutoKind, Bounce

# Tried only where a word begins: within one, each letter would be tried again, for minutes on a long one.
_ADDRESS = r"(?<![\w.+\-=/&'])[\w.+\-=/&']+@[\w\-]+(?:\.[\w\-]+)+"
_ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_SMTP = re.compile(r"(?:^|[^\w.])([45]\d\d)[ -]")
_LINE_WITH_CODE = re.compile(
    r"^.*(?:[45]\d\d[ \-]|[45]\.\d{1,2}\.\d{1,2}|unknown|no such|does not exist|quota|rejected|denied"
    r"|full|not found).*$",
    re.IGNORECASE | re.MULTILINE,
)
_RECIPIENT = re.compile(
    rf"<({_ADDRESS})>|^[ \t]*({_ADDRESS})[ \t]*:?[ \t]*(?:\(|$|-|\.\.\.)|(?:to|for|recipient|an"
    rf"|address)s?[ \t:]+[<\"']?({_ADDRESS})",
    re.IGNORECASE | re.MULTILINE,
)
_MARK = re.compile(
    r"following\s+(?:recipient|address)\S*|address\S*\s+failed|fatal\s+errors|delivery\s+errors|unknown\s+user"
    r"|failure\s+reasons|recipients?\s+(?:was|were|has|have)\b|deliver\s+(?:your\s+)?(?:mail|message)\s+to\b"
    r"|was\s+not\s+delivered\s+to",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"-{3,}\s*(?:this is a copy|below this line|original message|unsent message|the header of"
    r"|message header|returned message|a copy of)"
    r"|^(?:received|return-path|dkim-signature|message-id):",
    re.IGNORECASE | re.MULTILINE,
)
_ID = re.compile(r"^[> \t]*Message-Id:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
_PROBE = 60_000
_MOST_RECIPIENTS = 1_000


def read_bounce(root: Part, *, kind: AutoKind, text: str, reports: list[Reported]) -> Bounce:
    """Return what is known of a mail that did not arrive, or not yet.

    `text` is the plain text of the report, `reports` what its delivery-status parts say.
    """
    failed = [reported for reported in reports if reported.action in ("failed", "delayed", "")] or reports
    said = text[:_PROBE]
    copy = _COPY.search(said)
    above = said[: copy.start()] if copy else said
    return Bounce(
        recipients=_recipients(root.headers, failed=failed, text=above)[:_MOST_RECIPIENTS],
        status=next((reported.status for reported in failed if reported.status), "") or _status(above),
        diagnostic=next((reported.diagnostic for reported in failed if reported.diagnostic), "")
        or _diagnostic(above),
        message_id=_original_id(root, text=said),
        for_good=kind is not AutoKind.DELAY,
    )


def _recipients(headers: Headers, *, failed: list[Reported], text: str) -> tuple[str, ...]:
    said = [reported.recipient for reported in failed if reported.recipient]
    said = said or re.findall(_ADDRESS, headers.text("x-failed-recipients"))
    if not said:
        ours = {headers.text("to").strip("<> ").lower(), headers.text("delivered-to").strip("<> ").lower()}
        mark = _MARK.search(text)
        found = re.findall(_ADDRESS, text[mark.end() :]) if mark else map("".join, _RECIPIENT.findall(text))
        said = [address for address in found if address.lower() not in ours][:1]
    return tuple(dict.fromkeys(address.strip("'") for address in said))


def _status(text: str) -> str:
    if found := _ENHANCED.search(text):
        return found.group()
    smtp = _SMTP.search(text)
    return smtp.group(1) if smtp else ""


def _diagnostic(text: str) -> str:
    found = _LINE_WITH_CODE.search(text)
    return found.group().strip()[:1_000] if found else ""


def _original_id(root: Part, *, text: str) -> str:
    """Find the Message-ID of our own mail in the copy that came back, as a part or at the end of the text."""
    for part in root.walk():
        if part.type in (
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/partial",
        ):
            content = part.content
            headers, _ = split_header(content, start=0, end=len(content))
            if found := headers.text("message-id").strip("<> "):
                return found
    in_text = _ID.findall(text)
    return in_text[-1] if in_text else ""
