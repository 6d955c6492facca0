"""Money: rounded to its currency, shown in the reader's language, cut without losing a cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.kit.money import Money, is_currency, major, minor, shares, shown


@pytest.mark.parametrize(
    ("amount", "currency", "kept", "units"),
    [
        ("12.345", "EUR", "12.35", 1235),
        ("-12.345", "EUR", "-12.35", -1235),
        ("12.344", "EUR", "12.34", 1234),
        ("300.5", "JPY", "301", 301),
        ("1.2345", "KWD", "1.235", 1235),
    ],
)
def test_a_half_goes_away_from_nought_in_the_decimals_of_its_currency(
    amount: str, currency: str, kept: str, units: int
) -> None:
    money = Money(Decimal(amount), currency)

    assert (str(money.amount), money.minor, money.kept) == (kept, units, f"{kept} {currency}")
    assert major(units, currency) == money.amount
    assert minor(money.amount, currency) == units


def test_it_is_shown_as_people_write_it() -> None:
    assert shown(Decimal("1234.5"), "EUR", language="en") == "€1,234.50"
    assert shown(Decimal("1234.5"), "EUR", language="et").replace("\xa0", " ") == "1 234,50 €"
    assert is_currency("EUR")
    assert not is_currency("XYZ")


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(any))
def test_the_parts_make_the_whole(units: int, weights: list[int]) -> None:
    parts = shares(major(units, "EUR"), [Decimal(weight) for weight in weights], "EUR")

    assert sum(parts) == major(units, "EUR")
    assert len(parts) == len(weights)
