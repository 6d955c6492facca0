"""What may be set of a site. Each refusal names the setting and says what would be right."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from liaison.kit import origins
from liaison.kit.errors import Invalid

ASKS: Final = ("name", "address")
DAYS: Final = frozenset("0123456")
COLOUR: Final = re.compile(r"#[0-9a-f]{6}|", re.IGNORECASE)
CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
MANY: Final = 12  # Questions, rules or spans; more would be a mistake.
WORDS: Final = 500
LATEST: Final = 3600
HARDEST: Final = 22  # Bits; a phone of today searches them for some ten seconds.


def checked(name: str, value: Any) -> Any:
    """The value of a setting as it is kept. Raises Invalid."""
    return CHECKS[name](value) if name in CHECKS else value


def _wrong(field: str, problem: str) -> Invalid:
    return Invalid(field=field, problem=problem)


def _zone(value: Any) -> str:
    """A time zone this machine knows; an unknown one would fail in the face of every visitor."""
    if not value:
        return ""
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, TypeError, OSError) as unknown:
        problem = _("%(zone)s is no time zone. Write it as Europe/Tallinn.") % {"zone": value}
        raise _wrong("zone", problem) from unknown


def _hours(value: Any) -> dict[str, list[list[str]]]:
    if not isinstance(value, Mapping) or set(value) - DAYS:
        raise _wrong("hours", "Name the days 0 (Monday) to 6 (Sunday).")
    return {day: _spans(spans) for day, spans in value.items() if spans}


def _spans(spans: Any) -> list[list[str]]:
    if not isinstance(spans, list | tuple) or len(spans) > MANY or not all(map(_is_span, spans)):
        raise _wrong("hours", 'Write the times of a day as [["09:00", "17:30"]], the earlier one first.')
    return sorted([begins, ends] for begins, ends in spans)


def _is_span(span: Any) -> bool:
    if not isinstance(span, list | tuple) or len(span) != 2:
        return False
    begins, ends = span
    written = all(isinstance(end, str) and CLOCK.fullmatch(end) for end in span)
    return (
        written
        and begins != "24:00"
        and (ends == "24:00" or time.fromisoformat(begins) < time.fromisoformat(ends))
    )


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not COLOUR.fullmatch(value):
        raise _wrong("colour", _("Write it as #2f55d4."))
    return value


def _patience(value: Any) -> int:
    if type(value) is not int or not 15 <= value <= 3600:
        raise _wrong("patience", _("It lies between 15 and 3600 seconds."))
    return value


def _puzzle(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= HARDEST:
        raise _wrong("puzzle", f"It lies between 0 and {HARDEST} bits.")
    return value


def _asks(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or set(map(str, value)) - set(ASKS):
        raise _wrong("asks", f"Name any of: {', '.join(ASKS)}.")
    return [name for name in ASKS if name in value]


def _texts(field: str) -> Callable[[Any], dict[str, str]]:
    return lambda value: _by_language(value, field=field)


def _by_language(value: Any, *, field: str) -> dict[str, str]:
    languages = dict(settings.LANGUAGES)
    if not isinstance(value, Mapping) or set(value) - set(languages):
        raise _wrong(field, f"Name the languages: {', '.join(languages)}.")
    if not all(isinstance(text, str) and len(text) <= WORDS for text in value.values()):
        raise _wrong(field, f"A text has {WORDS} characters at most.")
    return {code: text.strip() for code, text in value.items() if text.strip()}


def _rows(value: Any, *, field: str, known: set[str]) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple) or len(value) > MANY:
        raise _wrong(field, f"A list of at most {MANY} is wanted.")
    if not all(isinstance(row, Mapping) and set(row) <= known for row in value):
        raise _wrong(field, f"Name any of: {', '.join(sorted(known))}.")
    return [dict(row) for row in value]


def _invites(value: Any) -> list[dict[str, Any]]:
    return [
        _invite(row) for row in _rows(value, field="invites", known={"after", "page", "returning", "words"})
    ]


def _invite(row: dict[str, Any]) -> dict[str, Any]:
    after, page = row.get("after", 0), row.get("page", "")
    if type(after) is not int or not 0 <= after <= LATEST:
        raise _wrong("invites", f"The seconds lie between 0 and {LATEST}.")
    if not isinstance(page, str) or len(page) > 200:
        raise _wrong("invites", "Write a part of the page's address, such as /cart.")
    words = _by_language(row.get("words", {}), field="invites")
    if not words:
        raise _wrong("invites", "Say what the visitor reads.")
    return {"after": after, "page": page.strip(), "returning": bool(row.get("returning")), "words": words}


def _questions(value: Any) -> list[dict[str, Any]]:
    rows = _rows(value, field="questions", known={"name", "label", "options", "required"})
    found = [_question(row) for row in rows]
    if len({row["name"] for row in found}) < len(found):
        raise _wrong("questions", "Each question needs a name of its own.")
    return found


def _question(row: dict[str, Any]) -> dict[str, Any]:
    name, options = row.get("name", ""), row.get("options", [])
    if not isinstance(name, str) or not NAME.fullmatch(name) or name in {*ASKS, "text", "agreed"}:
        raise _wrong("questions", "A question needs a name of small letters, such as order_number.")
    label = _by_language(row.get("label", {}), field="questions")
    if not label:
        raise _wrong("questions", "Say what is asked.")
    if not isinstance(options, list | tuple) or not all(
        isinstance(one, str) and 0 < len(one) <= 120 for one in options
    ):
        raise _wrong("questions", "The answers to choose from are a list of texts.")
    return {
        "name": name,
        "label": label,
        "options": list(options)[:50],
        "required": bool(row.get("required")),
    }


def _is_option(text: Any) -> bool:
    return isinstance(text, str) and 0 < len(text) <= 120


CHECKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "origins": origins.checked,
    "zone": _zone,
    "hours": _hours,
    "colour": _colour,
    "patience": _patience,
    "puzzle": _puzzle,
    "asks": _asks,
    "greeting": _texts("greeting"),
    "consent": _texts("consent"),
    "invites": _invites,
    "questions": _questions,
}
