"""Money: a `Decimal` with its currency, whole minor units where a rule reads it, never a floating point number."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from babel.numbers import format_currency, get_currency_precision, list_currencies
from django.utils.translation import get_language

DIGITS: Final = 18
KEPT_DECIMALS: Final = 4
"""As many as any currency has; a column holds every currency, and what leaves it is cut to its own."""


def is_currency(code: str) -> bool:
    """Whether this is a currency by its ISO 4217 code."""
    return code in list_currencies()


@lru_cache(maxsize=256)
def _smallest(currency: str) -> Decimal:
    return Decimal(1).scaleb(-get_currency_precision(currency))


def rounded(amount: Decimal | int, currency: str) -> Decimal:
    """The amount to the smallest unit of its currency; a half goes away from nought.

    That is how invoices and tills round, and what customers reckon for themselves. Half-even would keep long sums
    from drifting, but here no sum is made of rounded guesses: each line is rounded once and then only added.
    """
    return Decimal(amount).quantize(_smallest(currency), rounding=ROUND_HALF_UP)


def minor(amount: Decimal | int, currency: str) -> int:
    """The amount in whole minor units: 12.50 EUR is 1250, 300 JPY is 300."""
    return int(rounded(amount, currency).scaleb(get_currency_precision(currency)))


def major(units: int, currency: str) -> Decimal:
    """The amount of so many minor units."""
    return rounded(Decimal(units).scaleb(-get_currency_precision(currency)), currency)


def shown(amount: Decimal | int, currency: str, *, language: str = "") -> str:
    """The amount as people write it in a language, the reader's if none is named."""
    locale = (language or get_language() or "en").replace("-", "_")
    return str(format_currency(rounded(amount, currency), currency, locale=locale))


def shares(amount: Decimal, weights: list[Decimal], currency: str) -> list[Decimal]:
    """Cut an amount by weights so that the parts make the whole to the last unit; the last part takes the rest.

    weights: not negative, not all nought.
    """
    whole, left, parts = sum(weights, Decimal(0)), amount, []
    for at, weight in enumerate(weights):
        part = left if at == len(weights) - 1 else rounded(amount * weight / whole, currency)
        parts.append(part)
        left -= part
    return parts


@dataclass(frozen=True)
class Money:
    """An amount of a currency, rounded to it."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", rounded(self.amount, self.currency))

    @property
    def minor(self) -> int:
        """In whole minor units."""
        return minor(self.amount, self.currency)

    @property
    def kept(self) -> str:
        """As it is kept in facts, for readers of every language."""
        return f"{self.amount} {self.currency}"

    def __str__(self) -> str:
        return shown(self.amount, self.currency)
