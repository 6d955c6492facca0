"""Complaints: what somebody may see of them. What is done to them are commands."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import listed, reads
from liaison.api.rest.pages import Paged, Words, page
from liaison.api.rest.shapes import Shape, when
from liaison.complaints import queries
from liaison.complaints.listing import QUEUES, Narrowed, list_page
from liaison.complaints.models import Complaint
from liaison.complaints.words import Standing

router = Router(tags=["complaints"], auth=Bearer("complaints"))


class ComplaintShape(Shape):
    """A complaint. amount: as text, in units of the currency. order: the number of one, as it was given.

    outcome: `upheld`, `partly`, `not_upheld`, `withdrawn`, or empty while it is open. handler: id of whoever answers
    for it.
    """

    id: int
    number: int
    kind: int
    kind_name: str
    department: int
    ticket: int | None
    customer: int | None
    account: int | None
    handler: int | None
    order: str
    channel: str
    claim: str
    wish: str
    amount: str | None
    currency: str
    standing: Standing
    outcome: str
    received_at: datetime
    acknowledge_by: datetime
    acknowledged_at: datetime | None
    answer_by: datetime
    answered_at: datetime | None
    closed_at: datetime | None


class ComplaintFilter(Paged):
    """Which complaints: a queue, those of a kind or an outcome, those which bear the words of `q`."""

    q: Words = ""
    queue: Literal[tuple(QUEUES)] = "all"  # type: ignore[valid-type]
    kind: Annotated[int, Field(ge=1, le=2**62)] | None = None
    outcome: Literal["", "upheld", "partly", "not_upheld", "withdrawn"] = ""


@router.get("/complaints", summary="List complaints", **listed(ComplaintShape))
def list_complaints(request: HttpRequest, given: Query[ComplaintFilter]) -> HttpResponse:
    """The complaints which the token's member may see: those that wait by their due day, else the newest first.

    One that is about the member does not exist.
    """
    which = Narrowed(queue=given.queue, words=given.q, kind=given.kind, outcome=given.outcome)
    found = list_page(which, for_=caller(request).member, after=given.cursor, limit=given.limit)
    return page([_shape(one) for one in found.rows], next_=found.next or None)


@router.get("/complaints/{int:complaint}", summary="Read a complaint", **reads(ComplaintShape))
def read_complaint(request: HttpRequest, complaint: int) -> HttpResponse:
    """One complaint by its id; what the token's member may not see does not exist."""
    return answer(_shape(queries.find(complaint, for_=caller(request).member)))


_PLAIN = (
    "number", "department_id", "ticket_id", "customer_id", "account_id", "handler_id", "order", "channel", "claim",
    "wish", "currency", "standing", "outcome", "received_at", "acknowledge_by", "acknowledged_at", "answer_by",
    "answered_at", "closed_at",
)  # fmt: skip


def _shape(one: Complaint) -> dict[str, Any]:
    said = {name.removesuffix("_id"): getattr(one, name) for name in _PLAIN}
    said |= {name: when(said[name]) for name in said if name.endswith(("_at", "_by"))}
    kind = {"kind": one.kind_id, "kind_name": one.kind.key or one.kind.name}
    return {"id": one.pk, "amount": None if one.amount is None else str(one.amount), **said, **kind}
