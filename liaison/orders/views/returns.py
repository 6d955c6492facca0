"""Returns: what was asked for and is not settled, for those who deal with it."""

from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from liaison.customers.queries import names_of
from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.orders import queries
from liaison.orders.beside import step_offers
from liaison.orders.cases import Case
from liaison.orders.shown import KINDS, STATES, options_name
from liaison.orders.words import State
from liaison.team.requests import TeamRequest

STAGES: Final[dict[str, tuple[str | Promise, tuple[State, ...]]]] = {
    "asked": (_("To be agreed to"), (State.ASKED,)),
    "coming": (_("On their way"), (State.APPROVED, State.LABEL_SENT)),
    "here": (_("To be inspected"), (State.RECEIVED,)),
    "inspected": (_("To be settled"), (State.INSPECTED,)),
}


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """All that waits for somebody, that which has waited longest first; `stage` narrows it down."""
    member = cast(TeamRequest, request).member
    found = queries.waiting(member)
    stage = request.GET.get("stage", "")
    among = STAGES[stage][1] if stage in STAGES else queries.STEPS
    shown = [one for one in found if one.state in among]
    return show(
        request,
        "orders/returns.html",
        stage=stage if stage in STAGES else "",
        stages=[
            (key, words, sum(one.state in states for one in found)) for key, (words, states) in STAGES.items()
        ],
        total=len(found),
        requests=shown,
        opened=set(map(id_in, request.GET.getlist("open"))),
        names=names_of(one.customer for one in shown if one.customer),
        kinds=KINDS,
        states=STATES,
        options_name=options_name,
    )


@require_GET
def steps(request: HttpRequest, order: int) -> HttpResponse:
    """What stands below a row of the list: what can be done next with each request about its order."""
    member = cast(TeamRequest, request).member
    queries.must_handle(member)
    case = Case.find(order, by=member, lock=False)
    return show(
        request,
        "orders/steps.html",
        order=queries.file(order, for_=member),
        steps=step_offers(case, by=member),
        alone=True,
        kinds=KINDS,
        states=STATES,
    )
