"""Letting customers in: by what a letter to their address holds, or as a guest by a signed link."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from liaison.customers.actions import meet, prove_begun
from liaison.customers.models import Customer
from liaison.customers.queries import known_by, newest_address, only_one_known_by, people_of, person
from liaison.customers.rules import normal
from liaison.customers.saying import begun_by
from liaison.customers.words import Proof
from liaison.journal.actions import record
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.rows import swap
from liaison.portal import errors, events, following, rules
from liaison.portal.models import Asking, Proving, Visit
from liaison.tickets.models import Ticket
from liaison.tickets.queries import followed


@dataclass(frozen=True)
class Prepared:
    """What the letter holds. customer: id of whoever is let in by it."""

    link: str
    code: str
    customer: int


def _whose(address: str) -> Customer | None:
    """Who comes in by an address: whoever is known by it alone, else whoever only said it until now."""
    if known_by("email", address):
        return only_one_known_by("email", address)
    return begun_by([("email", address)]).get(("email", address))


def ask(address: str) -> tuple[Asking, str]:
    """Write down that somebody asks to come in. Return that and what only their browser gets.

    Nothing here depends on whether the address is known, so nobody learns it from the answer or from its time.
    """
    browser = rules.new_token()
    at = now()
    asking = Asking.objects.create(
        address=normal("email", address)[:320],
        browser=rules.digest(browser),
        asked_at=at,
        until=at + rules.LETTER,
    )
    return asking, browser


@transaction.atomic
def prepare(asking: Asking) -> Prepared | None:
    """Make what the letter shall hold; None when nobody is to be let in by this address.

    An address by which several people are known lets nobody in: it does not prove which of them reads the letter.
    """
    customer = _whose(asking.address)
    if customer is None:
        return None
    link, code = rules.new_token(), rules.new_code()
    to = {"link": rules.digest(link), "code": rules.code_digest(code, asking=asking.pk)}
    if not swap(asking, when={"used_at": None, "until__gt": now()}, to=to):
        return None
    return Prepared(link, code, customer.pk)


@transaction.atomic
def let_in_by_link(link: str) -> str:
    """Let in whoever has the link of a letter, once; return the token of their visit. Raises LinkOver."""
    asking = Asking.objects.filter(link=rules.digest(link)).first()
    if asking is None or not _use(asking):
        raise errors.LinkOver
    return _begin(asking.address)


def let_in_by_code(asking: Asking | None, typed: str) -> str:
    """Let in whoever types the code of the letter into the browser that asked for it, once; return the token.

    Each try is counted before it is looked at. Raises CodeOver, WrongCode.
    """
    if asking is None:
        raise errors.CodeOver
    left = Asking.objects.filter(pk=asking.pk, used_at=None, tries__lt=rules.TRIES, until__gt=now())
    if not left.update(tries=F("tries") + 1):
        raise errors.CodeOver
    given = rules.code_digest(rules.bare_code(typed), asking=asking.pk)
    # Compared in any case: whoever is not known has no code, and must not learn it from how long this takes.
    if not constant_time_compare(given, asking.code or rules.digest("")) or not asking.code:
        raise errors.WrongCode
    with transaction.atomic():
        if not _use(asking):
            raise errors.CodeOver
        return _begin(asking.address)


@transaction.atomic
def let_in_by_provider(address: str, *, name: str) -> str:
    """Let in whom the company's own provider vouches for; return the token of their visit.

    Whoever is not known yet is from now on. Raises ProviderSaysNo for an address of several people.
    """
    normal_address = normal("email", address)
    if (
        not known_by("email", normal_address)
        and prove_begun("email", normal_address, how=Proof.SIGN_IN) is None
    ):
        meet("email", address, name=name)
    if only_one_known_by("email", normal_address) is None:
        raise errors.ProviderSaysNo
    return _begin(normal_address)


def _use(asking: Asking) -> bool:
    return swap(asking, when={"used_at": None, "until__gt": now()}, to={"used_at": now()})


def _begin(address: str) -> str:
    customer = only_one_known_by("email", address) or prove_begun("email", address, how=Proof.SIGN_IN)
    if customer is None:
        raise errors.LinkOver
    record(events.CameIn(customer_id=customer.pk), by=customer)
    return _open(customer.pk, address=address, lasts=rules.VISIT)


@transaction.atomic
def follow(token: str) -> tuple[str, Ticket]:
    """Let in a guest who has the link of one ticket; return the token of the visit and the ticket. Raises LinkOver."""
    id_, customer = following.opened(token)
    try:
        ticket = followed(id_)
    except NotFound:
        raise errors.LinkOver from None
    if ticket.pk != id_ or person(customer) is None:  # Merged into another, which may hold far more.
        raise errors.LinkOver
    address = newest_address(people_of(customer), kind="email")
    return _open(customer, address=address, lasts=rules.GUEST, ticket=ticket.pk), ticket


def _open(customer: int, *, address: str, lasts: timedelta, ticket: int | None = None) -> str:
    """A visit always has a token of its own: one that a browser brought along is never made to mean more."""
    token = rules.new_token()
    at = now()
    Visit.objects.create(
        token=rules.digest(token),
        customer_id=customer,
        address=address,
        ticket_id=ticket,
        begun_at=at,
        until=at + lasts,
    )
    return token


def leave(visit: Visit) -> None:
    """End a visit."""
    Visit.objects.filter(pk=visit.pk).delete()


def sweep() -> None:
    """Delete what has run out."""
    at = now()
    Visit.objects.filter(until__lt=at).delete()
    Asking.objects.filter(until__lt=at - timedelta(days=1)).delete()
    Proving.objects.filter(until__lt=at - timedelta(days=1)).delete()
