"""What our own pages hand in: small JSON which only we write, so it is read, redacted and stood in for alike."""

import hashlib
import json
from typing import Any

from liaison.channels.words import Kept
from liaison.files import actions as files
from liaison.tickets.words import Address, Arrival, Enclosed


def redacted(raw: bytes, text: str, mark: str) -> bytes:
    """A parcel with a mark in place of a text in whatever is called `text` in it, however deep."""
    said = json.loads(raw)
    without = _without(said, text, mark) if text else said
    return raw if without == said else json.dumps(without, ensure_ascii=False).encode()


def _without(said: Any, text: str, mark: str) -> Any:
    if isinstance(said, list):
        return [_without(one, text, mark) for one in said]
    if not isinstance(said, dict):
        return said
    return {
        name: one.replace(text, mark)
        if name == "text" and isinstance(one, str)
        else _without(one, text, mark)
        for name, one in said.items()
    }


def unread(parcel: Kept, *, why: str, department: int, **more: Any) -> Arrival:
    """What stands in for something that no page of ours can have sent: the raw thing.

    more: what else is known of it, as `Arrival` calls it: its channel and through which door it came.
    """
    raw = Enclosed(files.keep(parcel.raw), "message.json", "application/json", len(parcel.raw))
    return Arrival(
        department=department, parcel=parcel.id, sender=Address(""), at=parcel.kept_at, unreadable=why,
        enclosed=(raw,), fingerprint=hashlib.sha256(f"parcel {parcel.id}".encode()).hexdigest(), **more,
    )  # fmt: skip
