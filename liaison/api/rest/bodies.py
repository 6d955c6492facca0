"""What comes in and goes out as JSON."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError

from liaison.api.errors import NotJson, NotUnderstood, TooLarge
from liaison.kit.errors import Invalid

MOST = 5 * 2**20
"""Bytes of a JSON body; files come in by a door of their own."""


def read(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object of the body; an empty body is an empty object.

    Raises NotJson, TooLarge, NotUnderstood, Invalid when it is JSON but no object.
    """
    try:
        raw = request.body
    except RequestDataTooBig as big:
        raise TooLarge(most=MOST) from big
    except (UnreadablePostError, RawPostDataException) as broken:
        raise NotUnderstood(why="it broke off") from broken
    if not raw:
        return {}
    if request.content_type != "application/json":
        raise NotJson
    try:
        value = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError) as wrong:
        raise NotUnderstood(
            why=type(wrong).__name__ if isinstance(wrong, RecursionError) else wrong
        ) from wrong
    if not isinstance(value, dict):
        raise Invalid(field="body", problem="must be a JSON object")
    return value


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def answer(value: Any, *, status: int = 200) -> HttpResponse:
    """Answer with JSON. The shape is promised by the OpenAPI document and checked by tests, not per request."""
    return HttpResponse(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")),
        status=status,
        content_type="application/json",
    )
