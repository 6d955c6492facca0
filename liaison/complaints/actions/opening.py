"""Opening a complaint, and saying better what it claims."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from moneyed import CURRENCIES

from liaison.complaints import events, rules
from liaison.complaints.errors import NotACurrency, NothingSaid, NotYetReceived
from liaison.complaints.models import Complaint, Kind
from liaison.complaints.rules import Period
from liaison.customers.models import Account, Customer
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said to have gone wrong. wish: what the customer wants. order: number of one, as it was given."""

    text: str
    wish: str = ""
    amount: Decimal | None = None
    currency: str = ""
    order: str = ""

    def checked(self) -> "Claim":
        """The same as it is kept. Raises NothingSaid, NotACurrency."""
        if not self.text.strip():
            raise NothingSaid
        return replace(self, text=self.text.strip(), wish=self.wish.strip(), order=self.order.strip()[:60])


def money(amount: Decimal | None, currency: str) -> dict[str, Any]:
    """An amount with its currency as a row keeps them; neither without the other. Raises NotACurrency."""
    code = currency.strip().upper()
    if amount is None:
        return {"amount": None, "currency": ""}
    if code not in CURRENCIES:
        raise NotACurrency
    return {"amount": amount, "currency": code}


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Where a complaint came from: a ticket, or by hand by a channel. department: id of the one that handles it."""

    department: int
    ticket: Ticket | None = None
    customer: Customer | None = None
    account: Account | None = None
    channel: str = ""


@transaction.atomic
def open_complaint(
    claim: Claim, *, kind: Kind, whose: Whose, by: Actor, received: datetime | None = None
) -> Complaint:
    """Open a complaint. received: when it came in, from which its clocks run; now when not given.

    Raises NothingSaid, NotACurrency, NotYetReceived.
    """
    claim, at = claim.checked(), now()
    received = received or at
    if received > at:
        raise NotYetReceived
    zone = ZoneInfo(settings.TIME_ZONE)
    made = Complaint.objects.create(
        kind=kind,
        **_from(whose),
        **_kept(claim),
        received_at=received,
        opened_at=at,
        opened_by=by.ref,
        acknowledge_by=rules.due(received, Period(kind.acknowledge, kind.acknowledge_unit), zone=zone),
        answer_by=rules.due(received, Period(kind.answer, kind.answer_unit), zone=zone),
    )
    made.refresh_from_db(fields=["number"])
    record(events.Opened(**made.facts), by=by)
    return made


def _from(whose: Whose) -> dict[str, Any]:
    ticket = whose.ticket
    return {
        "department_id": whose.department,
        "ticket": ticket,
        "customer": whose.customer or (ticket.customer if ticket else None),
        "account": whose.account or (ticket.account if ticket else None),
        "channel": whose.channel or (ticket.channel if ticket else "hand"),
    }


def _kept(claim: Claim) -> dict[str, Any]:
    kept = {"claim": claim.text, "wish": claim.wish, "order": claim.order}
    return kept | money(claim.amount, claim.currency)


@transaction.atomic
def correct(complaint: Complaint, claim: Claim, *, by: Actor) -> None:
    """Write down better what is claimed. When it came in stays as it is. Raises NothingSaid, NotACurrency."""
    change(complaint, _kept(claim.checked()))
    record(events.Corrected(**complaint.facts), by=by)


def change(complaint: Complaint, to: dict[str, Any]) -> None:
    """Change a complaint which the caller has locked."""
    for field, value in to.items():
        setattr(complaint, field, value)
    complaint.save(update_fields=list(to))


def each(ids: Iterable[int]) -> list[int]:
    """Ids, each once, in their order."""
    return list(dict.fromkeys(ids))
