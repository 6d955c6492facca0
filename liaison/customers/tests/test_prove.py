"""What people only say of themselves leads to nobody's file until it is proved."""

import pytest

from liaison.authority.words import Done
from liaison.customers import queries
from liaison.customers.actions import add_identity, meet, meet_all, prove, prove_begun, say
from liaison.customers.errors import AlreadyProved, NotOnlyOne
from liaison.customers.models import Customer, Identity
from liaison.customers.words import Proof, Stranger
from liaison.journal.models import Entry
from liaison.kit.actor import SYSTEM
from liaison.tickets.tests.asking import ask
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MIRA = "mira@example.com"


def somebody(value: str = MIRA, kind: str = "email") -> Customer:
    """Somebody who typed this into a form."""
    return meet_all([Stranger(kind=kind, value=value, name="Somebody", said=True)])[0]


def said_by(person: Customer) -> int:
    return Identity.objects.get(customer=person, said=True).pk


def test_whoever_only_says_an_address_is_not_the_person_known_by_it() -> None:
    mira = meet("email", MIRA, name="Mira")

    assert somebody() != mira
    assert queries.known_by("email", MIRA) == [mira]
    assert queries.only_one_known_by("email", MIRA) == mira


def test_whoever_says_it_again_is_met_again() -> None:
    assert somebody() == somebody("Mira@Example.com")
    assert Customer.objects.count() == 1


def test_who_comes_later_with_the_address_itself_is_not_taken_for_whoever_said_it() -> None:
    first = somebody()

    assert meet("email", MIRA) != first


def test_proving_what_nobody_else_is_known_by_makes_it_known() -> None:
    person = somebody()
    assert prove(said_by(person), how=Proof.CODE) == person

    assert queries.known_by("email", MIRA) == [person]
    assert meet("email", MIRA) == person


def test_proving_what_somebody_is_known_by_joins_the_two_into_the_known_one() -> None:
    mira, person = meet("email", MIRA, name="Mira"), somebody()
    assert prove(said_by(person), how=Proof.WORD, reason="She rang.") == mira

    person.refresh_from_db()
    assert person.joined_into == mira
    entry = Entry.objects.get(kind="customers.identity_proved")
    assert (entry.facts["how"], entry.facts["reason"]) == ("word", "She rang.")


def test_after_a_proof_the_next_one_who_says_it_is_somebody_else_again() -> None:
    mira, person = meet("email", MIRA), somebody()
    prove(said_by(person), how=Proof.CODE)

    again = somebody()
    assert again not in (mira, person)
    assert again.joined_into is None


def test_an_address_of_several_people_does_not_prove_which_of_them_it_is(cast: Cast) -> None:
    mira, jonas = meet("email", MIRA), meet("email", "jonas@example.org")
    add_identity(jonas, kind="email", value=MIRA, shared=True, by=SYSTEM)
    person = somebody()

    with pytest.raises(NotOnlyOne):
        prove(said_by(person), how=Proof.CODE)
    assert Identity.objects.get(customer=person).said
    assert mira.joined_into is None


def test_what_is_proved_is_not_proved_twice() -> None:
    person = somebody()
    said = said_by(person)
    prove(said, how=Proof.CODE)

    with pytest.raises(AlreadyProved):
        prove(said, how=Proof.CODE)


def test_a_visitor_says_an_address_once_and_leads_to_nobody() -> None:
    mira, visitor = meet("email", MIRA, name="Mira"), meet("visitor", "visitor-1", name="Guest")

    assert say(visitor.pk, kind="email", value="Mira@example.com")
    assert say(visitor.pk, kind="email", value=MIRA) is None
    assert say(mira.pk, kind="email", value=MIRA) is None
    assert say(visitor.pk, kind="email", value="  ") is None
    assert queries.known_by("email", MIRA) == [mira]


def test_what_a_visitor_says_in_a_chat_is_not_for_whoever_has_the_address() -> None:
    visitor = meet("visitor", "visitor-1")
    say(visitor.pk, kind="email", value=MIRA)

    assert prove_begun("email", MIRA, how=Proof.SIGN_IN) is None
    assert somebody() != visitor


def test_both_files_offer_each_other_by_name_alone(cast: Cast) -> None:
    mira, person = meet("email", MIRA, name="Mira Kask"), somebody()

    theirs, hers = queries.card(person.pk, for_=cast.bo), queries.card(mira.pk, for_=cast.bo)
    assert [(one.shown, one.other, one.name, one.is_theirs) for one in theirs.offers] == [
        (MIRA, mira.pk, "Mira Kask", False)
    ]
    assert [(one.other, one.name, one.is_theirs) for one in hers.offers] == [(person.pk, "Somebody", True)]
    assert [one.said for one in theirs.identities] == [True]


def test_nothing_is_offered_any_more_once_it_is_proved(cast: Cast) -> None:
    mira, person = meet("email", MIRA, name="Mira Kask"), somebody()
    prove(said_by(person), how=Proof.CODE)

    assert queries.card(person.pk, for_=cast.bo).offers == []
    assert queries.card(mira.pk, for_=cast.bo).offers == []


def test_a_representative_proves_by_their_word_and_says_why(cast: Cast) -> None:
    mira, person = meet("email", MIRA), somebody()
    given = {"customer": person.pk, "identity": said_by(person)}

    assert ask("customers.prove", cast.bo, **given, reason=" ").name == "Invalid"
    outcome = ask("customers.prove", cast.bo, **given, reason="I rang her at the number in her file.")
    assert isinstance(outcome, Done)
    assert outcome.result == {"customer": mira.pk}


def test_what_somebody_else_said_is_not_proved_under_a_persons_name(cast: Cast) -> None:
    other, person = meet("email", "jonas@example.org"), somebody()

    outcome = ask("customers.prove", cast.bo, customer=other.pk, identity=said_by(person), reason="Sure")
    assert outcome.name == "NotTheirs"
    assert Identity.objects.get(customer=person).said
