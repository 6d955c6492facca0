"""What a page shows of one order: its file, and what can be done with it."""

from collections import Counter
from typing import Any, cast

from django.http import HttpRequest

from liaison.customers.queries import person
from liaison.orders import queries
from liaison.orders.cases import Case
from liaison.orders.offers import offers
from liaison.orders.shown import KINDS, STATES, STATUSES, method_name, options_name, reason_name
from liaison.team.requests import TeamRequest


def shown(request: HttpRequest, order: int, *, ticket: int | None) -> dict[str, Any]:
    """What the templates of an order take. ticket: id of the conversation beside which it stands."""
    member = cast(TeamRequest, request).member
    found = queries.file(order, for_=member)
    offered = list(offers(Case.find(order, by=member, lock=False), ticket=ticket, by=member))
    often = Counter(one.why for one in offered if one.why).most_common(1)
    return {
        "order": found,
        "ticket": ticket,
        "who": person(found.customer) if found.customer else None,
        "offers": offered,
        "common": often[0][0] if often and often[0][1] > 1 else "",
        "statuses": STATUSES,
        "states": STATES,
        "kinds": KINDS,
        "method_name": method_name,
        "options_name": options_name,
        "reason_name": reason_name,
    }
