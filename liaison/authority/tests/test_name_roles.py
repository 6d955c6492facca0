import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from liaison.authority.actions import create_role
from liaison.authority.errors import RoleNameTaken
from liaison.authority.models import Role
from liaison.authority.words import Effect
from tests.cast import Cast

LOOK = {"tickets.see": Effect.ALLOW}


def test_two_roles_of_the_company_never_differ_in_case_alone(cast: Cast) -> None:
    create_role("Night shift", permissions=LOOK, by=cast.ada)

    with pytest.raises(RoleNameTaken):
        create_role("NIGHT shift", permissions=LOOK, by=cast.ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.create(name="night Shift")


def test_a_role_of_the_house_may_come_under_a_name_that_the_company_gave_its_own(cast: Cast) -> None:
    own = create_role("Auditor", permissions=LOOK, by=cast.ada)

    assert Role.objects.create(key="auditor", name="Auditor").pk != own.pk


def test_an_upgrade_numbers_names_that_were_the_same(db: None) -> None:
    upgrade = importlib.import_module("liaison.authority.migrations.0003_names_of_roles_once")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX authority_role_name_once")
    made = [Role.objects.create(name=name).pk for name in ("Desk", "desk", "DESK", "Other")]

    upgrade.keep_apart(apps, None)

    names = dict(Role.objects.filter(pk__in=made).values_list("pk", "name"))
    assert [names[pk] for pk in made] == ["Desk", "desk (2)", "DESK (3)", "Other"]
