"""What a command on an order is given: lines, changes and shares, as plain values."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Pick:
    """So many of a line. line: id."""

    line: int
    quantity: int = 1


@dataclass(frozen=True, kw_only=True)
class Change:
    """So many of a line become another variant. line, variant: ids. quantity: None for all of the line."""

    line: int
    variant: int
    quantity: int | None = None


@dataclass(frozen=True, kw_only=True)
class Share:
    """So much of an amount by one method. method: id. amount: None for all that is left."""

    method: int
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """So many of a variant, to be ordered. variant: id."""

    variant: int
    quantity: int = 1
