"""The watchdog: doors at which something does not work, or that are silent for longer than they ever are."""

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Max
from django.db.models.functions import TruncHour
from django.utils.translation import gettext_lazy as _

from liaison.channels import actions
from liaison.channels.models import Parcel, Trouble
from liaison.channels.queries import backlog
from liaison.channels.registry import WATCHED, Watched, part, warner
from liaison.channels.rules import expected_parcels
from liaison.channels.words import Alarm, Side
from liaison.kit import health
from liaison.kit.clock import now
from liaison.kit.health import HEALTH

LOOK: Final = timedelta(seconds=30)
LEARN: Final = timedelta(days=28)
KNOWN_FOR: Final = timedelta(days=7)
# So many should have come by now and none has: several times the usual gap at this hour of the week.
MISSED: Final = 8.0
LATE: Final = timedelta(minutes=2)


def run(stop: threading.Event) -> None:
    """Look after the doors until `stop`."""
    while not stop.is_set():
        try:
            look()
        finally:
            connection.close()
        stop.wait(LOOK.total_seconds())


def look() -> None:
    """Find the silent doors and tell `/healthz` how all of them are; no names, for that page is public."""
    for doors in WATCHED:
        known = doors.open_doors()
        for door in known:
            _listen(door)
        _tell_of(doors, known)
    waits = backlog()
    behind = waits.oldest is not None and waits.oldest < now() - LATE
    _tell("reading", waits.kept if behind else 0, "messages wait to be read")
    _tell("sending", waits.late, "messages wait to be sent")


def _tell_of(doors: Watched, known: Mapping[str, str]) -> None:
    if not known:
        for side in doors.notes:
            HEALTH.forget(f"{doors.part} {side}")
        return
    sides = Counter(one.side for one in _lasting() if one.door in known)
    for side, note in doors.notes.items():
        _tell(f"{doors.part} {side}", sides[side], note)


def _tell(name: str, count: int, what: str) -> None:
    HEALTH.tell(name, well=not count, note=f"{count} {what}" if count else "")


def _lasting() -> list[Trouble]:
    """What does not work for longer than there is patience with it, the oldest first."""
    return list(Trouble.objects.filter(since__lte=now() - F("patience")).order_by("since"))


def _listen(door: str) -> None:
    last, missed = _missed(door)
    if last is None or missed < MISSED:
        actions.clear(door, Side.SILENT)
    else:
        actions.report(door, Side.SILENT, since=last)


def _missed(door: str) -> tuple[datetime | None, float]:
    """When the last came, and how many should have come since, going by the hours of the last four weeks."""
    came = Parcel.objects.filter(door=door, kept_at__gt=now() - LEARN)
    last = came.aggregate(last=Max("kept_at"))["last"]
    if last is None or last > now() - timedelta(minutes=15):
        return last, 0.0
    zone = ZoneInfo(settings.TIME_ZONE)
    by_hour = (
        came.annotate(hour=TruncHour("kept_at", tzinfo=zone)).values_list("hour").annotate(count=Count("id"))
    )
    counts = dict(by_hour)
    first = min(counts)
    if now() - first < KNOWN_FOR:
        return last, 0.0
    until = now().astimezone(zone)
    return last, expected_parcels(counts, first=first, since=last.astimezone(zone), until=until)


@warner
def warnings() -> list[Alarm]:
    """What does not work at the doors, in the reader's language."""
    found = _lasting()
    if not found:
        return []
    cut_off = {one.door for one in found if one.side == Side.ACCOUNT}
    families = [(doors, doors.open_doors()) for doors in WATCHED]
    return [
        _alarm(one, doors, known[one.door])
        for one in found
        for doors, known in families
        # Whoever is cut off neither sends nor hears: that is told once.
        if one.door in known and (one.side == Side.ACCOUNT or one.door not in cut_off)
    ]


def _alarm(trouble: Trouble, doors: Watched, called: str) -> Alarm:
    said = str(doors.says[Side(trouble.side)]) % {"door": called, "why": trouble.says}
    return Alarm(_kind(trouble, doors), said.strip(), trouble.since)


def _kind(trouble: Trouble, doors: Watched) -> str:
    if trouble.sign_in:
        return "sign_in"
    return "silence" if trouble.side == Side.SILENT else f"{doors.part}_{trouble.side}"


part("watchdog", run, called=_("Watchdog"))
health.name("reading", _("Messages that wait to be read"))
health.name("sending", _("Messages that wait to be sent"))
