"""Two people take the same name in the same moment: one gets it, the other a sentence, nobody an error."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from liaison.authority.actions import define_role, grant, perform, remove_role
from liaison.authority.catalogue import make
from liaison.authority.errors import RoleInUse
from liaison.authority.models import Role
from liaison.authority.words import Done, Effect, Refused
from liaison.channels.email.queries import DIRECTORY
from liaison.kit.actor import Plain
from liaison.kit.errors import NotFound
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Cast:
    return assemble()


def meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """What came of both, when the second began before the first was committed."""
    came: list[Any] = []

    def begin() -> None:
        try:
            came.append(second())
        except Exception as failure:
            came.append(failure)
        finally:
            connection.close()

    thread = threading.Thread(target=begin)
    with transaction.atomic():
        one = first()
        thread.start()
        while thread.is_alive() and not _somebody_waits():
            thread.join(0.01)
    thread.join(60)
    return one, came[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


CASES: list[tuple[str, Callable[[Cast], dict[str, object]], str]] = [
    ("team.create_brand", lambda _: {"title": "Fabrikam"}, "NameTaken"),
    ("team.create_department", lambda c: {"title": "Sales", "brand": c.brand.pk}, "NameTaken"),
    (
        "team.create_member",
        lambda _: {"email": "eve@northwind.example", "title": "Eve", "role": _role()},
        "AddressTaken",
    ),
    ("authority.define_role", lambda _: {"title": "Night", "permissions": {}}, "RoleNameTaken"),
    ("tickets.define_kind", lambda _: {"kind": "Dispute"}, "KindTaken"),
    (
        "email.open_mailbox",
        lambda c: {"address": "new@northwind.example", "department": c.service.pk},
        "MailboxTaken",
    ),
    (
        "customers.add_identity",
        lambda c: {"customer": _customer(c), "identity": "phone", "value": "+372 5123 4567"},
        "AlreadyKnown",
    ),
]


def _role() -> int:
    return Role.objects.get(key="reader").pk


def _customer(cast: Cast) -> int:
    outcome = perform(make("customers.open", {"person": "Mira"}), by=Plain(cast.ada.ref))
    assert isinstance(outcome, Done)
    return int(outcome.result["customer"])


@pytest.mark.parametrize(("name", "given", "reason"), CASES, ids=[case[0] for case in CASES])
def test_the_second_to_take_a_name_is_told_so(
    stage: Cast, name: str, given: Callable[[Cast], dict[str, object]], reason: str
) -> None:
    command, by = make(name, given(stage)), stage.ada.ref

    one, other = meanwhile(lambda: perform(command, by=Plain(by)), lambda: perform(command, by=Plain(by)))

    assert isinstance(one, Done), one
    assert isinstance(other, Refused), other
    assert other.name == reason


def test_two_who_rename_each_to_a_name_of_the_other_break_nothing(stage: Cast) -> None:
    rename = [
        make("email.change_mailbox", {"mailbox": box.pk, "aliases": ["all@northwind.example"]})
        for box in (stage.mailbox, stage.billing_mailbox)
    ]
    DIRECTORY.forget()
    by = Plain(stage.ada.ref)

    one, other = meanwhile(lambda: perform(rename[0], by=by), lambda: perform(rename[1], by=by))

    assert isinstance(one, Done), one
    assert isinstance(other, Refused), other
    assert other.name == "MailboxTaken"


def test_two_who_join_the_opposite_ways_lock_in_one_order(stage: Cast) -> None:
    one, other, by = _customer(stage), _customer(stage), Plain(stage.ada.ref)

    with CaptureQueriesContext(connection) as asked:
        perform(make("customers.join", {"customer": other, "other": one}), by=by)
        perform(make("customers.unjoin", {"customer": one}), by=by)

    locking = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert len(locking) == 2
    assert all("ORDER BY" in sql for sql in locking)


def test_a_role_is_not_given_while_it_is_taken_away(stage: Cast) -> None:
    night = define_role("Night", permissions={"tickets.see": Effect.ALLOW}, by=stage.ada)
    give = lambda: grant(night, to=stage.bo.ref, department=None, by=stage.ada)  # noqa: E731

    with pytest.raises(NotFound):
        raise meanwhile(lambda: remove_role(night, by=stage.ada), give)[1]

    day = define_role("Day", permissions={"tickets.see": Effect.ALLOW}, by=stage.ada)
    give = lambda: grant(day, to=stage.bo.ref, department=None, by=stage.ada)  # noqa: E731
    with pytest.raises(RoleInUse):
        raise meanwhile(give, lambda: remove_role(day, by=stage.ada))[1]
