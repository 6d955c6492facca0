"""The complaints of a ticket as its side shows them: asked for with every ticket, so in one prepared question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext

from liaison.authority.queries import extent_of
from liaison.complaints.permissions import SEE
from liaison.complaints.words import Outcome, Standing
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.tickets.rules import member_of

_ASKED: Final = """
SELECT c.id, c.number, k.key IS NOT NULL, k.name, c.outcome, c.standing, c.answer_by, c.answered_at
FROM complaints_complaint c JOIN complaints_kind k ON k.id = c.kind_id
WHERE c.ticket_id = %(ticket)s::bigint
  AND (%(everywhere)s::bool OR c.department_id = ANY(%(departments)s::bigint[]))
  AND NOT EXISTS (SELECT 1 FROM complaints_concern o
                  WHERE o.complaint_id = c.id AND o.member_id = %(me)s::bigint AND NOT o.may_see)
ORDER BY c.id DESC
"""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A complaint in a row. outcome: in the reader's language, empty before there is one. answer_by: at the latest."""

    id: int
    number: int
    kind: str
    outcome: str
    closed: bool
    answer_by: datetime
    answered_at: datetime | None


def of_ticket(ticket: int, *, for_: Actor) -> list[Beside]:
    """The complaints which came from a ticket and which `for_` may see, as `queries.visible_to`; the newest first."""
    extent = extent_of(SEE, by=for_)
    if not extent:
        return []
    given = {
        "ticket": ticket,
        "everywhere": extent.everywhere,
        "departments": list(extent.departments),
        "me": member_of(for_.ref) or 0,
    }
    return [
        Beside(
            id=id_,
            number=number,
            kind=gettext(kind) if of_the_house else kind,
            outcome=str(Outcome(outcome).label) if outcome else "",
            closed=standing == Standing.CLOSED,
            answer_by=answer_by,
            answered_at=answered_at,
        )
        for id_, number, of_the_house, kind, outcome, standing, answer_by, answered_at in ask(_ASKED, given)
    ]
