"""Proving that an address or number is a person's: what was sent there comes back."""

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from procrastinate.contrib.django import app

from liaison.customers.actions import prove
from liaison.customers.errors import AlreadyProved
from liaison.customers.models import Customer, Identity
from liaison.customers.words import Proof
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.portal import errors, events, rules
from liaison.portal.letters import way_to
from liaison.portal.models import Proving
from liaison.team.actions.signing_in import count_attempt
from liaison.team.rules import Limit

LIMITS = (Limit("address", 3, rules.PROOF),)


@transaction.atomic
def ask_proof(identity: Identity, *, by: Actor) -> Proving:
    """Have a link and a code sent to an address or number that was only said; what was sent before is void.

    Raises AlreadyProved, NoWayThere, TooManyAttempts.
    """
    if not identity.said:
        raise AlreadyProved
    if way_to(identity) is None:
        raise errors.NoWayThere
    count_attempt("proof", identity.value, place="", limits=LIMITS)
    at = now()
    Proving.objects.filter(identity=identity, used_at=None, until__gt=at).update(until=at)
    record(events.ProofAsked(customer_id=identity.customer_id, identity_id=identity.pk), by=by)
    proving = Proving.objects.create(identity=identity, asked_at=at, until=at + rules.PROOF)
    app.configure_task("portal.send_proof", queue="letters").defer(proving=proving.pk)
    return proving


@transaction.atomic
def prepare_proof(proving: Proving) -> tuple[str, str] | None:
    """Make the link and the code that shall be sent; None when it is too late for them."""
    link, code = rules.new_token(), rules.new_code()
    to = {"link": rules.digest(link), "code": rules.code_digest(code, asking=proving.pk, of="proof")}
    return (link, code) if swap(proving, when={"used_at": None, "until__gt": now()}, to=to) else None


def prove_by_code(identity: Identity, typed: str, *, by: Actor) -> Customer:
    """The person told the code that was sent. Each try is counted before it is looked at.

    Return the person who is kept. Raises CodeOver, WrongCode, and what `prove` raises.
    """
    proving = Proving.objects.filter(identity=identity, used_at=None, until__gt=now()).order_by("-id").first()
    if proving is None:
        raise errors.CodeOver
    left = Proving.objects.filter(pk=proving.pk, used_at=None, tries__lt=rules.TRIES)
    if not left.update(tries=F("tries") + 1):
        raise errors.CodeOver
    given = rules.code_digest(rules.bare_code(typed), asking=proving.pk, of="proof")
    if not proving.code or not constant_time_compare(given, proving.code):
        raise errors.WrongCode
    return _use(proving, by=by)


def prove_by_link(link: str) -> Customer:
    """Whoever reads what was sent opened its link. Raises LinkOver, and what `prove` raises."""
    proving = Proving.objects.filter(link=rules.digest(link)).first()
    if proving is None:
        raise errors.LinkOver
    return _use(proving, by=SYSTEM)


@transaction.atomic
def _use(proving: Proving, *, by: Actor) -> Customer:
    if not swap(proving, when={"used_at": None, "until__gt": now()}, to={"used_at": now()}):
        raise errors.LinkOver
    return prove(proving.identity_id, how=Proof.CODE, by=by)
