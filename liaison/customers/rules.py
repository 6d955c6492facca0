"""How an address or a number is written down so that it is found again."""

import unicodedata
from collections.abc import Mapping

import phonenumbers


def normal(kind: str, value: str, *, country: str | None = None) -> str:
    """Return the form under which an identity is found: addresses in lower case, numbers as E.164.

    kind: `email`, `phone` or any other, which is only trimmed.
    country: ISO code for numbers written without one.
    """
    if kind == "email":
        return value.strip().strip("<>").lower()
    if kind == "phone":
        return _number(value, country)
    return value.strip()


def _number(value: str, country: str | None) -> str:
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        return "".join(c for c in value if c.isdigit() or c == "+")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def kept_for(person: int, joins: Mapping[int, int]) -> int:
    """Who is kept for a person: follow the joins which stand, from the joined to the kept, to their end."""
    met = set()
    while person in joins and person not in met:
        met.add(person)
        person = joins[person]
    return person


def spoken(name: str) -> tuple[str, ...]:
    """A name as it is heard: its words in any order, without accents and capitals."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return tuple(
        sorted("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())
    )


def bare(postcode: str) -> str:
    """A postal code without what people write between its letters and digits."""
    return "".join(letter for letter in postcode.casefold() if letter.isalnum())
