"""The hash chain, from plain values."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

GENESIS = b"\0" * 32


def link(
    before: bytes, *, seq: int, at: datetime, kind: str, by: str, facts: Any, refs: Iterable[str]
) -> bytes:
    """Return the hash of one line: SHA-256 over the hash before it and the canonical form of the entry."""
    said = [seq, at.isoformat(), kind, by, facts, sorted(refs)]
    words = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(before + words.encode()).digest()
