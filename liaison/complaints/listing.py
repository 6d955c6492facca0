"""Lists of complaints: which ones, in which order, a page at a time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison.complaints.models import Complaint, Stage
from liaison.complaints.queries import found_by, visible_to
from liaison.complaints.words import Standing
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.cursors import cursor_of, position_of
from liaison.tickets.rules import member_of

SOON: Final = timedelta(days=7)
QUEUES: Final = {
    "open": pgettext_lazy("complaints", "Open"),
    "mine": _("Mine"),
    "due": _("Due soon or late"),
    "outside": _("Outside"),
    "closed": pgettext_lazy("complaints", "Closed"),
    "all": _("All"),
}
"""Which complaints are looked at together. Those that wait for us come in the order in which they are due."""

_BY_DUE: Final = frozenset({"open", "mine", "due"})


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """Which complaints. words: as `queries.found_by` takes them. since, until: days on which they came in."""

    queue: str = "all"
    words: str = ""
    kind: int | None = None
    department: int | None = None
    outcome: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Page:
    """One page of them. next: cursor of the one after it, empty on the last."""

    rows: list[Complaint] = field(default_factory=list)
    next: str = ""


def narrowed(which: Narrowed, *, for_: Actor) -> QuerySet[Complaint]:
    """The complaints that are wanted and that somebody may see."""
    rows = visible_to(for_).filter(_in_queue(which.queue, for_), **_plain(which))
    return rows.filter(found_by(which.words)) if which.words.strip() else rows


def _in_queue(queue: str, for_: Actor) -> Q:
    unanswered = Q(answered_at=None) & ~Q(standing=Standing.CLOSED)
    wanted = {
        "open": ~Q(standing=Standing.CLOSED),
        "mine": Q(handler=member_of(for_.ref) or 0) & ~Q(standing=Standing.CLOSED),
        "due": unanswered & (Q(answer_by__lt=now() + SOON) | Q(acknowledged_at=None)),
        "outside": Q(pk__in=Stage.objects.filter(ended_on=None).values("complaint")),
        "closed": Q(standing=Standing.CLOSED),
    }
    return wanted.get(queue, Q())


def _plain(which: Narrowed) -> dict[str, Any]:
    zone = ZoneInfo(settings.TIME_ZONE)
    given = {
        "kind": which.kind,
        "department": which.department,
        "outcome": which.outcome or None,
        "received_at__gte": which.since and datetime.combine(which.since, time.min, tzinfo=zone),
        "received_at__lt": which.until
        and datetime.combine(which.until + timedelta(days=1), time.min, tzinfo=zone),
    }
    return {name: value for name, value in given.items() if value is not None}


def list_page(which: Narrowed, *, for_: Actor, after: str = "", limit: int = 50) -> Page:
    """One page. after: cursor of the page before. Raises Invalid for a cursor of another list."""
    bound = f"complaints:{which}"
    position = position_of(after, bound=bound)
    rows = narrowed(which, for_=for_).select_related("kind", "customer", "handler", "department", "ticket")
    by_due = which.queue in _BY_DUE
    if position and by_due:
        at, id_ = datetime.fromisoformat(position[0]), position[1]
        rows = rows.filter(Q(answer_by__gt=at) | Q(answer_by=at, pk__gt=id_))
    elif position:
        rows = rows.filter(pk__lt=position[1])
    found = list(rows.order_by(*(("answer_by", "pk") if by_due else ("-pk",)))[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return Page(
        shown, cursor_of([shown[-1].answer_by.isoformat(), shown[-1].pk], bound=bound) if more else ""
    )
