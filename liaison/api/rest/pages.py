"""Lists by pages: `{"items": […], "next": …}`, the next page by a cursor that fits only this list."""

import base64
import hashlib
import hmac
import json
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from liaison.api.rest.bodies import answer
from liaison.kit.errors import Invalid

Limit = Annotated[int, Field(ge=1, le=200, description="Greatest number of items on a page.")]
Cursor = Annotated[str, Field(max_length=1000, description="`next` of the page before; empty for the first.")]


class Paged(Schema):
    """What every list takes."""

    limit: Limit = 50
    cursor: Cursor = ""

    def bound(self, *more: Any) -> str:
        """What a cursor belongs to: the filter and the order, without the place in it."""
        kept = self.model_dump(mode="json", exclude={"limit", "cursor"})
        return json.dumps([type(self).__name__, kept, *more], sort_keys=True)


def cursor_of(position: list[Any], *, bound: str) -> str:
    """Write down a place in a list. position: plain values; bound: the list it belongs to."""
    words = json.dumps(position, separators=(",", ":"))
    mark = _mark(words, bound)
    return base64.urlsafe_b64encode(f"{mark}{words}".encode()).decode().rstrip("=")


def position_of(cursor: str, *, bound: str) -> list[Any] | None:
    """Return the place a cursor stands for, None for an empty one. Raises Invalid if it is of another list."""
    if not cursor:
        return None
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        said = ""
    mark, words = said[:16], said[16:]
    if not words or not hmac.compare_digest(mark.encode(), _mark(words, bound).encode()):
        raise Invalid(field="cursor", problem=_("take it from `next` of the same list with the same filter"))
    position: list[Any] = json.loads(words)
    return position


def _mark(words: str, bound: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{bound}\n{words}".encode(), hashlib.sha256).hexdigest()[:16]


def page(items: list[Any], *, next_: str | None) -> HttpResponse:
    """Answer with one page. next_: the cursor of the following page, None on the last."""
    return answer({"items": items, "next": next_})
