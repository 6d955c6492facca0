"""Reading the team."""

from collections.abc import Iterable, Mapping

from liaison.authority.queries import extent_of
from liaison.journal.registry import names
from liaison.kit.actor import Actor
from liaison.team.models import Brand, Department, Member


def departments(*, for_: Actor, permission: str = "tickets.see") -> list[Department]:
    """The open departments in which somebody holds a permission, by name."""
    extent = extent_of(permission, by=for_)
    found = Department.objects.filter(closed_at=None).order_by("name")
    return list(found if extent.everywhere else found.filter(pk__in=extent.departments))


@names("member")
def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of colleagues by id."""
    return dict(Member.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@names("department")
def _departments(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Department.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@names("brand")
def _brands(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Brand.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
