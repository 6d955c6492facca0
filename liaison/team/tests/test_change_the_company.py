"""The commands on departments and brands."""

from datetime import timedelta
from typing import Any

from liaison.authority import catalogue
from liaison.authority.actions import grant, perform
from liaison.authority.models import Role
from liaison.authority.queries import forget
from liaison.authority.words import Done, Outcome, Refused
from liaison.kit.actor import SYSTEM
from liaison.team.models import Department, Member
from tests.cast import Cast


def ask(name: str, *, by: Member, **params: Any) -> Outcome:
    forget(by)
    return perform(catalogue.make(name, params), by=by)


def test_a_department_is_opened_changed_closed_and_opened_again(cast: Cast) -> None:
    done = ask("team.create_department", by=cast.ada, title="Repairs", brand=cast.brand.pk, answers_within=90)
    assert isinstance(done, Done)
    repairs = Department.objects.get(pk=done.result["department"])
    assert repairs.answers_within == timedelta(minutes=90)
    ask("team.change_department", by=cast.ada, department=repairs.pk, title="Workshop", acknowledges=True)
    repairs.refresh_from_db()
    assert (repairs.name, repairs.acknowledges, repairs.answers_within) == (
        "Workshop",
        True,
        timedelta(minutes=90),
    )
    assert isinstance(ask("team.close_department", by=cast.ada, department=repairs.pk), Done)
    again = ask("team.close_department", by=cast.ada, department=repairs.pk)
    assert isinstance(again, Refused)
    assert again.name == "AlreadySo"
    assert isinstance(ask("team.reopen_department", by=cast.ada, department=repairs.pk), Done)


def test_a_department_with_an_open_mailbox_stays_open(cast: Cast) -> None:
    refused = ask("team.close_department", by=cast.ada, department=cast.service.pk)
    assert isinstance(refused, Refused)
    assert "help@northwind.example" in refused.reason
    cast.service.refresh_from_db()
    assert cast.service.closed_at is None


def test_a_manager_changes_the_own_department_but_opens_none(cast: Cast) -> None:
    grant(Role.objects.get(key="manager"), to=cast.bo.ref, department=cast.service.pk, by=SYSTEM)
    assert isinstance(
        ask("team.change_department", by=cast.bo, department=cast.service.pk, signature="S"), Done
    )
    other = ask("team.change_department", by=cast.bo, department=cast.billing.pk, signature="S")
    assert isinstance(other, Refused)
    new = ask("team.create_department", by=cast.bo, title="Mine", brand=cast.brand.pk)
    assert isinstance(new, Refused)
    assert not Department.objects.filter(name="Mine").exists()


def test_two_departments_of_a_brand_have_two_names(cast: Cast) -> None:
    taken = ask("team.create_department", by=cast.ada, title="service", brand=cast.brand.pk)
    assert isinstance(taken, Refused)
    assert taken.name == "NameTaken"


def test_a_brand_is_made_and_changed(cast: Cast) -> None:
    done = ask("team.create_brand", by=cast.ada, title="Southwind", language="lt", colour="#AA0000")
    assert isinstance(done, Done)
    changed = ask("team.change_brand", by=cast.ada, brand=cast.brand.pk, title="southwind")
    assert isinstance(changed, Refused)
    assert changed.name == "NameTaken"
    wrong = ask("team.change_brand", by=cast.ada, brand=cast.brand.pk, colour="red")
    assert isinstance(wrong, Refused)
    assert isinstance(ask("team.change_brand", by=cast.ada, brand=cast.brand.pk, title="North"), Done)


def test_who_only_reads_changes_nothing(cast: Cast) -> None:
    grant(Role.objects.get(key="reader"), to=cast.cleo.ref, department=None, by=SYSTEM)
    for name, params in (
        ("team.create_brand", {"title": "X"}),
        ("team.change_brand", {"brand": cast.brand.pk, "title": "X"}),
        ("team.create_department", {"title": "X", "brand": cast.brand.pk}),
        ("team.close_department", {"department": cast.service.pk}),
    ):
        refused = ask(name, by=cast.cleo, **params)
        assert isinstance(refused, Refused)
        assert refused.name == "NotAllowed"
