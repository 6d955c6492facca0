"""The commands on colleagues: who may, how far, and what is refused."""

from typing import Any

import pytest

from liaison.authority import catalogue
from liaison.authority.actions import grant, perform
from liaison.authority.models import Grant, Role
from liaison.authority.queries import effect_of, forget
from liaison.authority.words import Done, Effect, Outcome, Refused
from liaison.journal.models import Entry
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import NotFound
from liaison.team.models import Member, Session
from tests.cast import PASSWORD, Cast


def ask(name: str, *, by: Member, **params: Any) -> Outcome:
    forget(by)
    return perform(catalogue.make(name, params), by=by)


def role(key: str) -> int:
    return Role.objects.get(key=key).pk


def newcomer(cast: Cast, **more: Any) -> dict[str, Any]:
    given = {
        "email": "nele@northwind.example",
        "title": "Nele",
        "role": role("representative"),
        "password": PASSWORD,
    }
    return given | more


@pytest.fixture
def boss(cast: Cast) -> Member:
    """Bo manages Service, and nothing else."""
    grant(Role.objects.get(key="manager"), to=cast.bo.ref, department=cast.service.pk, by=SYSTEM)
    return cast.bo


def test_an_administrator_adds_a_colleague_for_some_departments(cast: Cast) -> None:
    done = ask("team.create_member", by=cast.ada, **newcomer(cast, departments=[cast.service.pk]))
    assert isinstance(done, Done)
    nele = Member.objects.get(pk=done.result["member"])
    assert nele.check_password(PASSWORD)
    assert effect_of("tickets.reply", by=nele, department=cast.service.pk) is Effect.ALLOW
    assert effect_of("tickets.reply", by=nele, department=cast.billing.pk) is None


def test_without_departments_the_role_is_held_in_all(cast: Cast) -> None:
    ask("team.create_member", by=cast.ada, **newcomer(cast))
    nele = Member.objects.get(email="nele@northwind.example")
    assert Grant.objects.get(actor=nele.ref).department is None


@pytest.mark.parametrize("who", ["bo", "tess", "ana", "cleo"])
def test_who_does_not_configure_adds_nobody(cast: Cast, who: str) -> None:
    refused = ask("team.create_member", by=getattr(cast, who), **newcomer(cast))
    assert isinstance(refused, Refused)
    assert refused.name == "NotAllowed"
    assert not Member.objects.filter(email="nele@northwind.example").exists()


def test_an_address_is_taken_whatever_its_case(cast: Cast) -> None:
    refused = ask("team.create_member", by=cast.ada, **newcomer(cast, email="BO@northwind.example"))
    assert isinstance(refused, Refused)
    assert refused.name == "AddressTaken"


def test_a_weak_password_is_refused(cast: Cast) -> None:
    refused = ask("team.create_member", by=cast.ada, **newcomer(cast, password="short"))
    assert isinstance(refused, Refused)
    assert not Member.objects.filter(email="nele@northwind.example").exists()


def test_a_manager_of_one_department_adds_colleagues_there_and_nowhere_else(cast: Cast, boss: Member) -> None:
    here = ask("team.create_member", by=boss, **newcomer(cast, departments=[cast.service.pk]))
    assert isinstance(here, Done)
    for departments in ([cast.billing.pk], [cast.service.pk, cast.billing.pk], None):
        more = newcomer(cast, email="x@northwind.example", departments=departments)
        assert isinstance(ask("team.create_member", by=boss, **more), Refused)
    assert not Member.objects.filter(email="x@northwind.example").exists()


def test_nobody_gives_more_authority_than_they_hold(cast: Cast, boss: Member) -> None:
    given = {"member": cast.tess.pk, "department": cast.service.pk}
    refused = ask("authority.grant", by=boss, role=role("administrator"), **given)
    assert isinstance(refused, Refused)
    assert refused.name == "MoreThanYours"
    assert isinstance(ask("authority.grant", by=boss, role=role("supervisor"), **given), Done)
    assert not Grant.objects.filter(actor=cast.tess.ref, role__key="administrator").exists()


def test_a_manager_of_one_department_leaves_the_others_people_alone(cast: Cast, boss: Member) -> None:
    assert isinstance(ask("team.deactivate_member", by=boss, member=cast.cleo.pk), Refused)
    assert isinstance(ask("team.set_password", by=boss, member=cast.ada.pk, password=PASSWORD + "!"), Refused)
    assert isinstance(ask("team.deactivate_member", by=boss, member=cast.tess.pk), Done)
    cast.ada.refresh_from_db()
    assert cast.ada.check_password(PASSWORD)


def test_a_stranger_is_not_told_who_works_here(cast: Cast) -> None:
    with pytest.raises(NotFound):
        ask("team.change_member", by=cast.tess, member=cast.bo.pk, title="Bob")


def test_deactivating_ends_sessions_and_authority_and_reactivating_brings_it_back(
    cast: Cast, client: Any
) -> None:
    client.force_login(cast.bo)
    assert Session.objects.filter(member=cast.bo).count() == 1
    assert isinstance(ask("team.deactivate_member", by=cast.ada, member=cast.bo.pk), Done)
    assert not Session.objects.filter(member=cast.bo).exists()
    forget(cast.bo)
    assert effect_of("tickets.reply", by=cast.bo, department=cast.service.pk) is None
    assert isinstance(ask("team.reactivate_member", by=cast.ada, member=cast.bo.pk), Done)
    forget(cast.bo)
    assert effect_of("tickets.reply", by=cast.bo, department=cast.service.pk) is Effect.ALLOW


def test_somebody_remains_administrator(cast: Cast) -> None:
    grant(Role.objects.get(key="administrator"), to=cast.bo.ref, department=None, by=SYSTEM)
    assert isinstance(ask("team.deactivate_member", by=cast.ada, member=cast.bo.pk), Done)
    taken = ask("authority.revoke", by=cast.ada, member=cast.ada.pk, role=role("administrator"))
    assert isinstance(taken, Refused)
    assert taken.name == "LastAdministrator"
    assert Grant.objects.filter(actor=cast.ada.ref, role__key="administrator").exists()


def test_nobody_deactivates_themselves(cast: Cast) -> None:
    refused = ask("team.deactivate_member", by=cast.ada, member=cast.ada.pk)
    assert isinstance(refused, Refused)
    assert refused.name == "Yourself"


def test_everybody_changes_their_own_settings(cast: Cast) -> None:
    mine = {"title": "Tessa", "language": "lt", "time_zone": "Europe/Vilnius", "signature": "Tessa"}
    assert isinstance(ask("team.change_my_settings", by=cast.tess, **mine), Done)
    cast.tess.refresh_from_db()
    assert (cast.tess.name, cast.tess.language, cast.tess.time_zone) == ("Tessa", "lt", "Europe/Vilnius")
    wrong = ask("team.change_my_settings", by=cast.tess, **(mine | {"time_zone": "Mars/Olympus"}))
    assert isinstance(wrong, Refused)


def test_a_change_is_told_in_the_journal_by_the_verb(cast: Cast) -> None:
    ask("team.change_member", by=cast.ada, member=cast.bo.pk, title="Bob")
    entry = Entry.objects.latest("id")
    assert (entry.kind, entry.by, entry.facts["fields"]) == ("team.member_changed", cast.ada.ref, ["name"])


def test_a_role_of_ones_own_is_made_given_changed_and_removed(cast: Cast) -> None:
    allowed = {"tickets.see": "allow", "tickets.reply": "approve"}
    done = ask("authority.define_role", by=cast.ada, title="Helper", permissions=allowed)
    assert isinstance(done, Done)
    made = {"role": done.result["role"]}
    give = {"member": cast.cleo.pk, "department": cast.service.pk}
    assert isinstance(ask("authority.grant", by=cast.ada, **give, **made), Done)
    forget(cast.cleo)
    assert effect_of("tickets.reply", by=cast.cleo, department=cast.service.pk) is Effect.APPROVE
    in_use = ask("authority.remove_role", by=cast.ada, **made)
    assert isinstance(in_use, Refused)
    changed = ask(
        "authority.define_role", by=cast.ada, title="Aide", permissions={"tickets.see": "allow"}, **made
    )
    assert isinstance(changed, Done)
    forget(cast.cleo)
    assert effect_of("tickets.reply", by=cast.cleo, department=cast.service.pk) is None
    ask("authority.revoke", by=cast.ada, **give, **made)
    assert isinstance(ask("authority.remove_role", by=cast.ada, **made), Done)


def test_the_roles_of_the_house_stay_as_they_are(cast: Cast) -> None:
    refused = ask("authority.define_role", by=cast.ada, title="Mine", permissions={}, role=role("trainee"))
    assert isinstance(refused, Refused)
    assert refused.name == "HouseRole"


def test_a_role_cannot_hold_what_its_maker_lacks_nor_what_nobody_knows(cast: Cast) -> None:
    grant(Role.objects.get(key="manager"), to=cast.bo.ref, department=None, by=SYSTEM)
    more = ask("authority.define_role", by=cast.bo, title="God", permissions={"*": "allow"})
    assert isinstance(more, Refused)
    assert more.name == "MoreThanYours"
    unknown = ask("authority.define_role", by=cast.ada, title="Odd", permissions={"tickets.fly": "allow"})
    assert isinstance(unknown, Refused)
    assert unknown.name == "UnknownCommand"
    assert not Role.objects.filter(key=None).exists()
