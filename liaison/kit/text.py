"""Plain values in the reader's words: times, durations, days, money, numbers, sizes and names.

Every function answers in the language and the time zone that are active for the reader.
"""

import re
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import get_language, gettext

from liaison.kit import memory
from liaison.kit.clock import now as clock_now

HUES = 12
"""How many colours there are for the faces of people and for tags."""

_STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def locale() -> Locale:
    """The locale of the language that is active; English as it is written in Europe, with the day first."""
    language = get_language() or "en"
    return _locale("en-GB" if language == "en" else language)


def language_name(code: str) -> str:
    """What a language is called in the reader's own; the code itself where nobody knows it."""
    return str(locale().languages.get(code.partition("-")[0].lower(), code))


def how_long(span: timedelta) -> str:
    """Say how long something is, in its greatest whole unit: *12 min*, *3 hr*, *2 days*."""
    seconds = abs(int(span.total_seconds()))
    for size, unit in _STEPS:
        if seconds >= size:
            return _unit(seconds // size, unit, get_language() or "en")
    return _unit(0, "minute", get_language() or "en")


@lru_cache(maxsize=2048)
def _unit(count: int, unit: str, language: str) -> str:
    return str(format_unit(count, f"duration-{unit}", length="short", locale=_locale(language)))


def ago(at: datetime, *, now: datetime | None = None) -> str:
    """Say how long ago a moment was, as short as a list needs it: *now*, *12 min*, *3 hr*, then the day."""
    span = (now or clock_now()) - at
    if span < timedelta(minutes=1):
        return gettext("now")
    if span < timedelta(days=7):
        return how_long(span)
    here = timezone.localtime(at)
    same_year = here.year == timezone.localtime(now or clock_now()).year
    return _date(here.date(), "MMMd" if same_year else "yMMMd", locale())


@lru_cache(maxsize=2048)
def _date(when: date, skeleton: str, where: Locale) -> str:
    return str(format_skeleton(skeleton, when, locale=where))


def due(at: datetime, *, now: datetime | None = None) -> str:
    """Say when something is owed: *due in 40 min*, or how late it is: *2 hr late*."""
    span = at - (now or clock_now())
    if span < timedelta(0):
        return gettext("%(time)s late") % {"time": how_long(span)}
    return gettext("due in %(time)s") % {"time": how_long(span)}


def other_words_at(at: datetime, *, now: datetime) -> datetime:
    """When `ago` or `due` may first say something else of a moment than they say now."""
    seconds = (now - at).total_seconds()
    # What is past changes when a unit is full, what lies ahead when one is begun.
    unit = next((size for size, _ in _STEPS if abs(seconds) >= size), _STEPS[-1][0])
    left = unit - seconds % unit if seconds >= 0 else -seconds % unit
    return now + timedelta(seconds=min(max(left, 0.001), _STEPS[1][0]))


def minutes_until(at: datetime, *, now: datetime | None = None) -> float:
    """How many minutes are left until a moment; negative when it has passed."""
    return (at - (now or clock_now())).total_seconds() / 60


def clock(at: datetime) -> str:
    """The time of day: *14:05*."""
    return _time(timezone.localtime(at).time().replace(second=0, microsecond=0), locale())


@lru_cache(maxsize=4096)
def _time(when: time, where: Locale) -> str:
    return str(format_time(when, format="short", locale=where))


def moment(at: datetime) -> str:
    """Day and time in full: *22 Nov 2026, 14:05*."""
    here = timezone.localtime(at)
    where, plain = locale(), here.replace(tzinfo=None)
    return f"{format_date(plain, format='medium', locale=where)}, {format_time(plain, format='short', locale=where)}"


def day(at: datetime | date, *, now: datetime | None = None) -> str:
    """The day of a moment: *Today*, *Yesterday*, *Tuesday 17 November*, with the year when it is another one."""
    here = timezone.get_current_timezone()
    which = at.astimezone(here).date() if isinstance(at, datetime) else at
    return _day(which, (now or clock_now()).astimezone(here).date(), get_language())


@lru_cache(maxsize=1024)
def _day(which: date, today: date, language: str | None) -> str:
    if which == today:
        return gettext("Today")
    if which == today - timedelta(days=1):
        return gettext("Yesterday")
    if which.year == today.year:
        return _date(which, "MMMMEEEEd", locale())
    return str(format_date(which, format="long", locale=locale()))


@memory.hears
def _forget_days(refs: Sequence[str] | None) -> None:
    if refs is None:
        _day.cache_clear()


def money(amount: Any, currency: str = "") -> str:
    """An amount with its currency, in the locale's way; takes a Money, or a Decimal with the currency's code."""
    code = currency or str(amount.currency)
    return str(format_currency(getattr(amount, "amount", amount), code, locale=locale()))


def number(count: int | float | Decimal) -> str:
    """A number with the locale's separators."""
    return str(format_decimal(count, locale=locale()))


def percent(share: float | Decimal) -> str:
    """A share of one as a percentage without decimals: 0.4 is *40%*."""
    return str(format_percent(share, locale=locale()))


def size(octets: int) -> str:
    """The size of a file: *312 kB*, *1.4 MB*."""
    for power, unit in ((3, "gigabyte"), (2, "megabyte"), (1, "kilobyte")):
        if octets >= 1000**power:
            scaled = round(octets / 1000**power, 0 if power == 1 else 1)
            return str(format_unit(scaled, f"digital-{unit}", length="short", locale=locale()))
    return str(format_unit(octets, "digital-byte", length="short", locale=locale()))


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two letters for a face: of a name's first and last word, of an address; the end of a number."""
    words = re.findall(r"[^\W\d_]+", name.partition("@")[0])
    if not words:
        return "".join(re.findall(r"\w", name))[-2:]
    chosen = words[:1] if "@" in name or len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)


@lru_cache(maxsize=4096)
def hue(name: str) -> int:
    """The colour of a name, always the same one: a number below HUES."""
    return zlib.crc32(name.casefold().encode()) % HUES


FILTERS = {
    made.__name__: made
    for made in (
        ago,
        clock,
        day,
        due,
        hue,
        initials,
        how_long,
        minutes_until,
        moment,
        money,
        number,
        percent,
        size,
    )
}
"""What templates may write after a bar: `{{ ticket.waiting_since|ago }}`."""
