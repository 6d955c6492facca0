"""What is asked of a shop, what it answers, and what may go wrong on the way."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from django.utils.functional import Promise

Label = str | Promise


class Verb(StrEnum):
    """What a shop can be asked to do with an order."""

    CANCEL = "cancel"  # And give the whole amount back the way it came.
    REFUND = "refund"  # Give so much back the way it came.
    ADDRESS = "address"  # Send it elsewhere.
    COMPENSATE = "compensate"  # Give more than was paid.
    ITEMS = "items"
    PAYMENT = "payment"
    EXCHANGE = "exchange"


class Became(StrEnum):
    """What a shop says became of something it was asked to do."""

    DONE = "done"
    NOT_DONE = "not_done"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What is asked of a shop, exactly.

    order: as the shop calls it. key: ours, the same in all tries. amount: what is given back, in the currency.
    address: the whole new one. lines: positions and how many. kind: of a compensation.
    """

    verb: Verb
    key: str
    order: str
    number: str = ""
    amount: Decimal = Decimal(0)
    currency: str = ""
    reason: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[tuple[int, int], ...] = ()
    kind: str = ""

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self) | {"verb": str(self.verb), "amount": str(self.amount)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """As it was kept."""
        lines = tuple((int(line), int(quantity)) for line, quantity in kept["lines"])
        given = dict(kept) | {"verb": Verb(kept["verb"]), "amount": Decimal(kept["amount"]), "lines": lines}
        return cls(**given)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a deed. reference: what the shop calls it. why: in its own words."""

    became: Became
    reference: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something a person types about a shop. secret: kept sealed, never shown again. text: several lines."""

    name: str
    label: Label
    help: Label = ""
    secret: bool = False
    required: bool = True
    default: str = ""
    text: bool = False
    choices: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a shop is, and what it needs to let us in. secrets are among the settings here."""

    address: str
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)

    def get(self, name: str) -> str:
        """One of the shop's own fields, empty when it was not given."""
        return str(self.settings.get(name, ""))


@dataclass(frozen=True, kw_only=True)
class Page:
    """What was read in one go.

    rows: by entity of the import, as the import takes them in, each value already of the right kind. raw: the answer
    itself. after: where the next page begins, empty when there is none. until: the newest change that was seen.
    keys: by the order's external id, our keys found there.
    """

    rows: Mapping[str, list[dict[str, Any]]]
    raw: bytes = field(default=b"", repr=False)
    after: str = ""
    until: datetime | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Trouble(Exception):
    """Something went wrong with a shop. why: a kept sentence (`kit.sayings`)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotDone(Trouble):
    """The shop said no, or we are sure that it never heard of it; asking again would be answered the same."""


class NotLetIn(NotDone):
    """The shop does not know us."""


class Later(Trouble):
    """It was not done; the shop can be asked again later. wait: as it said."""

    def __init__(self, why: str, *, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Unsure(Trouble):
    """Nobody knows whether it was done. final: asking again by itself is not safe whatever the shop finds.

    body: what the shop said of its fault.
    """

    def __init__(self, why: str, *, final: bool = False, body: bytes = b"") -> None:
        super().__init__(why)
        self.final, self.body = final, body
