"""The answers that are offered while one writes: filled in, in the customer's language."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from liaison.customers.queries import names_of as customer_names
from liaison.knowledge.queries import offered
from liaison.team.queries import department_names
from liaison.tickets import queries
from liaison.tickets.models import Ticket
from liaison.tickets.queries import last_from_customer
from liaison.workspace.words import draw, member_of


def page(request: HttpRequest, number: int) -> HttpResponse:
    """The answers whose word or title begins with `q`."""
    member = member_of(request)
    ticket = queries.find_number(number, for_=member)
    last = last_from_customer(ticket)
    found = offered(
        request.GET.get("q", "")[:40],
        for_=member,
        department=ticket.department_id,
        languages=filter(None, [last.language if last else "", get_language() or ""]),
        facts=_facts(ticket) | {"me": member.name},
    )
    return draw(request, "parts/answers", offered=found)


def _facts(ticket: Ticket) -> dict[str, str]:
    customer = customer_names([ticket.customer_id]).get(ticket.customer_id, "") if ticket.customer_id else ""
    return {
        "customer": customer,
        "first_name": customer.split(" ")[0],
        "number": f"#{ticket.number}",
        "department": department_names([ticket.department_id]).get(ticket.department_id, ""),
    }
