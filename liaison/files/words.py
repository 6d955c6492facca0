"""The words of this room which cross its border."""

from enum import StrEnum


class Verdict(StrEnum):
    """What a scanner says of a content."""

    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too_large"  # It does not look into contents of this size.


class Standing(StrEnum):
    """Whether a content may leave for a reader."""

    FREE = "free"
    HELD = "held"  # A scanner is set up and has not looked yet.
    INFECTED = "infected"
    TOO_LARGE = "too_large"
