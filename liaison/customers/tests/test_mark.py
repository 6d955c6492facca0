"""What is to be borne in mind with a person: who sets it, who sees it, and until when."""

from datetime import timedelta
from typing import Any

import pytest

from liaison.authority.actions import define_role, grant
from liaison.authority.words import Effect
from liaison.customers.actions import join, meet
from liaison.customers.care import marks_of
from liaison.customers.models import CareMark, Customer
from liaison.customers.queries import card, file, people_of
from liaison.journal.models import Entry
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.team.actions import create_member
from liaison.team.models import Member
from liaison.tickets.tests.asking import done, refused
from tests.cast import Cast

ALL = {
    "vulnerable": {"source": "Her daughter called."},
    "minor": {"source": "Passport"},
    "interpreter": {"source": "She said so.", "language": "et"},
    "no_phone": {"source": "She said so.", "note": "Hard of hearing."},
}


@pytest.fixture
def mira(db: None) -> Customer:
    return meet("email", "mira@example.com", name="Mira Kask")


def marked(mira: Customer, cast: Cast, *kinds: str) -> None:
    for kind in kinds or ALL:
        done("customers.mark", cast.bo, customer=mira.pk, kind=kind, **ALL[kind])


def seen(mira: Customer, by: Any) -> list[str]:
    """The kinds that somebody sees, in the file and beside a ticket and by themselves alike."""
    kinds = [one.kind for one in file(mira.pk, for_=by).marks]
    assert [one.kind for one in card(mira.pk, for_=by).marks] == kinds
    assert [one.kind for one in marks_of(people_of(mira.pk), for_=by)] == kinds
    return kinds


def member(cast: Cast, *permissions: str) -> Member:
    role = define_role("Apart", permissions=dict.fromkeys(permissions, Effect.ALLOW), by=SYSTEM)
    made = create_member("apart@northwind.example", name="Pat", password="x" * 12, by=SYSTEM)
    grant(role, to=made.ref, department=cast.service.pk, by=SYSTEM)
    return made


def test_a_mark_says_how_it_is_known_and_since_when(cast: Cast, mira: Customer) -> None:
    marked(mira, cast, "no_phone")

    (mark,) = file(mira.pk, for_=cast.bo).marks
    assert (mark.kind, mark.source, mark.note, mark.until) == (
        "no_phone",
        "She said so.",
        "Hard of hearing.",
        None,
    )
    assert mark == card(mira.pk, for_=cast.bo).marks[0] == marks_of([mira.pk], for_=cast.bo)[0]
    assert mark.since == CareMark.objects.get().since


def test_who_is_vulnerable_or_a_minor_only_some_see(cast: Cast, mira: Customer) -> None:
    marked(mira, cast)

    assert seen(mira, cast.bo) == ["vulnerable", "minor", "interpreter", "no_phone"]
    assert seen(mira, member(cast, "customers.see")) == ["interpreter", "no_phone"]


def test_what_is_not_seen_is_neither_set_nor_lifted(cast: Cast, mira: Customer) -> None:
    marked(mira, cast)
    pat = member(cast, "customers.see", "customers.mark")
    hidden, open_ = (CareMark.objects.get(kind=kind).pk for kind in ("minor", "no_phone"))

    assert refused("customers.mark", pat, customer=mira.pk, kind="minor", source="I think so.") == "NotSeen"
    assert refused("customers.unmark", pat, customer=mira.pk, mark=hidden) == "NotTheirs"
    done("customers.unmark", pat, customer=mira.pk, mark=open_)

    assert seen(mira, cast.bo) == ["vulnerable", "minor", "interpreter"]


def test_what_was_lifted_is_no_mark_and_is_not_lifted_again(cast: Cast, mira: Customer) -> None:
    marked(mira, cast, "no_phone")
    mark = CareMark.objects.get().pk

    done("customers.unmark", cast.bo, customer=mira.pk, mark=mark)

    assert seen(mira, cast.bo) == []
    assert refused("customers.unmark", cast.bo, customer=mira.pk, mark=mark) == "NotTheirs"


def test_somebody_elses_mark_is_not_lifted(cast: Cast, mira: Customer) -> None:
    marked(mira, cast, "no_phone")
    jonas = meet("email", "jonas@example.org")

    mark = CareMark.objects.get().pk
    assert refused("customers.unmark", cast.bo, customer=jonas.pk, mark=mark) == "NotTheirs"

    assert seen(mira, cast.bo) == ["no_phone"]


def test_a_mark_ends_by_itself(cast: Cast, mira: Customer) -> None:
    until = (clock.now() + timedelta(days=30)).isoformat()
    done("customers.mark", cast.bo, customer=mira.pk, kind="vulnerable", source="Told us.", until=until)
    assert seen(mira, cast.bo) == ["vulnerable"]

    clock.travel(timedelta(days=31))

    assert seen(mira, cast.bo) == []


def test_one_of_a_kind_stands_for_all_who_are_one_person(cast: Cast, mira: Customer) -> None:
    other = meet("phone", "+37251234567", name="Mira K.")
    done("customers.mark", cast.bo, customer=other.pk, kind="no_phone", source="Before")
    join(mira, other=other, by=SYSTEM)
    assert seen(mira, cast.bo) == ["no_phone"]

    marked(mira, cast, "no_phone", "interpreter")
    done("customers.mark", cast.bo, customer=mira.pk, kind="interpreter", source="Told us.", language="sgn")

    assert [(one.kind, one.language) for one in file(mira.pk, for_=cast.bo).marks] == [
        ("no_phone", ""),
        ("interpreter", "sgn"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "minor", "source": " "},
        {"kind": "interpreter", "source": "She said so."},
        {"kind": "interpreter", "source": "She said so.", "language": "xx"},
        {"kind": "minor", "source": "Passport", "until": "2020-01-01T00:00:00Z"},
    ],
)
def test_a_mark_that_is_not_whole_is_not_set(cast: Cast, mira: Customer, wrong: dict[str, str]) -> None:
    assert refused("customers.mark", cast.bo, customer=mira.pk, **wrong) == "Invalid"

    assert not CareMark.objects.exists()


def test_the_journal_does_not_say_which_mark_it_is(cast: Cast, mira: Customer) -> None:
    marked(mira, cast, "minor")
    mark = CareMark.objects.get().pk
    done("customers.unmark", cast.bo, customer=mira.pk, mark=mark)

    facts = [one.facts for one in Entry.objects.filter(kind__startswith="customers.care_")]

    assert facts == [{"v": 1, "customer_id": mira.pk, "mark_id": mark}] * 2
