"""An address given in a chat is only said."""

import pytest

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import admit, begin, leave_word
from liaison.channels.chat.models import Chat, Site
from liaison.channels.chat.words import Introduction, Proof
from liaison.customers.actions import meet
from liaison.customers.models import Identity
from liaison.customers.queries import card, people_of
from liaison.kit.actor import SYSTEM
from liaison.tickets.words import Wish
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def chat(site: Site, *, address: str, proof: Proof | None = None) -> Chat:
    visitor, _ = admit(site, Introduction(name="Guest", address=address, language="en"), proof=proof)
    begun = begin(visitor, key="first-words", text="Hello")
    read_waiting()
    begun.refresh_from_db()
    return begun


def test_a_visitor_who_gives_a_known_address_is_offered_as_that_person(site: Site, cast: Cast) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    talk = chat(site, address="Mira@example.com")

    beside = card(talk.visitor.customer_id or 0, for_=cast.bo)
    assert [(one.shown, one.name) for one in beside.offers] == [("Mira@example.com", "Mira Kask")]
    assert mira.pk not in beside.people


def test_a_number_at_which_to_call_is_only_said_too(site: Site, cast: Cast) -> None:
    talk = chat(site, address="")
    leave_word(talk, Wish.CALL, "+372 5123 4567", by=SYSTEM)

    said = Identity.objects.get(customer=talk.visitor.customer_id, kind="phone")
    assert (said.value, said.said) == ("+37251234567", True)


def test_what_the_site_has_signed_is_proved(site: Site, cast: Cast) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    talk = chat(site, address="", proof=Proof(subject="7", address="mira@example.com", name="Mira"))

    assert mira.pk in people_of(talk.visitor.customer_id or 0)
    assert not Identity.objects.filter(said=True).exists()


def test_an_address_typed_beside_a_signature_that_holds_none_is_nobodys(site: Site, cast: Cast) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    talk = chat(site, address="mira@example.com", proof=Proof(subject="8", address="", name="Eve"))

    assert mira.pk not in people_of(talk.visitor.customer_id or 0)
