"""Recognising a person in a conversation, and where they are reached by post."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.customers import events
from liaison.customers.conversations import Conversation
from liaison.customers.errors import NoAddress, NothingSaid, NotRecognised
from liaison.customers.models import Address, Customer, Identity, Verification
from liaison.customers.queries import people_of
from liaison.customers.rules import bare, normal, spoken
from liaison.customers.words import LEVELS, Means, Postal, Said
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now

LASTS: Final = timedelta(hours=24)
"""How long somebody is known who was recognised; on another channel not at all."""


@transaction.atomic
def verify(customer: Customer, *, conversation: Conversation, said: Said, by: Actor) -> Verification:
    """Keep that it is them who speaks in this conversation.

    said: by what. What they only tell is compared with what we know. Raises NotRecognised, which does not tell in what
    it differs, and NothingSaid for means that need a word of what was seen.
    """
    _must_agree(customer, said)
    at = now()
    made = Verification.objects.create(
        customer=customer,
        ticket=conversation.ticket,
        contact=conversation.contact,
        channel=conversation.channel,
        means=said.means,
        level=LEVELS[said.means],
        proof=said.proof.strip()[:200],
        by=by.ref,
        at=at,
        until=at + LASTS,
    )
    record(
        events.Verified(
            customer_id=customer.pk,
            ticket_id=conversation.ticket,
            verification_id=made.pk,
            means=said.means,
            level=made.level,
        ),
        by=by,
    )
    return made


def _must_agree(customer: Customer, said: Said) -> None:
    people = people_of(customer.pk)
    if said.means == Means.EMAIL:
        known = Identity.objects.filter(customer__in=people, kind="email", removed_at=None, said=False)
        agrees = known.filter(value=normal("email", said.email)).exists() and bool(said.email.strip())
    elif said.means == Means.NAME_POSTCODE:
        agrees = _is_called(people, said.name) and _lives_at(people, said.postcode)
    elif not said.proof.strip():
        raise NothingSaid
    else:
        return
    if not agrees:
        raise NotRecognised(
            say=_(
                "I am sorry, with this I do not find you. "
                "Please tell me your e-mail address once more, or your name and postal code."
            )
        )


def _is_called(people: frozenset[int], name: str) -> bool:
    names = Customer.objects.filter(pk__in=people).values_list("name", flat=True)
    return bool(spoken(name)) and spoken(name) in {spoken(one) for one in names}


def _lives_at(people: frozenset[int], postcode: str) -> bool:
    codes = Address.objects.filter(customer__in=people, removed_at=None).values_list("postcode", flat=True)
    said = bare(postcode)
    return bool(said) and said in {bare(one) for one in codes}


@transaction.atomic
def change_address(customer: Customer, postal: Postal, *, ticket: int | None = None, by: Actor) -> Address:
    """Have this be the default address of a person. Their orders keep their own. Raises NoAddress.

    ticket: id of the conversation in which it was asked for. What is so already changes nothing.
    """
    if not postal.is_complete:
        raise NoAddress
    mine = Address.objects.select_for_update().filter(customer=customer, removed_at=None)
    before = mine.filter(is_default=True).first()
    wanted = {name: value[: _longest(name)] for name, value in postal.plain().items()}
    if before is not None and before.postal.plain() == wanted:
        return before
    mine.filter(is_default=True).update(is_default=False)
    known = next((one for one in mine if one.postal.plain() == wanted), None)
    if known is not None:
        Address.objects.filter(pk=known.pk).update(is_default=True)
        made = known
    else:
        made = Address.objects.create(customer=customer, is_default=True, created_at=now(), **wanted)
    record(events.AddressChanged(customer_id=customer.pk, address_id=made.pk, ticket_id=ticket), by=by)
    return made


def _longest(name: str) -> int:
    return int(getattr(Address._meta.get_field(name), "max_length", 0))
