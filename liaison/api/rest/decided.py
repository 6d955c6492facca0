"""What waits for a release and its answers; what was decided and why; what was given away."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from liaison.api.rest import outcomes
from liaison.api.rest.bodies import answer, read
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import asks, listed, reads
from liaison.api.rest.pages import Paged, Words, page
from liaison.api.rest.shapes import Shape, when
from liaison.authority.models import Decision
from liaison.authority.queries import Sought, decisions, explain, given_away, requested
from liaison.kit.clock import now
from liaison.kit.money import major

router = Router(tags=["decisions"], auth=Bearer("authority"))
answers = Router(tags=["decisions"], auth=Bearer(None))
OWN = ("approval",)
MONTH = timedelta(days=30)
Word = Annotated[str, Field(max_length=80, pattern="^[^\\x00]*$")]


class SeenShape(Schema):
    """A fact in words."""

    label: str
    value: str


class RequestedShape(Shape):
    """What waits for a release. gives: amounts in words. may: whether the token's member may answer it."""

    id: int
    what: str
    by: str
    about: str
    asked_at: datetime
    until: datetime
    reason: str
    facts: list[SeenShape]
    gives: list[str]
    parameters: dict[str, Any]
    may: bool


class DecisionShape(Shape):
    """A decision. rule: which decided, by its key. spends: what it was to give, in minor units. approval: its id."""

    id: int
    at: datetime
    command: str
    by: str
    outcome: str
    reason: str
    says: str
    rule: str
    version: int
    department: int | None
    about: list[str]
    spends: list[dict[str, Any]]
    approval: int | None


class WhyShape(Shape):
    """Why it was decided so, in words of the language that is asked for.

    because: the reason. allowed: what would have been. say: what could be said to the customer.
    """

    id: int
    at: datetime
    by: str
    what: str
    outcome: str
    because: str
    allowed: str
    say: str
    rule: str
    version: int
    facts: list[SeenShape]
    approval: int | None


class GivenShape(Shape):
    """What somebody gave away. actor: human, virtual or program. approved: what somebody else released of it."""

    by: str
    actor: str
    kind: str
    reason: str
    currency: str
    amount: str
    number: int
    approved: str


class ApprovalFilter(Paged):
    """Which of what waits. about: only what is about this, as `noun:id`. There is one page, of what ends first."""

    about: Word = ""


class DecisionFilter(Paged):
    """Which decisions. about: a reference, as `order:7`. rule: its key. command: `room.verb` or `room.*`."""

    command: Word = ""
    by: Word = ""
    outcome: Literal["", "done", "waiting", "refused"] = ""
    rule: Word = ""
    about: Word = ""
    since: datetime | None = None
    until: datetime | None = None


class GivenFilter(Schema):
    """Of which period; without one, the last thirty days. q: words in the reason or the kind."""

    since: datetime | None = None
    until: datetime | None = None
    q: Words = ""


@router.get("/approvals", summary="List what waits for a release", **listed(RequestedShape))
def list_approvals(request: HttpRequest, given: Query[ApprovalFilter]) -> HttpResponse:
    """What waits and the token's member may release or asked for, with all that is needed to decide on it."""
    found = requested(for_=caller(request).member, about=given.about, limit=given.limit)
    return page([_requested(one) for one in found], next_=None)


@answers.post(
    "/approvals/{int:approval}/release", summary="Release", **asks("authority.release", without=("approval",))
)
def release(request: HttpRequest, approval: int) -> HttpResponse:
    """Carry out what waits, as the one who asked; perhaps with less money. Only people release, never their own."""
    return outcomes.told(outcomes.ask(request, "authority.release", read(request) | {"approval": approval}))


@answers.post(
    "/approvals/{int:approval}/return", summary="Return", **asks("authority.return", without=("approval",))
)
def give_back(request: HttpRequest, approval: int) -> HttpResponse:
    """Return what waits to whoever asked, with a word why."""
    return outcomes.told(outcomes.ask(request, "authority.return", read(request) | {"approval": approval}))


@router.get("/decisions", summary="List decisions", **listed(DecisionShape))
def list_decisions(request: HttpRequest, given: Query[DecisionFilter]) -> HttpResponse:
    """What was decided, the newest first: the member's own, and those of where they may see all."""
    sought = Sought(
        command=given.command,
        actor=given.by,
        outcome=given.outcome,
        rule=given.rule,
        ref=given.about,
        since=given.since,
        until=given.until,
    )
    found = decisions(sought, for_=caller(request).member, cursor=given.cursor, limit=given.limit)
    return page([_decision(row) for row in found.rows], next_=found.next or None)


@router.get("/decisions/{int:decision}", summary="Tell why", **reads(WhyShape))
def read_decision(request: HttpRequest, decision: int) -> HttpResponse:
    """Why something was done, had to wait or was refused. What the member may not see does not exist."""
    told = explain(decision, for_=caller(request).member)
    said = asdict(told) | {"id": told.decision, "at": when(told.at)}
    del said["decision"]
    return answer(said)


@router.get("/given-away", summary="Tell what was given away", **listed(GivenShape))
def list_given(request: HttpRequest, given: Query[GivenFilter]) -> HttpResponse:
    """Refunds, credits and goodwill by person, reason and kind, the most first; as far as the member may see them."""
    until = given.until or now()
    rows = given_away(since=given.since or until - MONTH, until=until, for_=caller(request).member)
    wanted = [row for row in rows if given.q.casefold() in f"{row.reason} {row.kind}".casefold()]
    money = ("amount", "approved")
    return page(
        [
            asdict(row) | {name: str(major(getattr(row, name), row.currency)) for name in money}
            for row in wanted
        ],
        next_=None,
    )


def _requested(one: Any) -> dict[str, Any]:
    said = asdict(one)
    renamed = {"id": said.pop("approval"), "parameters": said.pop("params")}
    return renamed | said | {name: when(said[name]) for name in ("asked_at", "until")}


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "id": row.pk,
        "at": when(row.at),
        "command": row.command,
        "by": row.by,
        "outcome": row.outcome,
        "reason": row.reason,
        "says": row.says,
        "rule": row.rule.key if row.rule else "",
        "version": row.rule.version if row.rule else 0,
        "department": row.department,
        "about": row.refs,
        "spends": row.spends,
        "approval": row.approval_id,
    }
