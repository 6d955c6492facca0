"""Defining roles and granting them."""

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from liaison.authority import catalogue
from liaison.authority.errors import (
    HouseRole,
    LastAdministrator,
    RoleInRules,
    RoleInUse,
    RoleNameTaken,
    UnknownCommand,
)
from liaison.authority.events import Granted, Revoked, RoleDefined, RoleRemoved
from liaison.authority.models import Grant, Permission, Role, Rule
from liaison.authority.queries import word_of
from liaison.authority.words import Effect
from liaison.journal.actions import record
from liaison.kit import memory
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.rows import one_at_a_time

LEAVING = 0x1EAF  # The advisory lock under which roles are taken away.


@transaction.atomic
def define_role(name: str, *, permissions: Mapping[str, Effect], by: Actor, key: str | None = None) -> Role:
    """Create or change a role: its name and what it may ask for.

    name: shown to people. permissions: command name to effect; `*` stands for every command.
    key: set for the roles that come with the house, which are found by it.
    """
    found = {"key": key} if key else {"name": name, "key": None}
    role, _ = Role.objects.update_or_create(**found, defaults={"name": name})
    _permit(role, permissions, by=by)
    return role


@transaction.atomic
def change_role(role: Role, *, name: str, permissions: Mapping[str, Effect], by: Actor) -> None:
    """Rename one of the company's own roles and say anew what it may.

    Raises HouseRole, RoleNameTaken, UnknownCommand.
    """
    if role.key:
        raise HouseRole
    _must_be_free(name, but=role)
    Role.objects.filter(pk=role.pk).update(name=name)
    memory.tell("role")  # A new name alone is no event.
    _must_be_known(permissions)
    _permit(role, permissions, by=by)


@transaction.atomic
def create_role(name: str, *, permissions: Mapping[str, Effect], by: Actor) -> Role:
    """Make a role of the company's own. Raises RoleNameTaken, UnknownCommand."""
    _must_be_free(name, but=None)
    _must_be_known(permissions)
    return define_role(name, permissions=permissions, by=by)


@transaction.atomic
def remove_role(role: Role, *, by: Actor) -> None:
    """Take away a role which nobody holds. Raises HouseRole, RoleInUse, RoleInRules."""
    if role.key:
        raise HouseRole
    one_at_a_time("role")
    if role.grants.exists():
        raise RoleInUse
    word = word_of(role)
    if Rule.objects.filter(Q(role=word) | Q(ask=word) | Q(stand_in=word), current=True).exists():
        raise RoleInRules
    record(RoleRemoved(role_id=role.pk), by=by)
    role.delete()


def _must_be_free(name: str, *, but: Role | None) -> None:
    one_at_a_time("role")
    taken = Role.objects.filter(name__iexact=name)
    if (taken.exclude(pk=but.pk) if but else taken).exists():
        raise RoleNameTaken


def _must_be_known(permissions: Mapping[str, Effect]) -> None:
    if unknown := sorted(set(permissions) - set(catalogue.permissions())):
        raise UnknownCommand(name=unknown[0])


def _permit(role: Role, permissions: Mapping[str, Effect], *, by: Actor) -> None:
    have = dict(role.permissions.values_list("command", "effect"))
    wanted = {command: str(effect) for command, effect in permissions.items()}
    if have == wanted:
        return
    role.permissions.all().delete()
    Permission.objects.bulk_create(
        Permission(role=role, command=command, effect=effect) for command, effect in wanted.items()
    )
    record(RoleDefined(role_id=role.pk), by=by)


@transaction.atomic
def grant(role: Role, *, to: str, department: int | None, by: Actor) -> None:
    """Give somebody a role in a department, or in all (None). Giving it twice changes nothing.

    to: the actor's reference, `member:7`. Raises NotFound for a role that was removed.
    """
    one_at_a_time("role")
    if not Role.objects.filter(pk=role.pk).exists():
        raise NotFound
    _, new = Grant.objects.get_or_create(actor=to, role=role, department=department)
    if new:
        record(Granted(role_id=role.pk, member_id=_id(to), department_id=department), by=by)


@transaction.atomic
def revoke(role: Role, *, to: str, department: int | None, by: Actor) -> None:
    """Take a role from somebody. Raises LastAdministrator when nobody would be left who may do everything."""
    _one_at_a_time()
    gone, _ = Grant.objects.filter(actor=to, role=role, department=department).delete()
    if not gone:
        return
    if role.permissions.filter(command="*").exists():
        _somebody_must_remain()
    record(Revoked(role_id=role.pk, member_id=_id(to), department_id=department), by=by)


@transaction.atomic
def suspend(actor: str) -> None:
    """Have the grants of somebody be worth nothing until `resume`. Raises LastAdministrator."""
    _one_at_a_time()
    was_administrator = _administrators().filter(actor=actor).exists()
    Grant.objects.filter(actor=actor).update(suspended=True)
    memory.tell(actor)
    if was_administrator:
        _somebody_must_remain()


@transaction.atomic
def resume(actor: str) -> None:
    """Have the grants of somebody count again."""
    Grant.objects.filter(actor=actor).update(suspended=False)
    memory.tell(actor)


def _one_at_a_time() -> None:
    """Two administrators who leave at the same moment: the second must see that the first is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEAVING])


def _administrators() -> QuerySet[Grant]:
    return Grant.objects.filter(role__permissions__command="*", department=None, suspended=False)


def _somebody_must_remain() -> None:
    if not _administrators().exists():
        raise LastAdministrator


def _id(ref: str) -> int:
    return int(ref.partition(":")[2])
