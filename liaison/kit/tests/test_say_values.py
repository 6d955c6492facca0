"""Plain values in the reader's words: times, days, money, sizes and names, in six languages."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from moneyed import Money

from liaison.kit import text

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def plain(words: str) -> str:
    """With ordinary blanks, for locales put several kinds of narrow ones."""
    return words.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("en", 0, "now"),
        ("en", 12, "12 min"),
        ("en", 190, "3 hr"),
        ("en", 60 * 24 * 30, "23 Oct"),
        ("en", 60 * 24 * 400, "18 Oct 2025"),
        ("fr", 12, "12 min"),
        ("ru", 60 * 50, "2 дн."),
        ("lt", 190, "3 val."),
        ("et", 190, "3 t"),
        ("vi", 12, "12 phút"),
    ],
)
def test_ago_is_as_short_as_a_list_needs_it(language: str, minutes: int, said: str) -> None:
    with translation.override(language):
        assert plain(text.ago(NOW - timedelta(minutes=minutes), now=NOW)) == said


def test_due_says_what_is_left_and_then_how_late_it_is() -> None:
    assert text.due(NOW + timedelta(minutes=40), now=NOW) == "due in 40 min"
    assert text.due(NOW - timedelta(hours=2), now=NOW) == "2 hr late"
    assert text.minutes_until(NOW - timedelta(hours=2), now=NOW) == -120


def test_a_day_is_the_reader_s_day() -> None:
    late_evening = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert text.day(late_evening, now=NOW) == "Yesterday"
    with timezone.override("Europe/Vilnius"):
        assert text.day(late_evening, now=NOW) == "Today"
        assert text.clock(late_evening) == "01:30"
    assert text.day(datetime(2026, 11, 3, 12, tzinfo=UTC), now=NOW) == "Tuesday 3 November"
    assert text.day(datetime(2025, 11, 3, 12, tzinfo=UTC).date(), now=NOW) == "3 November 2025"


def test_money_numbers_and_sizes_follow_the_locale() -> None:
    assert text.money(Decimal("1240.5"), "EUR") == "€1,240.50"
    assert text.money(Money(24, "EUR")) == "€24.00"
    assert text.number(1204567) == "1,204,567"
    assert text.percent(0.4) == "40%"
    assert text.size(312_000) == "312 kB"
    assert text.size(1_440_000) == "1.4 MB"
    assert text.size(12) == "12 byte"
    with translation.override("lt"):
        assert plain(text.money(Decimal("1240.5"), "EUR")) == "1 240,50 €"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mira Saar", "MS"),
        ("Nguyễn Văn An", "NA"),
        ("info@firm.example", "I"),
        ("Élodie", "É"),
        ("Иван Петров", "ИП"),
        ("+370 600 12345", "45"),
        ("anna.maria.kask@firm.example", "A"),
        ("", ""),
    ],
)
def test_a_face_carries_one_or_two_letters(name: str, letters: str) -> None:
    assert text.initials(name) == letters


def test_a_name_keeps_its_colour_however_it_is_written() -> None:
    assert text.hue("Mira Saar") == text.hue("mira saar")
    assert {text.hue(f"person {number}") for number in range(500)} == set(range(text.HUES))
