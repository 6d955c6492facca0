"""Decisions about complaints from plain values."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from liaison.complaints.words import Unit

LONGEST: Final = {Unit.DAYS: 1096, Unit.WORKING_DAYS: 783, Unit.WEEKS: 156, Unit.MONTHS: 36}
"""Three years, in each unit."""
_WORK_WEEK = 5


@dataclass(frozen=True)
class Period:
    """So many units of time: 8 weeks, 15 working days."""

    count: int
    unit: str

    @property
    def is_sound(self) -> bool:
        """Whether it could be one that a company is held to."""
        return 1 <= self.count <= LONGEST[Unit(self.unit)]


def due(received: datetime, period: Period, *, zone: tzinfo) -> datetime:
    """When a period ends that runs from a receipt: with its last day, in the company's time zone.

    The day of the receipt is not counted, and a month ends on the same day of another one or on its last, as
    Regulation (EEC, Euratom) No 1182/71, Article 3, counts. Nothing pauses it.
    """
    last = _after(received.astimezone(zone).date(), period)
    return datetime.combine(last, time(23, 59, 59), tzinfo=zone)


def _after(day: date, period: Period) -> date:
    if period.unit == Unit.MONTHS:
        return _months_after(day, period.count)
    if period.unit == Unit.WORKING_DAYS:
        return _working_days_after(day, period.count)
    return day + timedelta(days=period.count * (7 if period.unit == Unit.WEEKS else 1))


def _months_after(day: date, count: int) -> date:
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _WORK_WEEK
    return day


def end_of(day: date, *, zone: tzinfo) -> datetime:
    """The last second of a day in the company's time zone."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)
