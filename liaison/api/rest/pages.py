"""Lists by pages: `{"items": […], "next": …}`, the next page by a cursor that fits only this list."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

from liaison.api.rest.bodies import answer
from liaison.kit.cursors import cursor_of

Limit = Annotated[int, Field(ge=1, le=200, description="Greatest number of items on a page.")]
Cursor = Annotated[str, Field(max_length=1000, description="`next` of the page before; empty for the first.")]

Words = Annotated[str, Field(max_length=200, pattern="^[^\\x00]*$")]


class Paged(Schema):
    """What every list takes."""

    limit: Limit = 50
    cursor: Cursor = ""


def page(items: list[Any], *, next_: str | None) -> HttpResponse:
    """Answer with one page. next_: the cursor of the following page, None on the last."""
    return answer({"items": items, "next": next_})


def cut(found: list[Any], given: Paged, *, bound: str, shape: Callable[[Any], Any]) -> HttpResponse:
    """Answer with rows in the order of their ids, of which one more than the limit was read.

    bound: the list to which the cursor belongs. shape: makes a plain object of a row.
    """
    shown = found[: given.limit]
    next_ = cursor_of([shown[-1].pk], bound=bound) if len(found) > given.limit else None
    return page([shape(row) for row in shown], next_=next_)
