"""Reading: the tray of what could not be understood, and how much waits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min
from django.utils.translation import ngettext

from liaison.authority.queries import extent_of
from liaison.channels.models import Parcel, Trouble
from liaison.channels.registry import WARNERS
from liaison.channels.words import Alarm
from liaison.files.queries import read
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.sayings import said
from liaison.tickets.models import Dispatch, Message
from liaison.tickets.queries import visible_to
from liaison.tickets.words import Direction

LATE: Final = timedelta(minutes=2)
ACKNOWLEDGES: Final = "acknowledgement"


@dataclass(frozen=True)
class Unread:
    """Something in the tray. why: for whoever mends the reader. ticket: the one that stands in for it, if any."""

    parcel: int
    channel: str
    door: str
    kept_at: datetime
    why: str
    ticket: int | None


def raw_of(parcel: Parcel) -> bytes:
    """A raw thing as it came in. Raises FileNotFoundError when its bytes are gone."""
    return read(parcel.blob_id) if parcel.blob_id else bytes(parcel.raw or b"")


def not_read_yet(*, limit: int) -> int:
    """How many parcels are kept and not read yet, counted up to `limit`."""
    return Parcel.objects.filter(state=Parcel.State.KEPT)[:limit].count()


def tray(*, for_: Actor, limit: int = 100) -> list[Unread]:
    """What could not be read, the newest first: that of tickets which `for_` may see, and with no ticket at all
    for whoever may see every ticket."""
    found = _unreadable(limit)
    if not found:
        return []
    tickets = _tickets(found)
    seen = set(visible_to(for_).filter(pk__in=list(tickets.values())).values_list("pk", flat=True))
    everywhere = extent_of("tickets.see", by=for_).everywhere
    return [
        Unread(p.pk, p.channel, p.door, p.kept_at, said(p.error), tickets.get(p.pk))
        for p in found
        if (tickets.get(p.pk) in seen) or (p.pk not in tickets and everywhere)
    ]


@kept("parcel", "ticket")
def _unreadable(limit: int) -> tuple[Parcel, ...]:
    return tuple(Parcel.objects.filter(state=Parcel.State.UNREADABLE).order_by("-id")[:limit])


def find_parcel(parcel_id: int, *, for_: Actor, lock: bool = False) -> tuple[Parcel, int | None]:
    """Return the parcel and the department of its ticket, if `for_` may see that ticket (else NotFound)."""
    rows = Parcel.objects.select_for_update() if lock else Parcel.objects.all()
    found = rows.filter(pk=parcel_id).first()
    if found is None:
        raise NotFound
    ticket = _tickets([found]).get(parcel_id)
    if ticket is None:
        if not extent_of("tickets.see", by=for_).everywhere:
            raise NotFound
        return found, None
    department = visible_to(for_).filter(pk=ticket).values_list("department", flat=True).first()
    if department is None:
        raise NotFound
    return found, department


def _tickets(parcels: Sequence[Parcel]) -> dict[int, int]:
    """The ticket of each parcel that has one."""
    messages = [parcel.message for parcel in parcels if parcel.message]
    lies_on = dict(Message.objects.filter(pk__in=messages).values_list("pk", "ticket"))
    return {p.pk: lies_on[p.message] for p in parcels if p.message in lies_on}


@dataclass(frozen=True)
class Backlog:
    """How much waits. oldest: since when the longest waiting waits; late: dispatches past their time."""

    kept: int
    oldest: datetime | None
    late: int
    late_since: datetime | None
    unreadable: int


def backlog() -> Backlog:
    """How much waits to be read and to be sent at this moment."""
    waiting = Parcel.objects.filter(state=Parcel.State.KEPT)
    read = waiting.aggregate(count=Count("id"), oldest=Min("kept_at"))
    overdue = Dispatch.objects.filter(done_at=None, due_at__lt=now() - LATE)
    send = overdue.aggregate(count=Count("id"), oldest=Min("due_at"))
    unreadable = Parcel.objects.filter(state=Parcel.State.UNREADABLE).count()
    return Backlog(read["count"], read["oldest"], send["count"], send["oldest"], unreadable)


def troubles_of(doors: Iterable[str]) -> Mapping[str, list[Trouble]]:
    """What does not work at these doors, by door, the longest first."""
    found: dict[str, list[Trouble]] = defaultdict(list)
    for one in Trouble.objects.filter(door__in=list(doors)).order_by("since"):
        found[one.door].append(one)
    return found


def warnings() -> list[Alarm]:
    """What does not work at the moment, for a banner which everybody sees; the oldest first."""
    found = [*_delays(backlog()), *(one for warn in WARNERS for one in warn())]
    return sorted(found, key=lambda one: one.since)


def _delays(waits: Backlog) -> Iterator[Alarm]:
    if waits.oldest and waits.oldest < now() - LATE:
        said = ngettext(
            "%(count)s message came in and is not on a ticket yet.",
            "%(count)s messages came in and are not on a ticket yet.",
            waits.kept,
        )
        yield Alarm("reading", said % {"count": waits.kept}, waits.oldest)
    if waits.late_since:
        said = ngettext(
            "%(count)s message should have been sent and was not.",
            "%(count)s messages should have been sent and were not.",
            waits.late,
        )
        yield Alarm("sending", said % {"count": waits.late}, waits.late_since)


def was_answered_by_itself(customer: int | None, *, within: timedelta, most: int) -> bool:
    """Whether a customer had an automatic answer lately, or as many in a day as anybody is given.

    within: how long after one there is no other. most: how many a day.
    """
    given = Message.objects.filter(
        ticket__customer=customer,
        direction=Direction.OUT,
        auto_kind=ACKNOWLEDGES,
        at__gt=now() - timedelta(days=1),
    )
    times = list(given.order_by("-at").values_list("at", flat=True)[:most])
    return len(times) >= most or bool(times and times[0] > now() - within)
