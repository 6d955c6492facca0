"""Ids and other small numbers as they come in addresses and forms."""

LONGEST = 18
"""Digits: whatever has no more of them fits into a bigint."""


def id_in(text: str) -> int | None:
    """Return the number that a text is; None when it is none, or one which nothing here can have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None
