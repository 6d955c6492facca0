"""Which arrivals can be put on their tickets together."""

from liaison.tickets.rules import bare_subject, person
from liaison.tickets.words import Arrival


class Wave:
    """Arrivals of which none needs to know what became of another, so that all are looked up and written at once.

    An answer waits for what it answers, by its traces, its conversation or its subject; the same mail for its twin;
    and where one sender answers by machine or under one subject, each waits for the one before, for that is how a
    flood is noticed.
    """

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._fingerprints: set[str] = set()
        self._senders: set[str] = set()
        self._subjects: set[str] = set()
        self._threads: set[str] = set()

    def takes(self, arrival: Arrival) -> bool:
        """Take an arrival in, if it needs nobody who is in already; tell whether it was taken."""
        subject, sender = _folded(arrival.subject), person(arrival.sender.address)
        answers = bool(arrival.auto_kind) or bare_subject(arrival.subject) != arrival.subject.strip()
        if (
            not self._ids.isdisjoint(arrival.answers)
            or arrival.fingerprint in self._fingerprints
            or arrival.thread in self._threads
            or (answers and (sender in self._senders or subject in self._subjects))
        ):
            return False
        self._ids |= {arrival.external_id} - {""}
        self._fingerprints |= {arrival.fingerprint} - {""}
        self._threads |= {arrival.thread} - {""}
        self._senders.add(sender)
        self._subjects.add(subject)
        return True


def _folded(subject: str) -> str:
    return " ".join(bare_subject(subject).casefold().split())
