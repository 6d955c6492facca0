"""What customers ask for about what they bought."""

from collections.abc import Sequence
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.orders.errors import NothingChosen
from liaison.portal import errors, rules
from liaison.portal.actions.speaking import Words, say
from liaison.portal.queries import Visitor
from liaison.team.queries import open_departments
from liaison.tickets import actions as tickets
from liaison.tickets.words import UNSETTLED


@transaction.atomic
def ask_for_return(visitor: Visitor, *, order: str, names: Sequence[str], why: str, language: str) -> int:
    """Open a ticket that asks to give goods back, and return its number; asked twice it is the same ticket.

    order: its number. names: of the goods. why: in the customer's words. What may come back is for the company's rules
    and those who serve to say, so nothing is promised here. Raises NothingChosen, TooLong, NotReachable.
    """
    words = why.replace("\0", "").strip()
    if not names:
        raise NothingChosen
    if len(words) > rules.LONGEST:
        raise errors.TooLong(most=rules.LONGEST)
    visit = visitor.visit
    subject = _("Return for order %(number)s") % {"number": order}
    matters = visitor.matters()
    asked = next((one for one in matters if one.subject == subject and one.status in UNSETTLED), None)
    if asked:
        return asked.number
    told = _("I would like to give back: %(items)s.") % {"items": ", ".join(names)}
    department = matters[0].department_id if matters else open_departments()[0].pk
    made = tickets.open_ticket(
        department, subject=subject, customer=visit.customer, channel="portal", by=visit.customer
    )
    say(visitor, made, Words(token_hex(8), f"{told}\n\n{words}".strip(), language=language))
    return made.number
