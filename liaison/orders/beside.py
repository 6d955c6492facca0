"""What a page shows of one order: its file, and what can be done with it."""

from collections import Counter
from typing import Any, cast

from django.http import HttpRequest

from liaison.authority.queries import extent_of
from liaison.customers.queries import person
from liaison.kit.actor import Actor
from liaison.kit.sayings import said
from liaison.orders import queries
from liaison.orders.cases import Case
from liaison.orders.models import Request
from liaison.orders.offers import Offer, offers, steps
from liaison.orders.permissions import HANDLE, OUTSIDE
from liaison.orders.shown import (
    KINDS,
    OUTSIDE_STATES,
    STATES,
    STATUSES,
    VERBS,
    method_name,
    options_name,
    reason_name,
)
from liaison.team.requests import TeamRequest


def shown(request: HttpRequest, order: int, *, ticket: int | None) -> dict[str, Any]:
    """What the templates of an order take. ticket: id of the conversation beside which it stands."""
    member = cast(TeamRequest, request).member
    found = queries.file(order, for_=member)
    case = Case.find(order, by=member, lock=False)
    offered = list(offers(case, ticket=ticket, by=member))
    often = Counter(one.why for one in offered if one.why).most_common(1)
    return {
        "order": found,
        "ticket": ticket,
        "who": person(found.customer) if found.customer else None,
        "offers": offered,
        "steps": step_offers(case, by=member),
        "common": often[0][0] if often and often[0][1] > 1 else "",
        "statuses": STATUSES,
        "states": STATES,
        "kinds": KINDS,
        "method_name": method_name,
        "options_name": options_name,
        "outside": queries.outside_of(order),
        "outside_states": OUTSIDE_STATES,
        "may_answer": bool(extent_of(OUTSIDE, by=member)),
        "tell": said,
        "verbs": VERBS,
        "reason_name": reason_name,
    }


def step_offers(case: Case, *, by: Actor) -> list[tuple[Request, list[Offer]]]:
    """What can be done next with each return or exchange that is not settled, for whoever deals with them."""
    if not extent_of(HANDLE, by=by):
        return []
    return [(one, list(steps(case, one, by=by))) for one in queries.in_order(case.order.pk)]
