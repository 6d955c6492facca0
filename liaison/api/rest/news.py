"""What happened, in the order in which it was sealed."""

from collections import defaultdict
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from liaison.api.rest import shapes
from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import reads
from liaison.authority.queries import extent_of
from liaison.journal.queries import Sealed, since
from liaison.kit.actor import Actor
from liaison.tickets.queries import visible_to

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
    known = _visible(found, for_=caller(request).member)
    items = [_entry(one) for one in found if one.seq in known]
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


def _visible(found: list[Sealed], *, for_: Actor) -> set[int]:
    """The numbers of the entries which somebody may know.

    An entry about a ticket is known with the ticket, one about customers only with `customers.see`; what is about
    neither (the team, roles, tokens) to those who may see every department.
    """
    ids = {int(ref[7:]) for one in found for ref in one.refs if ref.startswith("ticket:")}
    seen = {f"ticket:{pk}" for pk in visible_to(for_).filter(pk__in=ids).values_list("pk", flat=True)}
    customers, everywhere = extent_of("customers.see", by=for_), extent_of("tickets.see", by=for_).everywhere
    return {
        one.seq for one in found if _may_know(one, seen, customers=bool(customers), everywhere=everywhere)
    }


def _may_know(one: Sealed, tickets: set[str], *, customers: bool, everywhere: bool) -> bool:
    nouns = defaultdict(set)
    for ref in one.refs:
        nouns[ref.partition(":")[0]].add(ref)
    if "ticket" in nouns:
        return nouns["ticket"] <= tickets
    return customers if "customer" in nouns else everywhere
