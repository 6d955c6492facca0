"""What waits for the release of somebody, as rows; and what was answered a moment ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from django.urls import reverse

from liaison.authority.models import Approval
from liaison.authority.queries import extent_of, may_answer, rings_at, waiting_now
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets.models import Ticket
from liaison.tickets.queries import visible_to
from liaison.tickets.rules import preview
from liaison.workspace.limits.known import command_called
from liaison.workspace.limits.people import called

MOST: Final = 100
MOST_ANSWERED: Final = 5


@dataclass(frozen=True)
class AskedFor:
    """One request that waits: who asks, for what, on which ticket (if on one), since when and until when.

    text: its first words, or why it has to wait. rings: whether it rings at this desk now.
    """

    id: int
    at: datetime
    until: datetime
    who: str
    what: str
    number: int | None
    subject: str
    text: str
    rings: bool

    @property
    def href(self) -> str:
        return reverse("approval", kwargs={"approval": self.id})


def asked_for(by: Actor) -> list[AskedFor]:
    """What waits for the release of this member, the oldest first."""
    if not extent_of("authority.release", by=by):
        return []
    mine = [one for one in waiting_now(limit=MOST) if may_answer(one, by=by)]
    if not mine:
        return []
    ids = {ticket for one in mine if (ticket := ticket_id_of(one)) is not None}
    tickets = visible_to(by).in_bulk(ids) if ids else {}
    names = called(one.by for one in mine)
    return [
        _row(one, names[one.by], tickets.get(ticket_id_of(one) or 0), by=by)
        for one in mine
        if ticket_id_of(one) is None or ticket_id_of(one) in tickets
    ]


def rings_elsewhere_in(by: Actor) -> int | None:
    """In how many seconds something rings at another desk than now which rings at this one before or after."""
    turns = [rings_at(one).until for one in waiting_now(limit=MOST) if by.ref in one.rings]
    return min((max(ceil((until - now()).total_seconds()), 1) for until in turns if until), default=None)


def _row(one: Approval, who: str, ticket: Ticket | None, *, by: Actor) -> AskedFor:
    what = " ".join(filter(None, (command_called(one.command), asked_amount(one))))
    return AskedFor(
        id=one.pk,
        at=one.asked_at,
        until=one.until,
        who=who,
        what=what,
        number=ticket.number if ticket else None,
        subject=ticket.subject if ticket else "",
        text=preview(str(one.params.get("text", ""))),
        rings=by.ref in rings_at(one).whose,
    )


def asked_amount(one: Approval) -> str:
    """The amount that is asked for, as it was typed; its currency stands with what it is about."""
    return str(one.params.get("amount") or "")


def ticket_id_of(one: Approval) -> int | None:
    """The ticket on which it was asked for; None where it was asked for without one."""
    noun, _colon, id_ = one.about.partition(":")
    return int(id_) if noun == "ticket" else None


def untold(answered: Sequence[Approval]) -> list[Approval]:
    """Of what was answered lately, what leaves no message behind that would tell of it."""
    return [one for one in answered if "text" not in one.params][-MOST_ANSWERED:]
