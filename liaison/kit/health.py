"""How each part of this process is: told by the parts themselves, read by `/healthz` without a thread."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from liaison.kit.clock import now


@dataclass(frozen=True, kw_only=True)
class Condition:
    """How one part is.

    note: a few words for the operator; never a secret, for `/healthz` is public.
    vital: without this part the desk cannot work.
    since: when it last turned well or unwell.
    """

    well: bool
    note: str = ""
    vital: bool = False
    since: datetime | None = None


class Health:
    """The register of conditions. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, Condition] = {}
        self._asked: dict[str, Callable[[], Condition]] = {}
        self._listeners: list[Callable[[str], None]] = []

    def tell(self, part: str, *, well: bool, note: str = "", vital: bool = False) -> None:
        """Say how a part is. Whoever listens hears of it when it turned well or unwell."""
        with self._lock:
            before = self._told.get(part)
            turned = before is None or before.well != well
            since = now() if turned or before is None else before.since
            self._told[part] = Condition(well=well, note=note, vital=vital, since=since)
        if turned:
            for listener in self._listeners:
                listener(part)

    def ask(self, part: str, question: Callable[[], Condition]) -> None:
        """Register a question that is put at every report; it must answer from memory, at once."""
        self._asked[part] = question

    def forget(self, part: str) -> None:
        """Leave a part out from now on: it was taken away on purpose."""
        with self._lock:
            self._told.pop(part, None)
            self._asked.pop(part, None)

    def on_change(self, listener: Callable[[str], None]) -> None:
        """Call the listener with the name of each part that turns well or unwell, in the telling thread."""
        self._listeners.append(listener)

    def conditions(self) -> dict[str, Condition]:
        """Return every part's condition by name. A question that fails is a part that is unwell."""
        with self._lock:
            told, asked = dict(self._told), dict(self._asked)
        return told | {part: _answer(question) for part, question in asked.items()}

    def report(self) -> tuple[bool, dict[str, Any]]:
        """Return whether the desk can work, and what `/healthz` says of it."""
        conditions = self.conditions()
        can_work = all(c.well for c in conditions.values() if c.vital)
        parts = {name: _said(c) for name, c in sorted(conditions.items())}
        return can_work, {"ok": can_work, "parts": parts}


def _answer(question: Callable[[], Condition]) -> Condition:
    try:
        return question()
    except Exception as failed:
        return Condition(well=False, note=type(failed).__name__)


def _said(condition: Condition) -> dict[str, Any]:
    said: dict[str, Any] = {"ok": condition.well}
    if condition.note:
        said["note"] = condition.note
    if condition.since:
        said["since"] = condition.since.isoformat(timespec="seconds")
    return said


def because(failure: BaseException) -> str:
    """Return a failure in a public word: only its kind, for its message could carry a password."""
    while isinstance(failure, BaseExceptionGroup):
        failure = failure.exceptions[0]
    return type(failure).__name__


_NAMES: dict[str, str | Promise] = {}


def name(part: str, words: str | Promise) -> None:
    """Say what people call a part; `/healthz` and the log keep its own name."""
    _NAMES[part] = words


def named(part: str) -> str:
    """What people call a part, in their language; its own name where nobody has said."""
    return str(_NAMES.get(part, part))


HEALTH = Health()
