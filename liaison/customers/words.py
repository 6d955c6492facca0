"""The words of this room which cross its border."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self

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


class Means(StrEnum):
    """By what a person is recognised in a conversation."""

    EMAIL = "email"  # They told the address by which we know them.
    NAME_POSTCODE = "name_postcode"  # They told their name and the postal code of an address of theirs.
    CODE = "code"  # They told a code that was sent to what we know them by.
    CALL_BACK = "call_back"  # They were called back on a number we know them by.
    DOCUMENT = "document"  # A document was seen.


LEVELS = {Means.EMAIL: 1, Means.NAME_POSTCODE: 1, Means.CODE: 2, Means.CALL_BACK: 2, Means.DOCUMENT: 3}
"""How surely each means tells who it is: told, reached, seen."""


class Care(StrEnum):
    """What whoever serves a person must bear in mind."""

    VULNERABLE = "vulnerable"  # They need more care than others: illness, grief, debts, great age.
    MINOR = "minor"  # They are not of age.
    INTERPRETER = "interpreter"  # They are spoken with through an interpreter.
    NO_PHONE = "no_phone"  # They are not to be called.


SIGNED = "sgn"
"""Any sign language, as ISO 639 calls it."""


@dataclass(frozen=True, kw_only=True)
class Postal:
    """Where something is sent. name: who receives it there. line1: street and house. country: as it was written."""

    name: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether a parcel would find its way."""
        return bool(self.line1 and self.city and self.postcode and self.country)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """From what is kept of it, whatever else lies there."""
        return cls(**{one.name: str(kept.get(one.name) or "") for one in fields(cls)})

    def plain(self) -> dict[str, str]:
        """The parts that say something."""
        return {name: value.strip() for name, value in asdict(self).items() if value.strip()}


@dataclass(frozen=True, kw_only=True)
class Yes:
    """The customer's explicit yes to what was listed: their own message, or what was read aloud and their answer.

    message: id of a message of theirs on the ticket. read_aloud: the text. answered: their words.
    """

    message: int | None = None
    read_aloud: str = ""
    answered: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """By what somebody is recognised. email, or name and postcode: as they told it. proof: what was seen, in words."""

    means: Means
    email: str = ""
    name: str = ""
    postcode: str = ""
    proof: str = ""
