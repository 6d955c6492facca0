"""Defining roles and granting them."""

from collections.abc import Mapping

from django.db import transaction

from liaison.authority.errors import LastAdministrator
from liaison.authority.events import Granted, Revoked, RoleDefined
from liaison.authority.models import Grant, Permission, Role
from liaison.authority.words import Effect
from liaison.journal.actions import record
from liaison.kit.actor import Actor


@transaction.atomic
def define_role(name: str, *, permissions: Mapping[str, Effect], by: Actor, key: str | None = None) -> Role:
    """Create or change a role: its name and what it may ask for.

    name: shown to people. permissions: command name to effect; `*` stands for every command.
    key: set for the roles that come with the house, which are found by it.
    """
    found = {"key": key} if key else {"name": name, "key": None}
    role, _ = Role.objects.update_or_create(**found, defaults={"name": name})
    have = dict(role.permissions.values_list("command", "effect"))
    wanted = {command: str(effect) for command, effect in permissions.items()}
    if have != wanted:
        role.permissions.all().delete()
        Permission.objects.bulk_create(
            Permission(role=role, command=command, effect=effect) for command, effect in wanted.items()
        )
        record(RoleDefined(role_id=role.pk), by=by)
    return role


@transaction.atomic
def grant(role: Role, *, to: str, department: int | None, by: Actor) -> None:
    """Give somebody a role in a department, or in all (None). Giving it twice changes nothing.

    to: the actor's reference, `member:7`.
    """
    _, new = Grant.objects.get_or_create(actor=to, role=role, department=department)
    if new:
        record(Granted(role_id=role.pk, member_id=int(to.partition(":")[2]), department_id=department), by=by)


@transaction.atomic
def revoke(role: Role, *, to: str, department: int | None, by: Actor) -> None:
    """Take a role from somebody. Raises LastAdministrator when nobody would be left who may do everything."""
    gone, _ = Grant.objects.filter(actor=to, role=role, department=department).delete()
    if not gone:
        return
    if not Grant.objects.filter(role__permissions__command="*", department=None).exists():
        raise LastAdministrator
    record(Revoked(role_id=role.pk, member_id=int(to.partition(":")[2]), department_id=department), by=by)
