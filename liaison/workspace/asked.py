"""The answers that wait for the release of somebody, as rows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from liaison.authority.queries import extent_of, may_answer, waiting_on_tickets
from liaison.kit.actor import Actor
from liaison.team.queries import names_of
from liaison.tickets.queries import visible_to
from liaison.tickets.rules import preview

MOST = 100


@dataclass(frozen=True)
class AskedFor:
    """One answer that waits: who asks, on which ticket, since when, and its first words."""

    id: int
    at: datetime
    who: str
    number: int
    subject: str
    text: str

    @property
    def href(self) -> str:
        return reverse("ticket", kwargs={"number": self.number})


def asked_for(by: Actor) -> list[AskedFor]:
    """What waits for the release of this member, the oldest first."""
    if not extent_of("authority.release", by=by):
        return []
    mine = [a for a in waiting_on_tickets(limit=MOST) if may_answer(a, by=by)]
    if not mine:
        return []
    tickets = visible_to(by).in_bulk([int(a.about[7:]) for a in mine])
    names = names_of([int(a.by[7:]) for a in mine if a.by.startswith("member:")])
    return [
        AskedFor(
            id=a.pk,
            at=a.asked_at,
            who=names.get(int(a.by[7:]), a.by) if a.by.startswith("member:") else a.by,
            number=ticket.number,
            subject=ticket.subject,
            text=preview(str(a.params.get("text", ""))),
        )
        for a in mine
        if (ticket := tickets.get(int(a.about[7:])))
    ]
