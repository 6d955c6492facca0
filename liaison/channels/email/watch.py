"""The watchdog: mailboxes that cannot be read, cannot send, or are silent for longer than they ever are."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max
from django.db.models.functions import TruncHour
from django.utils.translation import gettext as _

from liaison.channels.email.models import Mailbox, Trouble
from liaison.channels.email.rules import expected_mails
from liaison.channels.email.words import Side
from liaison.channels.models import Parcel
from liaison.channels.queries import backlog
from liaison.channels.registry import warner
from liaison.channels.words import Alarm
from liaison.kit.clock import now
from liaison.kit.health import HEALTH

log = logging.getLogger(__name__)
LOOK: Final = timedelta(seconds=30)
LEARN: Final = timedelta(days=28)
KNOWN_FOR: Final = timedelta(days=7)
# So many mails should have come by now and none has: several times the usual gap at this hour of the week.
MISSED: Final = 8.0
LATE: Final = timedelta(minutes=2)


def run(stop: threading.Event) -> None:
    """Look after the mailboxes until `stop`."""
    while not stop.is_set():
        try:
            look()
        finally:
            connection.close()
        stop.wait(LOOK.total_seconds())


def look() -> None:
    """Find the silent mailboxes and tell `/healthz` how mail is; no names, for that page is public."""
    for mailbox in Mailbox.objects.filter(closed_at=None):
        _listen(mailbox)
    sides = list(Trouble.objects.values_list("side", flat=True))
    _tell("mail in", sides.count(Side.IN), "mailboxes cannot be read")
    _tell("mail out", sides.count(Side.OUT), "mailboxes cannot send")
    _tell("mail silence", sides.count(Side.SILENT), "mailboxes are silent for unusually long")
    waits = backlog()
    behind = waits.oldest is not None and waits.oldest < now() - LATE
    _tell("reading", waits.kept if behind else 0, "messages wait to be read")
    _tell("sending", waits.late, "messages wait to be sent")


def _tell(part: str, count: int, what: str) -> None:
    HEALTH.tell(part, well=not count, note=f"{count} {what}" if count else "")


def _listen(mailbox: Mailbox) -> None:
    last, missed = _missed(mailbox)
    if last is None or missed < MISSED:
        Trouble.objects.filter(mailbox=mailbox, side=Side.SILENT).delete()
        return
    Trouble.objects.get_or_create(mailbox=mailbox, side=Side.SILENT, defaults={"why": "", "since": last})


def _missed(mailbox: Mailbox) -> tuple[datetime | None, float]:
    """When the last mail came, and how many should have come since, going by the hours of the last four weeks."""
    came = Parcel.objects.filter(door=mailbox.door, kept_at__gt=now() - LEARN)
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
    return last, expected_mails(
        counts, first=first, since=last.astimezone(zone), until=now().astimezone(zone)
    )


@warner
def warnings() -> list[Alarm]:
    """What is wrong with the mailboxes, in the reader's language."""
    troubles = Trouble.objects.filter(mailbox__closed_at=None).select_related("mailbox").order_by("since")
    return [Alarm(_kind(one), _says(one), one.since) for one in troubles]


def _kind(trouble: Trouble) -> str:
    return "sign_in" if trouble.sign_in else {"in": "mail_in", "out": "mail_out"}.get(trouble.side, "silence")


def _says(trouble: Trouble) -> str:
    known = {"mailbox": trouble.mailbox.address, "why": trouble.says}
    match trouble.side:
        case Side.IN:
            return _("No mail is fetched for %(mailbox)s. %(why)s") % known
        case Side.OUT:
            return _("No mail can be sent from %(mailbox)s. %(why)s") % known
    return _("No mail has come to %(mailbox)s for much longer than usual.") % known
