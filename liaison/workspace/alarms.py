"""What does not work at the moment, told to everybody above every page."""

from time import monotonic
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liaison.authority.queries import failing_rules
from liaison.channels.queries import warnings
from liaison.channels.words import Alarm

FRESH: Final = 10.0  # Seconds; every page shows them, and finding them asks the database several times.

_known: dict[str, tuple[float, list[Alarm]]] = {}


def alarms() -> list[Alarm]:
    """What does not work, in the reader's language, as it was some seconds ago."""
    language = get_language() or ""
    found_at, found = _known.get(language, (0.0, []))
    if not found_at or monotonic() - found_at > FRESH:
        found = [*warnings(), *_failing()]
        _known[language] = (monotonic(), found)
    return found


def _failing() -> list[Alarm]:
    said = _("The rule “%(rule)s” of the company fails, so what it limits is refused. Correct it.")
    return [Alarm("rule", said % {"rule": one.key}, one.since) for one in failing_rules()]


def look_again() -> None:
    """Ask the database the next time."""
    _known.clear()
