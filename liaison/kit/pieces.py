"""Pieces of a page that are drawn once and remembered, by everything they depend on.

    {% call kept("rail", current, counts) %}…{% endcall %}

The language and the time zone of the reader are always part of it. What else the piece says must stand in the call:
a piece is the same for whoever asks with the same values, so nothing of the reader may come in by another way.
"""

import threading
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Any, Final, cast

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from liaison.kit.clock import now as clock_now

MOST: Final = 4000
"""Pieces that are remembered; a row of a list has two kilobytes."""

_drawn: dict[Hashable, tuple[datetime | None, Markup]] = {}
_lock = threading.Lock()


def kept(*depends_on: Any, caller: Callable[[], str]) -> Markup:
    """Return the piece which the caller draws, as it was drawn before for these values (a Jinja2 global)."""
    return piece((*reader(), *map(_frozen, depends_on)), lambda: Markup(caller()))  # noqa: S704 (a template's own)


def reader() -> tuple[str | None, str]:
    """What every piece depends on: the language and the time zone of whoever reads it."""
    return get_language(), timezone.get_current_timezone_name()


def piece(
    key: Hashable,
    draw: Callable[[], Markup],
    *,
    until: Callable[[], datetime] | None = None,
    now: datetime | None = None,
) -> Markup:
    """Return what was drawn under this key, else draw it.

    until: when its words will be others, asked when it is drawn. now: the moment of the page.
    """
    found = _drawn.get(key)
    if found is not None and (found[0] is None or (now or clock_now()) < found[0]):
        return found[1]
    good_until, made = until() if until else None, draw()
    with _lock:
        if len(_drawn) >= MOST and key not in _drawn:
            del _drawn[next(iter(_drawn))]
        _drawn[key] = (good_until, made)
    return made


def forget() -> None:
    """Draw everything anew."""
    with _lock:
        _drawn.clear()


_PLAIN: Final = frozenset({str, int, bool, type(None), float, datetime})


def _frozen(value: Any) -> Hashable:
    if type(value) in _PLAIN:
        return cast(Hashable, value)
    if isinstance(value, Mapping):
        return tuple((name, _frozen(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    if isinstance(value, Model):
        raise TypeError("a row equals its old self after a change; name the fields that are shown")
    # A text that is Markup equals one that is still to be escaped.
    return (type(value), value)
