"""Decisions about doors from plain values."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta


def expected_parcels(
    counts: Mapping[datetime, int], *, first: datetime, since: datetime, until: datetime
) -> float:
    """How many parcels should have come between two moments, going by what came before.

    counts: parcels by the hour (local time) in which they came; first: the earliest hour known.
    Working days and weekends are told apart, for each hour of the day; so nights and Sundays count for little.
    """
    came: Counter[tuple[bool, int]] = Counter()
    for hour, count in counts.items():
        came[_kind_of_hour(hour)] += count
    were: Counter[tuple[bool, int]] = Counter()
    hour = first
    while hour < since:
        were[_kind_of_hour(hour)] += 1
        hour += timedelta(hours=1)
    expected, moment = 0.0, since
    while moment < until:
        end = min(moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1), until)
        kind = _kind_of_hour(moment)
        expected += came[kind] / max(were[kind], 1) * ((end - moment) / timedelta(hours=1))
        moment = end
    return expected


def _kind_of_hour(hour: datetime) -> tuple[bool, int]:
    return hour.weekday() >= 5, hour.hour
