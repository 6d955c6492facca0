"""How fast somebody may come: a handful of moments in memory for each, and nothing written down."""

from collections import OrderedDict, deque
from dataclasses import dataclass
from threading import Lock
from time import monotonic

REMEMBERED = 20_000  # Of those who came last; who is forgotten begins anew.


@dataclass(frozen=True)
class Pace:
    """So many times within so many seconds."""

    most: int
    seconds: float


class Paces:
    """Counts for each name how often it came lately."""

    def __init__(self) -> None:
        self._times: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._lock = Lock()

    def takes(self, what: str, who: str, pace: Pace) -> bool:
        """Count one more and tell whether it is within the pace; one beyond it is not counted."""
        at = monotonic()
        with self._lock:
            times = self._times.setdefault((what, who), deque(maxlen=pace.most))
            self._times.move_to_end((what, who))
            if len(self._times) > REMEMBERED:
                self._times.popitem(last=False)
            if len(times) == pace.most and at - times[0] < pace.seconds:
                return False
            times.append(at)
            return True

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._times.clear()


PACES = Paces()
"""Those of this process; several processes each count for themselves."""
