"""Departments open, change and close."""

from typing import Any

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import one_at_a_time, swap
from liaison.team import events
from liaison.team.errors import AlreadySo, DepartmentInUse, NameTaken
from liaison.team.models import Brand, Department
from liaison.team.registry import what_needs


@transaction.atomic
def create_department(name: str, *, brand: Brand, by: Actor, **more: Any) -> Department:
    """Open a department. Raises NameTaken within the brand.

    more: acknowledges (bool), answers_within (timedelta), signature.
    """
    if _is_taken(name, brand=brand, but=None):
        raise NameTaken
    department = Department.objects.create(name=name, brand=brand, **more)
    record(events.DepartmentCreated(department_id=department.pk), by=by)
    return department


@transaction.atomic
def change_department(department: Department, *, by: Actor, **to: Any) -> None:
    """Change a department: name, acknowledges, answers_within, signature. Raises NameTaken within the brand."""
    changed = {field: value for field, value in to.items() if getattr(department, field) != value}
    if not changed:
        return
    if "name" in changed and _is_taken(changed["name"], brand=department.brand, but=department):
        raise NameTaken
    swap(department, when={}, to=changed)
    record(events.DepartmentChanged(department_id=department.pk, fields=tuple(sorted(changed))), by=by)


@transaction.atomic
def close_department(department: Department, *, by: Actor) -> None:
    """Have a department take nothing new. Raises DepartmentInUse naming what still needs it, AlreadySo."""
    if needed := what_needs(department.pk):
        raise DepartmentInUse(what=", ".join(needed))
    if not swap(department, when={"closed_at": None}, to={"closed_at": now()}):
        raise AlreadySo
    record(events.DepartmentClosed(department_id=department.pk), by=by)


@transaction.atomic
def reopen_department(department: Department, *, by: Actor) -> None:
    """Have a closed department take matters again. Raises AlreadySo."""
    if not swap(department, when={"closed_at__isnull": False}, to={"closed_at": None}):
        raise AlreadySo
    record(events.DepartmentReopened(department_id=department.pk), by=by)


def _is_taken(name: str, *, brand: Brand, but: Department | None) -> bool:
    one_at_a_time("department")
    same = Department.objects.filter(name__iexact=name, brand=brand)
    return (same.exclude(pk=but.pk) if but else same).exists()
