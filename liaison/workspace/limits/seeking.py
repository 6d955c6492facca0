"""Which decisions, and which period, somebody asks for by the form above a list."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from django.http import QueryDict
from django.utils import timezone

from liaison.authority.queries import Sought
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.tickets.queries import find_number

_NUMBER: Final = re.compile(r"#(\d{1,18})")
_REF: Final = re.compile(r"([a-z]+)[: ](\d{1,18})")
NOBODY: Final = "nothing:0"


def sought_in(given: QueryDict, *, for_: Actor) -> Sought:
    """The decisions that a form asks for; its days are those of the reader, both included."""
    since, until = _day(given.get("since", "")), _day(given.get("until", ""))
    return Sought(
        command=given.get("command", ""),
        actor=given.get("actor", ""),
        outcome=given.get("outcome", ""),
        rule=given.get("rule", "").strip(),
        ref=ref_in(given.get("about", ""), for_=for_),
        since=_begin(since),
        until=_begin(until, plus=1),
    )


def ref_in(words: str, *, for_: Actor) -> str:
    """What a decision is about as people write it: `#1042` a ticket, `order 7`, `customer:5`."""
    words = words.strip().lower()
    if numbered := _NUMBER.fullmatch(words):
        try:
            return str(find_number(int(numbered[1]), for_=for_).ref)
        except NotFound:
            return NOBODY
    if named := _REF.fullmatch(words):
        return f"{named[1]}:{int(named[2])}"
    return NOBODY if words else ""


def period_in(given: QueryDict, *, days: int) -> tuple[date, date]:
    """The first and the last day that a form asks for; else so many days until today."""
    today = timezone.localtime(now()).date()
    last = _day(given.get("until", "")) or today
    first = _day(given.get("since", "")) or last - timedelta(days=days - 1)
    return min(first, last), last


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """When the first day begins and the last one is over, in the reader's time zone."""
    return _at(first), _at(last + timedelta(days=1))


def _begin(day: date | None, *, plus: int = 0) -> datetime | None:
    return _at(day + timedelta(days=plus)) if day else None


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(1900, 1, 1) < found < date(9998, 1, 1) else None
