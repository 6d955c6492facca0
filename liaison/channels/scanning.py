"""Having a scanner look into everything that came in, before anybody may open it."""

import logging
import threading
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.channels.registry import part, warner
from liaison.channels.words import Alarm
from liaison.files import actions as files
from liaison.files.queries import held_since, path_of, unscanned
from liaison.files.scanner import Away, Looked, Scanner, is_set_up, scanner
from liaison.files.words import Verdict
from liaison.kit.clock import now
from liaison.kit.health import HEALTH
from liaison.kit.live.tell import nudge
from liaison.tickets.queries import bearers

log = logging.getLogger(__name__)
AT_ONCE: Final = 20
POLL: Final = 1.0  # Seconds between two looks at what came in.
LATE: Final = timedelta(minutes=1)
LATER: Final = 10.0  # Seconds until a scanner that is away is asked again.
PART: Final = "scanner"


def run(stop: threading.Event) -> None:
    """Look into what came in until `stop`."""
    while not stop.is_set():
        pause = POLL
        try:
            asked = scanner()
            if asked is None:
                stop.wait()
                return
            look(asked)
        except Away:
            pause = LATER
        finally:
            connection.close()
        stop.wait(pause)


def look(asked: Scanner) -> int:
    """Have everything looked into that was not yet. Return how many contents. Raises Away, after telling `/healthz`."""
    done = 0
    try:
        while found := unscanned(AT_ONCE):
            for sha256 in found:
                files.judge(sha256, _look_into(asked, sha256))
            _tell(found)
            done += len(found)
    except Away as no:
        HEALTH.tell(PART, well=False, note="the scanner for viruses does not answer; new files are held")
        log.warning("the scanner does not answer: %s", no)
        raise
    HEALTH.tell(PART, well=True)
    return done


def _look_into(asked: Scanner, sha256: str) -> Looked:
    path = path_of(sha256)
    # A content that was swept meanwhile holds nothing.
    return asked.look(path) if path.is_file() else Looked(Verdict.CLEAN)


def _tell(contents: Iterable[str]) -> None:
    """Open pages with these files on them look again."""
    if tickets := bearers(contents):
        nudge(*(f"ticket:{ticket}" for ticket in tickets))


@warner
def _late() -> list[Alarm]:
    """While files wait for long, everybody sees why they cannot be opened."""
    since = held_since() if is_set_up() else None
    if since is None or since > now() - LATE:
        return []
    says = _(
        "The scanner for viruses does not answer in time: new files cannot be opened until it has looked."
    )
    return [Alarm(PART, says, since)]


part(PART, run, called=gettext_lazy("Scanner for viruses"))
