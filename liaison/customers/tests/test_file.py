from typing import Any

import pytest

from liaison.authority.words import Refused
from liaison.customers.actions import meet
from liaison.customers.finding import find_people
from liaison.customers.models import Customer, Identity
from liaison.customers.queries import file, known_by
from liaison.journal.models import About, Entry
from liaison.tickets.tests.asking import ask, done
from tests.cast import Cast


@pytest.fixture
def mira(db: None) -> Customer:
    return meet("email", "Mira@Example.com", name="Mira Kask", language="et")


@pytest.fixture
def jonas(db: None) -> Customer:
    return meet("email", "jonas@example.org", name="Jonas Petraitis")


def refused(name: str, by: Any, **params: Any) -> str:
    outcome = ask(name, by, **params)
    assert isinstance(outcome, Refused), outcome
    return outcome.name


def test_a_note_is_kept_and_removed(cast: Cast, mira: Customer) -> None:
    kept = done("customers.note", cast.bo, customer=mira.pk, text=" Rings after six. ")["note"]
    assert [n.text for n in file(mira.pk, for_=cast.bo).notes] == ["Rings after six."]
    assert refused("customers.note", cast.bo, customer=mira.pk, text=" ") == "Nothing"

    done("customers.remove_note", cast.bo, customer=mira.pk, note=kept)

    assert file(mira.pk, for_=cast.bo).notes == []
    assert refused("customers.remove_note", cast.bo, customer=mira.pk, note=kept) == "NotTheirs"


def test_what_is_wrong_is_corrected_and_what_is_right_says_nothing(cast: Cast, mira: Customer) -> None:
    done("customers.edit", cast.bo, customer=mira.pk, person="Mira Tamm")
    done("customers.edit", cast.bo, customer=mira.pk, person="Mira Tamm", language="et")

    mira.refresh_from_db()
    assert (mira.name, mira.language) == ("Mira Tamm", "et")
    assert [e.facts["fields"] for e in Entry.objects.filter(kind="customers.edited")] == [["name"]]


def test_a_person_is_found_by_every_address_and_number(cast: Cast, mira: Customer) -> None:
    done("customers.add_identity", cast.bo, customer=mira.pk, identity="phone", value="+372 5123 4567")

    for words in ("mira@example.com", "MIRA@", "kask", "+37251234567", "5123 4567"):
        assert [p.id for p in find_people(cast.bo, words)] == [mira.pk], words
    assert find_people(cast.bo, "ka") == []
    for wild in ("%%%", "m_ra", "mira\\"):
        assert find_people(cast.bo, wild) == [], wild


def test_an_address_is_nobodys_twice_unless_it_is_shared(cast: Cast, mira: Customer, jonas: Customer) -> None:
    same = {"identity": "email", "value": "MIRA@example.com"}
    assert refused("customers.add_identity", cast.bo, customer=mira.pk, **same) == "AlreadyKnown"
    assert refused("customers.add_identity", cast.bo, customer=jonas.pk, **same) == "KnownElsewhere"
    assert refused("customers.add_identity", cast.bo, customer=jonas.pk, identity="email", value=" ") == (
        "Nothing"
    )

    done("customers.add_identity", cast.bo, customer=jonas.pk, **same, shared=True)

    assert known_by("email", "mira@example.com") == [mira, jonas]
    assert Identity.objects.filter(value="mira@example.com", shared=True).count() == 2
    theirs = Identity.objects.get(value="mira@example.com", customer=mira).pk
    assert (
        refused("customers.share_identity", cast.bo, customer=mira.pk, identity=theirs, shared=False)
        == "KnownElsewhere"
    )


def test_a_removed_address_finds_nobody(cast: Cast, mira: Customer, jonas: Customer) -> None:
    hers = mira.identities.get().pk
    assert refused("customers.remove_identity", cast.bo, customer=jonas.pk, identity=hers) == "NotTheirs"

    done("customers.remove_identity", cast.bo, customer=mira.pk, identity=hers)

    assert find_people(cast.bo, "mira@example.com") == []
    assert meet("email", "mira@example.com") != mira


def test_two_files_of_one_person_are_read_as_one_and_taken_apart_again(
    cast: Cast, mira: Customer, jonas: Customer
) -> None:
    third = meet("phone", "+37251234567")
    done("customers.note", cast.bo, customer=jonas.pk, text="Her brother?")
    done("customers.join", cast.ana, customer=jonas.pk, other=third.pk)
    before = list(Identity.objects.order_by("id").values())

    done("customers.join", cast.ana, customer=mira.pk, other=third.pk)

    both = file(third.pk, for_=cast.bo)
    assert (both.kept, both.people) == (mira.pk, {mira.pk, jonas.pk, third.pk})
    assert [n.text for n in both.notes] == ["Her brother?"]
    assert [p.id for p in find_people(cast.bo, "jonas")] == [mira.pk]
    assert meet("phone", "+37251234567") == mira
    assert list(Identity.objects.order_by("id").values()) == before
    assert refused("customers.join", cast.ana, customer=third.pk, other=mira.pk) == "SamePerson"
    refs = About.objects.filter(entry__kind="customers.joined").values_list("ref", flat=True)
    assert {mira.ref, jonas.ref} <= set(refs)

    done("customers.unjoin", cast.ana, customer=jonas.pk)

    assert file(mira.pk, for_=cast.bo).people == {mira.pk}
    assert file(third.pk, for_=cast.bo).people == {jonas.pk, third.pk}
    assert refused("customers.unjoin", cast.ana, customer=mira.pk) == "NotJoined"


def test_a_representative_joins_nobody(cast: Cast, mira: Customer, jonas: Customer) -> None:
    assert refused("customers.join", cast.bo, customer=mira.pk, other=jonas.pk) == "NotAllowed"


def test_a_person_acts_for_an_account_until_it_ends(cast: Cast, mira: Customer, jonas: Customer) -> None:
    account = done("customers.open_account", cast.bo, customer=mira.pk, kind="company", title="Kask & Co")
    who = {"customer": jonas.pk, "account": account["account"], "role": "payer"}
    acting = done("customers.act", cast.bo, **who, proof="A letter of the holder")["acting"]
    assert refused("customers.act", cast.bo, **who) == "AlreadyActing"
    assert refused("customers.act", cast.bo, **who | {"account": 10**9}) == "NotAnAccount"

    done("customers.end_acting", cast.bo, customer=jonas.pk, acting=acting)

    assert refused("customers.end_acting", cast.bo, customer=jonas.pk, acting=acting) == "ActingEnded"
    [private, payer] = file(jonas.pk, for_=cast.bo).acts
    assert (private.account_kind, private.until) == ("private", None)
    assert (payer.account_name, payer.role, payer.until is not None) == ("Kask & Co", "payer", True)
    assert refused("customers.end_acting", cast.bo, customer=mira.pk, acting=acting) == "NotTheirs"


def test_a_file_is_opened_by_hand(cast: Cast) -> None:
    made = done("customers.open", cast.bo, person="Kati Tamm", address="kati@example.com")

    assert meet("email", "kati@example.com").pk == made["customer"]
    assert refused("customers.open", cast.bo, person=" ") == "Nothing"
    assert refused("customers.open", cast.bo, person="Kati", address="kati@example.com") == "KnownElsewhere"
    assert Customer.objects.filter(name="Kati").count() == 0
