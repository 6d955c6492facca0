"""The look as one sheet: written in a file for each matter, sent as one that the browser keeps for ever.

A page asks for it by the digest of its content. A changed sheet has another address, so nothing old is ever shown,
and a page that was loaded once asks for no sheet at all.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic

FOLDER = Path(__file__).resolve().parent / "static" / "ui"
SHEETS = (
    "tokens",
    "base",
    "layout",
    "controls",
    "fields",
    "marks",
    "frames",
    "overlay",
    "rail",
    "list",
    "timeline",
    "composer",
    "wishes",
    "customer",
)
"""In this order, for the first declares the order of the layers."""


LOOKED_EVERY = 1.0
"""Seconds; every page asks, and looking at each file cost more than drawing the head of the page."""

_looked: tuple[float, str] = (float("-inf"), "")


def digest() -> str:
    """What the present sheet is asked by; it changes within a second after a file of it is saved."""
    global _looked
    if monotonic() - _looked[0] > LOOKED_EVERY:
        _looked = (monotonic(), _joined(_versions())[0])
    return _looked[1]


def sheet() -> bytes:
    """All of the look, as CSS."""
    return _joined(_versions())[1]


def _versions() -> tuple[int, ...]:
    return tuple((FOLDER / f"{name}.css").stat().st_mtime_ns for name in SHEETS)


@lru_cache(maxsize=2)
def _joined(versions: tuple[int, ...]) -> tuple[str, bytes]:
    joined = b"".join((FOLDER / f"{name}.css").read_bytes() for name in SHEETS)
    return sha256(joined).hexdigest()[:16], joined
