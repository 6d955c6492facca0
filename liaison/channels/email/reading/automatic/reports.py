"""The machine-readable part of delivery reports (RFC 3464) and of what resembles them."""

import re
from dataclasses import dataclass

from liaison.channels.email.reading.headers import Headers, split_header
from liaison.channels.email.reading.parts import Part

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_MOST_GROUPS = 2_000


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of one recipient."""

    recipient: str
    action: str
    status: str
    diagnostic: str


def read_reports(root: Part) -> list[Reported]:
    """Return what the delivery-status parts of a mail say, recipient by recipient."""
    found: list[Reported] = []
    for part in root.walk():
        if part.type in _STATUS_TYPES:
            found += _read_status(part.content)
    return found


def report_type(root: Part) -> str:
    """Return the kind of a multipart/report, as `delivery-status` or `feedback-report`; '' if it is none."""
    if root.type != "multipart/report":
        return ""
    said = root.parameters.get("report-type", "").lower()
    if said:
        return said
    inner = {part.type for part in root.walk()}
    if inner & _STATUS_TYPES:
        return "delivery-status"
    return "disposition-notification" if "message/disposition-notification" in inner else "unknown"


def _read_status(content: bytes) -> list[Reported]:
    groups = re.split(rb"(?:\r?\n[ \t]*){2,}", content.strip())[:_MOST_GROUPS]
    read = (_read_group(group) for group in groups)
    return [reported for reported in read if reported]


def _read_group(group: bytes) -> Reported | None:
    headers, _ = split_header(group + b"\n", start=0, end=len(group) + 1)
    recipient = _address(headers, "original-recipient") or _address(headers, "final-recipient")
    action = headers.word("action")
    if not recipient and not action:
        return None
    status = re.search(r"\d\.\d{1,3}\.\d{1,3}", headers.text("status"))
    return Reported(
        recipient, action, status.group() if status else "", _after_type(headers.text("diagnostic-code"))
    )


def _address(headers: Headers, name: str) -> str:
    address = _after_type(headers.text(name)).strip("<> ")
    return address if "@" in address else ""


def _after_type(value: str) -> str:
    """Drop the type in front of the value, as in `rfc822; mira@example.org`."""
    kind, mark, rest = value.partition(";")
    return rest.strip() if mark and len(kind) < 30 else value.strip()
