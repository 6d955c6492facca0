"""Reading what was kept and handing it over to tickets."""

import logging
from collections.abc import Iterable, Sequence

from django.db import InterfaceError, OperationalError, connection, transaction

from liaison.channels.models import Parcel
from liaison.channels.queries import raw_of
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Besides, Kept
from liaison.kit import memory
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.waves import Wave
from liaison.tickets.words import Arrival, Report

log = logging.getLogger(__name__)
AT_ONCE = 50
# One reader at a time: an answer read before the mail it answers would begin a second ticket.
LOCK = 0x4EAD
TOO_BIG = "54"  # The class of SQLSTATE for what exceeds a limit of the program, such as a row of an index.


def read_waiting() -> int:
    """Read the kept parcels, the oldest first, a batch in one transaction. Return how many were taken.

    A batch in which something fails is read once more, each parcel in a savepoint of its own: a bad one then leaves
    the others alone. Raises OperationalError or InterfaceError when the database fails: that is no parcel's fault.
    """
    try:
        return _batch(apart=False)
    except Exception as failure:
        if _database_is_ill(failure):
            raise
        log.debug("a batch could not be read in one go", exc_info=True)
    return _batch(apart=True)


@transaction.atomic
def _batch(*, apart: bool) -> int:
    _wait_for_my_turn()
    batch = list(Parcel.objects.filter(state=Parcel.State.KEPT).order_by("id")[:AT_ONCE])
    if apart:
        for parcel in batch:
            _read_apart(parcel)
    else:
        _read(batch)
    _write_down(batch)
    return len(batch)


def _database_is_ill(failure: Exception) -> bool:
    """Whether the database itself fails. Whatever else it says (too long, too big) it says of the parcel."""
    if not isinstance(failure, OperationalError | InterfaceError):
        return False
    return not str(getattr(failure.__cause__, "sqlstate", None) or "").startswith(TOO_BIG)


def _wait_for_my_turn() -> None:
    """Wait until no other process reads: what it has not taken up is then read here, at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class _Together:
    """What parcels hold, handed over together as far as one need not know what became of another."""

    def __init__(self) -> None:
        self._wave = Wave()
        self._waiting: list[tuple[Parcel, Arrival]] = []

    def take(self, parcel: Parcel) -> None:
        """Read one parcel; what it holds is handed over with the next ones, at the latest by `hand_over`.

        What it tells of known messages is told at once, for one of them may be among those that wait.
        """
        found = self._take(parcel)
        reports = [one for one in found if isinstance(one, Report)]
        if reports:
            self.hand_over()
        for report in reports:
            tickets.report(report)
        for one in found:
            if not isinstance(one, Arrival | Report):
                one.follow()

    def _take(self, parcel: Parcel) -> Sequence[Arrival | Report | Besides]:
        found = CHANNELS[parcel.channel].read(kept(parcel))
        arrivals = [one for one in found if isinstance(one, Arrival)]
        if not all(self._wave.takes(arrival) for arrival in arrivals):
            self.hand_over()
            # What became of the others may change how this is understood: they may have been a flood.
            found = CHANNELS[parcel.channel].read(kept(parcel))
            arrivals = [one for one in found if isinstance(one, Arrival)]
            if not all(self._wave.takes(arrival) for arrival in arrivals):
                self._one_by_one(parcel, arrivals)
                arrivals = []
        self._waiting += [(parcel, arrival) for arrival in arrivals]
        return found

    def hand_over(self) -> None:
        """Hand over what waits. What the channel itself calls unreadable came onto a ticket as well."""
        waiting, self._waiting, self._wave = self._waiting, [], Wave()
        received = tickets.receive_all([arrival for _, arrival in waiting]) if waiting else []
        for (parcel, arrival), became in zip(waiting, received, strict=True):
            CHANNELS[parcel.channel].after(arrival, became)
            if arrival.unreadable:
                parcel.error, parcel.message = arrival.unreadable, became.message

    def _one_by_one(self, parcel: Parcel, arrivals: Iterable[Arrival]) -> None:
        """One parcel may hold several arrivals, the second an answer to the first."""
        for arrival in arrivals:
            self._waiting = [(parcel, arrival)]
            self.hand_over()


def _read(parcels: Iterable[Parcel]) -> None:
    together = _Together()
    for parcel in parcels:
        together.take(parcel)
    together.hand_over()


def _read_apart(parcel: Parcel) -> None:
    """Read one parcel; one that cannot be read becomes a ticket all the same, with the raw thing attached."""
    try:
        with transaction.atomic():
            _read([parcel])
    except Exception as failure:
        if _database_is_ill(failure):
            raise
        log.exception("parcel %s could not be read", parcel.pk)
        parcel.error = f"{type(failure).__name__}: {failure}"[:1000] or "?"
        _stand_in(parcel)


def _stand_in(parcel: Parcel) -> None:
    try:
        with transaction.atomic():
            arrival = CHANNELS[parcel.channel].unread(kept(parcel), why=parcel.error)
            parcel.message = tickets.receive(arrival).message
    except Exception:
        log.exception("parcel %s has not even a stand-in; it lies in the tray alone", parcel.pk)


def _write_down(batch: Iterable[Parcel]) -> None:
    """What became of each: one statement for those that went well."""
    at = now()
    well = [parcel.pk for parcel in batch if not parcel.error]
    Parcel.objects.filter(pk__in=well).update(state=Parcel.State.READ, read_at=at, attempts=1, error="")
    for parcel in batch:
        if parcel.error:
            parcel.state, parcel.read_at, parcel.attempts = Parcel.State.UNREADABLE, at, parcel.attempts + 1
            parcel.save(update_fields=["state", "read_at", "error", "attempts", "message"])
            memory.tell("parcel")


def kept(parcel: Parcel) -> Kept:
    """A parcel as its channel reads it. Raises FileNotFoundError when its bytes are gone."""
    return Kept(parcel.pk, parcel.door, raw_of(parcel), parcel.envelope, parcel.kept_at)
