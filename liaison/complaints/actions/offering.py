"""What we offer to settle a complaint, and what became of it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from liaison.complaints import events
from liaison.complaints.actions.opening import money
from liaison.complaints.errors import AlreadyClosed, NothingSaid, OfferPast, OfferSettled
from liaison.complaints.models import Complaint, Offer
from liaison.complaints.words import OfferState, Standing
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap

BATCH = 200


@transaction.atomic
def make_offer(
    complaint: Complaint,
    text: str,
    *,
    by: Actor,
    amount: Decimal | None = None,
    currency: str = "",
    until: datetime | None = None,
) -> Offer:
    """Write down what is offered to the customer. until: it lapses then.

    Raises NothingSaid, NotACurrency, OfferPast, AlreadyClosed.
    """
    at = now()
    if complaint.standing == Standing.CLOSED:
        raise AlreadyClosed
    if not text.strip():
        raise NothingSaid
    if until is not None and until <= at:
        raise OfferPast
    made = Offer.objects.create(
        complaint=complaint, text=text.strip(), **money(amount, currency), until=until, by=by.ref, at=at
    )
    record(events.OfferMade(**complaint.facts, offer=made.pk), by=by)
    return made


@transaction.atomic
def answer_offer(offer: Offer, *, accepted: bool, by: Actor) -> None:
    """The customer took the offer or did not. Raises OfferSettled when it was answered or has lapsed."""
    at = now()
    lapsed = offer.until is not None and offer.until <= at
    state = OfferState.ACCEPTED if accepted else OfferState.DECLINED
    if lapsed or not swap(offer, when={"state": OfferState.MADE}, to={"state": state, "answered_at": at}):
        raise OfferSettled
    said = events.OfferAccepted if accepted else events.OfferDeclined
    record(said(**offer.complaint.facts, offer=offer.pk), by=by)


@transaction.atomic
def expire_offers() -> int:
    """Let lapse what was not answered in time, up to a batch. Return how many."""
    late = Offer.objects.filter(state=OfferState.MADE, until__lte=now()).select_for_update(
        skip_locked=True, of=("self",)
    )
    offers = list(late.select_related("complaint").order_by("until")[:BATCH])
    for offer in offers:
        swap(offer, when={"state": OfferState.MADE}, to={"state": OfferState.EXPIRED})
        record(events.OfferExpired(**offer.complaint.facts, offer=offer.pk), by=SYSTEM)
    return len(offers)
