"""What happened, in the order in which it was sealed."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from liaison.api.rest import shapes
from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import reads
from liaison.journal.queries import Sealed, known_to, since

router = Router(tags=["news"], auth=Bearer("journal"))


class EntryShape(shapes.Shape):
    """One thing that happened. seq: its place in the one order. about: `ticket:812`. by: whoever did it."""

    seq: int
    at: str
    kind: str
    by: str
    about: list[str]
    facts: dict[str, Any]


class NewsShape(Schema):
    """What happened after `since`. next: what to ask for as `since` the next time, also when there was nothing."""

    items: list[EntryShape]
    next: int


class NewsFilter(Schema):
    """since: the last `seq` that was seen; 0 begins with the first. limit: greatest number of entries looked at."""

    since: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


@router.get("/news", summary="Read what happened", **reads(NewsShape))
def news(request: HttpRequest, given: Query[NewsFilter]) -> HttpResponse:
    """What happened and the token's member may know. Asking again with `next` misses nothing and repeats nothing."""
    found = since(given.since, limit=given.limit)
    items = [_entry(one) for one in known_to(caller(request).member, among=found)]
    return answer({"items": items, "next": found[-1].seq if found else given.since})


def _entry(one: Sealed) -> dict[str, Any]:
    facts = {name: value for name, value in one.facts.items() if name != "v"}
    return {
        "seq": one.seq,
        "at": shapes.when(one.at),
        "kind": one.kind,
        "by": one.by,
        "about": list(one.refs),
        "facts": facts,
    }
