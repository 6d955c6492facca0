"""Floods: a sender whose mails open one ticket after the other, as two machines do which answer each other.

What was opened is remembered in the memory of the one process that reads; a restart forgets it, and then ten more
tickets are opened before the flood is noticed again.
"""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import Final

from liaison.channels.email.rules import bare_address
from liaison.kit.clock import now
from liaison.tickets.rules import bare_subject

BUDGET: Final = 10
WITHIN: Final = timedelta(hours=1)
SENDERS: Final = 20_000  # How many are remembered; those longest silent are forgotten first.

_lock = threading.Lock()
_opened: OrderedDict[str, deque[tuple[datetime, int, str]]] = OrderedDict()


def remember(address: str, *, ticket: int, subject: str) -> None:
    """A mail of this sender opened a ticket."""
    with _lock:
        kept = _opened.setdefault(bare_address(address), deque(maxlen=BUDGET))
        kept.append((now(), ticket, bare_subject(subject)))
        _opened.move_to_end(bare_address(address))
        while len(_opened) > SENDERS:
            _opened.popitem(last=False)


def flooded(address: str, *, subject: str, answers_itself: bool) -> int | None:
    """Return the ticket onto which a further mail belongs, None when its sender has not used up the budget.

    answers_itself: the mail says that a machine answers. A person, or a shop that reports each order, may write as
    many mails as they like: only such a mail, or an answer under the same subject over and over, is a flood.
    """
    kept = _opened.get(bare_address(address))
    if not address or kept is None or len(kept) < BUDGET or kept[0][0] < now() - WITHIN:
        return None
    bare = bare_subject(subject)
    over_and_over = bare != subject.strip() and all(one == bare for _at, _ticket, one in kept)
    return kept[-1][1] if answers_itself or over_and_over else None


def forget() -> None:
    """Begin anew; for tests."""
    with _lock:
        _opened.clear()
