"""The words of this room which cross its border."""

from dataclasses import dataclass

Known = tuple[str, str]
"""By what somebody is known: the kind (`email`, `phone`) and the value in its normal form."""


@dataclass(frozen=True, kw_only=True)
class Stranger:
    """Somebody who speaks to us and may be known already.

    kind, value: of the address or number, as it came. name, language: as they came; for the file of a new person.
    """

    kind: str
    value: str
    name: str = ""
    language: str = ""
