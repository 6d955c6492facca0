"""The words of this room which cross its border."""

from dataclasses import dataclass
from enum import StrEnum

Known = tuple[str, str]
"""By what somebody is known: the kind (`email`, `phone`) and the value in its normal form."""


@dataclass(frozen=True, kw_only=True)
class Stranger:
    """Somebody who speaks to us and may be known already.

    kind, value: of the address or number, as it came. name, language: as they came; for the file of a new person.
    said: the address was only said, in a form for instance: it leads to no file but one that was begun so.
    """

    kind: str
    value: str
    name: str = ""
    language: str = ""
    said: bool = False


class Proof(StrEnum):
    """By what it was proved that an address or number is a person's."""

    CODE = "code"  # They told or typed what was sent there.
    ANSWER = "answer"  # They answered from there what only who reads there could answer.
    SIGN_IN = "sign-in"  # They signed in by it to their own pages.
    SITE = "site"  # The web site at which they are signed in says so.
    WORD = "word"  # A colleague is sure, and says why.
